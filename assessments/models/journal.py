"""What an attempt keeps beside its steps, so that no answer is lost: answers that met another one, and answers that came after the end.

All of it is append-only. ``key`` is the browser's own name for the save, with the question's position, as in ``AttemptStep``.
"""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel


class ConflictingAnswer(AppendOnlyModel):
    """An answer from a device that had not seen the newer answer ``against``; the newer one counts until the student chooses."""

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="conflicts")
    item = models.ForeignKey("assessments.AttemptItem", on_delete=models.PROTECT, related_name="conflicts")
    key = models.CharField(max_length=64)
    response = models.JSONField()
    seen = models.PositiveIntegerField()
    against = models.ForeignKey("assessments.AttemptStep", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "pk"]
        constraints = [models.UniqueConstraint(fields=["attempt", "key"], name="conflict_key_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.key}"


class ConflictChoice(AppendOnlyModel):
    """Which of two answers counts, as the student chose; ``step`` is the step that the choice made."""

    conflict = models.OneToOneField(ConflictingAnswer, on_delete=models.PROTECT, related_name="choice")
    step = models.OneToOneField("assessments.AttemptStep", on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.conflict_id} by step {self.step_id}"


class LateAnswer(AppendOnlyModel):
    """An answer that arrived after the end. ``written_at`` is what the browser says, ``received_at`` the server's clock."""

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="late_answers")
    item = models.ForeignKey("assessments.AttemptItem", on_delete=models.PROTECT, related_name="late_answers")
    key = models.CharField(max_length=64)
    response = models.JSONField()
    written_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "pk"]
        constraints = [models.UniqueConstraint(fields=["attempt", "key"], name="late_key_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.key}"


class LateDecision(AppendOnlyModel):
    """What an instructor decided about a late answer, and why. An accepted one became ``step``."""

    late = models.OneToOneField(LateAnswer, on_delete=models.PROTECT, related_name="decision")
    accepted = models.BooleanField()
    reason = models.TextField()
    decided_by = models.CharField(max_length=22)
    decided_at = models.DateTimeField()
    step = models.OneToOneField("assessments.AttemptStep", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(accepted=True, step__isnull=False) | Q(accepted=False, step__isnull=True), name="late_accepted_with_step"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(decided_by=""), name="late_decided_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.late_id}: {'accepted' if self.accepted else 'declined'}"


class AttemptNotes(AppendOnlyModel):
    """Facts that the page noticed since its last save (``policies.noticing``): for the instructor to read, never for a judgment by itself."""

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="notes")
    key = models.CharField(max_length=64)
    facts = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "pk"]
        constraints = [models.UniqueConstraint(fields=["attempt", "key"], name="notes_key_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.key}"

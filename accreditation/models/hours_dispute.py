"""“I studied this, it is not here”: a student's thread about their hours, and what was said in it."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import AppendOnlyModel, PublicIdModel


class DisputeState(models.TextChoices):
    OPEN = "open", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    SETTLED = "settled", "Settled"
    REOPENED = "reopened", "Opened again"


class HoursOutcome(models.TextChoices):
    NONE = "", "Not settled"
    NO_CHANGE = "no_change", "The record stays as it is"
    CORRECTED = "corrected", "The record was corrected"


class HoursDispute(PublicIdModel):
    """About one entry (``seq``), or about a day (``day``) and perhaps a lesson (``lesson``, a public id).

    ``due_on`` is the day by which an answer is promised: a house clock, not a legal one. ``settled_seq`` is the entry that put it right.
    """

    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    seq = models.PositiveIntegerField(null=True, blank=True)
    lesson = models.CharField(max_length=22, blank=True)
    day = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=DisputeState.choices, default=DisputeState.OPEN)
    outcome = models.CharField(max_length=10, choices=HoursOutcome.choices, blank=True, default=HoursOutcome.NONE)
    settled_seq = models.PositiveIntegerField(null=True, blank=True)
    settled_by = models.CharField(max_length=22, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DisputeState.values), name="hours_dispute_state_known"),
            models.CheckConstraint(condition=Q(outcome__in=HoursOutcome.values), name="hours_dispute_outcome_known"),
            models.CheckConstraint(condition=Q(seq__isnull=False) | Q(day__isnull=False), name="hours_dispute_about_something"),
            models.CheckConstraint(
                condition=(Q(state=DisputeState.SETTLED, settled_at__isnull=False) & ~Q(settled_by="") & ~Q(outcome=""))
                | (~Q(state=DisputeState.SETTLED) & Q(settled_at__isnull=True, settled_by="", outcome="", settled_seq__isnull=True)),
                name="hours_dispute_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome=HoursOutcome.CORRECTED, settled_seq__isnull=False) | (~Q(outcome=HoursOutcome.CORRECTED) & Q(settled_seq__isnull=True)),
                name="hours_dispute_correction_named",
            ),
            models.CheckConstraint(condition=~Q(settled_by=F("student")), name="hours_dispute_settled_by_another"),
            models.UniqueConstraint(fields=["student", "seq"], condition=Q(seq__isnull=False) & ~Q(state="settled"), name="hours_dispute_once_for_an_entry"),
        ]
        indexes = [models.Index(fields=["campus", "state"], name="hours_dispute_by_campus"), models.Index(fields=["student"], name="hours_dispute_by_student")]

    def __str__(self) -> str:
        return f"{self.student}, {f'entry {self.seq}' if self.seq else self.day}: {self.state}"

    @property
    def is_settled(self) -> bool:
        return bool(self.state == DisputeState.SETTLED)

    @property
    def waits(self) -> bool:
        """Whether it is the campus's turn."""
        return self.state in (DisputeState.OPEN, DisputeState.REOPENED)


class HoursMessage(AppendOnlyModel):
    """What the student or a coordinator said, in order, encrypted with the student's own key. ``step`` is the state it led to."""

    dispute = models.ForeignKey(HoursDispute, on_delete=models.PROTECT, related_name="messages")
    author = models.CharField(max_length=22)
    sealed_text = models.BinaryField()
    step = models.CharField(max_length=10, choices=DisputeState.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(step__in=DisputeState.values), name="hours_message_step_known")]

    def __str__(self) -> str:
        return f"{self.author} in {self.dispute_id}"

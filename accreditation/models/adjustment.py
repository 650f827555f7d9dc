"""Minutes that a coordinator proposes to add to a student's record or take from it, with a reason, beside any one entry."""

from django.db import models
from django.db.models import F, Q

from accreditation.models.entry import Category, Mode
from accreditation.models.two_persons import ProposalState, TwoPersonModel, decided_by_another


class Adjustment(TwoPersonModel):
    """``minutes`` is signed and never 0; ``topics`` sums to it. The reason is encrypted with the student's own key."""

    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    track = models.CharField(max_length=32)
    category = models.CharField(max_length=24, choices=Category.choices)
    mode = models.CharField(max_length=12, choices=Mode.choices)
    title = models.CharField(max_length=255)
    occurred_on = models.DateField()
    minutes = models.IntegerField()
    topics = models.JSONField()
    sealed_reason = models.BinaryField()
    entry_seq = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            *decided_by_another("adjustment"),
            models.CheckConstraint(condition=~Q(proposed_by=F("student")), name="adjustment_not_by_student"),
            models.CheckConstraint(condition=~Q(minutes=0), name="adjustment_minutes_not_zero"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="adjustment_category_known"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="adjustment_mode_known"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.APPROVED, entry_seq__isnull=False) | (~Q(state=ProposalState.APPROVED) & Q(entry_seq__isnull=True)),
                name="adjustment_entry_once_approved",
            ),
        ]
        indexes = [models.Index(fields=["campus", "state"], name="adjustment_by_campus")]

    def __str__(self) -> str:
        return f"{self.minutes:+} min for {self.student}: {self.state}"

    @property
    def track_words(self) -> str:
        """``law_and_skills`` → ``law and skills``"""
        return self.track.replace("_", " ")

"""A student's question about a mark, tied to one answer, and what was said about it."""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel, PublicIdModel


class Dispute(PublicIdModel):
    """One per answer. Closed by an instructor with an outcome; ``due_on`` is the day by which an answer is promised."""

    class Outcome(models.TextChoices):
        OPEN = "", "Open"
        STANDS = "stands", "The mark stands"
        CHANGED = "changed", "The mark was changed"

    item = models.OneToOneField("assessments.AttemptItem", on_delete=models.PROTECT, related_name="dispute")
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default=Outcome.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=22, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=("", "stands", "changed")), name="dispute_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True, closed_by="") | (~Q(outcome="") & Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="dispute_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"About {self.item_id}"

    @property
    def is_open(self) -> bool:
        return not self.outcome


class DisputeMessage(AppendOnlyModel):
    """What the student or an instructor said, in order."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="dispute_message_has_text")]

    def __str__(self) -> str:
        return self.text[:40]

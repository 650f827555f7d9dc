"""A proposed correction of one ledger entry; nothing counts until a second person approves it (hours.md, section 3)."""

from django.db import models
from django.db.models import F, Q

from accreditation.models.entry import Category
from lms.core.models import new_public_id


class CorrectionState(models.TextChoices):
    PENDING = "pending", "Waiting for a second person"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"


class Correction(models.Model):
    """What entry ``seq`` of ``student`` should say instead: minutes (0 takes it away), kind of training, topics that sum to the minutes.

    Ids are public ids as text, like the ledger's. The reason and the answer are encrypted with the student's own key.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    category = models.CharField(max_length=24, choices=Category.choices)
    topics = models.JSONField(default=dict)
    sealed_reason = models.BinaryField()
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.PENDING)
    proposed_by = models.CharField(max_length=22)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=22, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    sealed_answer = models.BinaryField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["student", "seq"], condition=Q(state="pending"), name="correction_pending_once"),
            models.CheckConstraint(condition=Q(state__in=CorrectionState.values), name="correction_state_known"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="correction_category_known"),
            models.CheckConstraint(
                condition=Q(state="pending", decided_by="", decided_at__isnull=True) | (~Q(state="pending") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="correction_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(proposed_by=F("student")), name="correction_not_proposed_by_student"),
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("student")), name="correction_decided_by_another"),
        ]
        indexes = [models.Index(fields=["campus", "state"], name="correction_by_campus")]

    def __str__(self) -> str:
        return f"Correction of entry {self.seq} of {self.student}: {self.state}"

"""Two accounts of one person made one: who asked for it, who agreed, and for good what was done (decision 125)."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import AppendOnlyModel, PublicIdModel


class MergeState(models.TextChoices):
    PENDING = "pending", "Waiting for a second person"
    MERGED = "merged", "Merged"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class MergeProposal(PublicIdModel):
    """One person’s word that two accounts are one person’s. ``kept`` and ``merged`` are public ids, as in every record that names people."""

    kept = models.CharField(max_length=22)
    merged = models.CharField(max_length=22)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=MergeState.choices, default=MergeState.PENDING)
    proposed_by = models.CharField(max_length=22)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=22, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(state=MergeState.PENDING), name="merge_proposed_once"),
            models.CheckConstraint(condition=Q(state__in=MergeState.values), name="merge_state_known"),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_of_two"),
            models.CheckConstraint(condition=~Q(proposed_by=F("kept")) & ~Q(proposed_by=F("merged")), name="merge_proposed_by_another"),
            models.CheckConstraint(
                condition=Q(state=MergeState.PENDING, decided_by="", decided_at__isnull=True)
                | (~Q(state=MergeState.PENDING) & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="merge_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} into {self.kept}: {self.state}"

    @property
    def is_pending(self) -> bool:
        return bool(self.state == MergeState.PENDING)


class AccountMerge(PublicIdModel, AppendOnlyModel):
    """``merged`` is an account of the person of ``kept`` from now on. Written once.

    The database refuses a second merge of one account, an account merged into itself, one kept that was merged away itself (so no circle can be),
    and one person doing what two must.
    """

    proposal = models.OneToOneField(MergeProposal, on_delete=models.PROTECT, related_name="merge")
    kept = models.CharField(max_length=22)
    merged = models.CharField(max_length=22, unique=True)
    reason = models.CharField(max_length=500)
    proposed_by = models.CharField(max_length=22)
    approved_by = models.CharField(max_length=22)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="account_merge_of_two"),
            models.CheckConstraint(condition=~Q(approved_by=F("proposed_by")), name="account_merge_by_two_people"),
            models.CheckConstraint(
                condition=~Q(approved_by=F("kept")) & ~Q(approved_by=F("merged")) & ~Q(proposed_by=F("kept")) & ~Q(proposed_by=F("merged")),
                name="account_merge_not_by_its_person",
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(proposed_by="") & ~Q(approved_by=""), name="account_merge_says_why_and_who"),
        ]
        indexes = [models.Index(fields=["kept"], name="account_merge_by_kept")]

    def __str__(self) -> str:
        return f"{self.merged} into {self.kept}"

"""Supervising attorneys without an account, and what two persons of a campus put on record of them. Ids of people are public ids as text."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel


class ProposalState(models.TextChoices):
    PENDING = "pending", "Waiting for a second person"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"


class SupervisingAttorney(PublicIdModel):
    """An attorney without an account, as two persons of the campus put them on record (security.md, principle 12)."""

    campus = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    bar_state = models.CharField(max_length=2)
    bar_number = models.CharField(max_length=20)
    organization = models.CharField(max_length=200)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campus", "bar_state", "bar_number"], name="attorney_bar_number_once"),
            models.UniqueConstraint(fields=["campus", "email"], name="attorney_email_once"),
            models.CheckConstraint(condition=Q(bar_state__regex=r"^[A-Z]{2}$"), name="attorney_bar_state_letters"),
            models.CheckConstraint(condition=~Q(bar_number="") & ~Q(name="") & ~Q(email=""), name="attorney_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.bar_state} {self.bar_number}"


class AttorneyProposal(PublicIdModel):
    """What the record of an attorney is to say; nothing changes until a second person approves. Without ``attorney``: a new one."""

    campus = models.CharField(max_length=64)
    attorney = models.ForeignKey(SupervisingAttorney, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    bar_state = models.CharField(max_length=2)
    bar_number = models.CharField(max_length=20)
    organization = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.PENDING)
    proposed_by = models.CharField(max_length=22)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=22, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["attorney"], condition=Q(state="pending", attorney__isnull=False), name="attorney_proposal_pending_once"),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="attorney_proposal_state_known"),
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="attorney_proposal_decided_by_another"),
            models.CheckConstraint(
                condition=Q(state="pending", decided_by="", decided_at__isnull=True) | (~Q(state="pending") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="attorney_proposal_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"

"""What two persons do together: one proposes, another decides (hours.md, section 4). The database holds that they are two."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel


class ProposalState(models.TextChoices):
    PENDING = "pending", "Waiting for a second person"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


def decided_by_another(prefix: str, *, has_student: bool = True) -> list[models.CheckConstraint]:
    """The constraints of a two-person model: a known state, a decision with its person and time, and who never decides."""
    open_states = [ProposalState.PENDING, ProposalState.WITHDRAWN]
    undecided = Q(state__in=open_states, decided_by="", decided_at__isnull=True)
    decided = Q(state__in=[ProposalState.APPROVED, ProposalState.DECLINED], decided_at__isnull=False) & ~Q(decided_by="")
    another = ~Q(decided_by=F("proposed_by"))
    if has_student:
        another &= ~Q(decided_by=F("student"))
    return [
        models.CheckConstraint(condition=Q(state__in=ProposalState.values), name=f"{prefix}_state_known"),
        models.CheckConstraint(condition=undecided | decided, name=f"{prefix}_decided_by_somebody"),
        models.CheckConstraint(condition=another, name=f"{prefix}_decided_by_another"),
    ]


class TwoPersonModel(PublicIdModel):
    """A proposal about hours. People and campuses are public ids and slugs as text, as in the ledger.

    ``sealed_answer`` is the second person's word, encrypted like the reason it answers.
    """

    campus = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.PENDING)
    proposed_by = models.CharField(max_length=22)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=22, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    sealed_answer = models.BinaryField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_pending(self) -> bool:
        return bool(self.state == ProposalState.PENDING)

    @property
    def never_decided_by(self) -> tuple[str, ...]:
        """Public ids of those who may not decide this one."""
        student: Any = getattr(self, "student", "")
        return (self.proposed_by, student) if student else (self.proposed_by,)

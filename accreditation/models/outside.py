"""Training that somebody else gave: what a student or coordinator says of it, and what a second person credited (hours.md, section 4)."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from accreditation.models.entry import Category, Mode
from accreditation.models.two_persons import ProposalState, TwoPersonModel, decided_by_another
from lms.core.canonical import fingerprint

OUTSIDE_CATEGORIES = (Category.LAW_CONTACT, Category.LAW_SELF_STUDY, Category.ADVOCACY_LITIGATION, Category.EXTERNAL_TRAINING)


class OutsideTraining(TwoPersonModel):
    """One training by another provider. ``topics`` maps topic slug to minutes and sums to ``minutes``.

    ``document`` is the public id of its certificate in the vault and ``document_sha256`` the hash of its content; both are empty without one.
    ``approved_minutes`` may be fewer (partial credit, with the reason in ``sealed_answer``); ``entry_seq`` is the entry that credits them.
    ``version_of`` names the declined version that this one follows.
    """

    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    title = models.CharField(max_length=255)
    provider = models.CharField(max_length=255)
    provider_address = models.CharField(max_length=255, blank=True)
    description = models.TextField(blank=True)
    first_on = models.DateField()
    last_on = models.DateField()
    minutes = models.PositiveIntegerField()
    mode = models.CharField(max_length=12, choices=Mode.choices)
    category = models.CharField(max_length=24, choices=Category.choices)
    topics = models.JSONField()
    is_fundamentals = models.BooleanField(default=False)
    test_result = models.CharField(max_length=200, blank=True)
    certificate_number = models.CharField(max_length=80, blank=True)
    document = models.CharField(max_length=22, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    version_of = models.CharField(max_length=22, blank=True)
    approved_minutes = models.PositiveIntegerField(null=True, blank=True)
    entry_seq = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            *decided_by_another("outside"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="outside_minutes_positive"),
            models.CheckConstraint(condition=Q(first_on__lte=F("last_on")), name="outside_dates_in_order"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="outside_mode_known"),
            models.CheckConstraint(condition=Q(category__in=OUTSIDE_CATEGORIES), name="outside_category_known"),
            models.CheckConstraint(
                condition=Q(document="", document_sha256="") | (~Q(document="") & ~Q(document_sha256="")), name="outside_document_with_hash"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.APPROVED, approved_minutes__isnull=False, entry_seq__isnull=False)
                & Q(approved_minutes__gte=1, approved_minutes__lte=F("minutes"))
                | (~Q(state=ProposalState.APPROVED) & Q(approved_minutes__isnull=True, entry_seq__isnull=True)),
                name="outside_credited_once_approved",
            ),
            models.UniqueConstraint(
                fields=["student", "document_sha256"], condition=Q(state="pending") & ~Q(document_sha256=""), name="outside_document_pending_once"
            ),
            models.UniqueConstraint(fields=["version_of"], condition=~Q(version_of="") & ~Q(state="withdrawn"), name="outside_followed_once"),
        ]
        indexes = [
            models.Index(fields=["campus", "state"], name="outside_by_campus"),
            models.Index(fields=["student", "state"], name="outside_by_student"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.provider}: {self.state}"

    @property
    def facts(self) -> dict[str, Any]:
        """Everything the second person decided about, as JSON-able facts."""
        return {
            "id": self.public_id, "student": self.student, "enrollment": self.enrollment, "title": self.title, "provider": self.provider,
            "provider_address": self.provider_address, "description": self.description, "first_on": self.first_on.isoformat(),
            "last_on": self.last_on.isoformat(), "minutes": self.minutes, "mode": str(self.mode), "category": str(self.category), "topics": self.topics,
            "is_fundamentals": self.is_fundamentals, "test_result": self.test_result, "certificate_number": self.certificate_number,
            "document_sha256": self.document_sha256, "proposed_by": self.proposed_by,
        }  # fmt: skip

    @property
    def fingerprint(self) -> str:
        """The hash of what the row says now; the entry that credits it keeps the hash of what was approved."""
        return fingerprint(self.facts)

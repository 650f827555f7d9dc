"""An audit: one student or one cohort, shown read-only for a time to a named person without an account."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import AppendOnlyModel, PublicIdModel


class Audit(PublicIdModel, AppendOnlyModel):
    """What was opened, for whom and why; the letter with the link is sent with it. Written once.

    ``places`` are the public ids of the enrollments that it shows, fixed when it was opened; ``left_out`` counts students of the cohort who were left
    out for want of a consent. ``cohort`` is a slug, empty for an audit of one student. ``number`` counts from 1 on the campus.
    """

    campus = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    cohort = models.CharField(max_length=64, blank=True)
    places = models.JSONField()
    left_out = models.PositiveIntegerField(default=0)
    recipient = models.CharField(max_length=200)
    organization = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    purpose = models.CharField(max_length=200)
    opened_by = models.CharField(max_length=22)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["campus", "number"], name="audit_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="audit_numbered_from_one"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("opened_at")), name="audit_ends_later"),
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(organization="") & ~Q(email="") & ~Q(purpose="") & ~Q(opened_by=""), name="audit_for_somebody_for_a_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"Audit {self.label}"

    @property
    def label(self) -> str:
        """“north-3”: what each page is marked with."""
        return f"{self.campus}-{self.number}"

    @property
    def shown_to(self) -> str:
        return f"{self.recipient}, {self.organization}"


class AuditRevocation(AppendOnlyModel):
    """The end of an audit before its time."""

    audit = models.OneToOneField(Audit, on_delete=models.PROTECT, related_name="revocation")
    revoked_by = models.CharField(max_length=22)
    revoked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(revoked_by=""), name="audit_revoked_by_somebody")]

    def __str__(self) -> str:
        return f"End of {self.audit_id}"

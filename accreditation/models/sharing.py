"""What leaves a campus, to whom, and with whose consent: the campus's mode, students' consents, and their revocations. All written once; the newest counts."""

from django.db import models
from django.db.models import F, Q

from accreditation.policies.sharing import DIRECT_TO_STUDENT, SCHOOL_OFFICIAL
from lms.core.models import AppendOnlyModel, PublicIdModel


class SharingMode(models.TextChoices):
    SCHOOL_OFFICIAL = SCHOOL_OFFICIAL, "School official (34 CFR 99.31(a)(1))"
    DIRECT_TO_STUDENT = DIRECT_TO_STUDENT, "Direct to student (34 CFR 99.30)"


class CampusSharing(AppendOnlyModel):
    """The data-sharing mode of a campus (its slug) from a moment on, who set it and why. A campus without a row is a *school official*."""

    campus = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    mode = models.CharField(max_length=20, choices=SharingMode.choices)
    reason = models.CharField(max_length=500)
    set_by = models.CharField(max_length=22)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["campus", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campus", "number"], name="campus_sharing_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="campus_sharing_from_one"),
            models.CheckConstraint(condition=Q(mode__in=SharingMode.values), name="campus_sharing_known"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(set_by="") & ~Q(campus=""), name="campus_sharing_set_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.campus}: {self.mode}"


class Consent(PublicIdModel, AppendOnlyModel):
    """One consent, shaped like 34 CFR 99.30(b): which records, for what purpose, to whom, signed and dated.

    ``records`` and ``recipients`` hold keys of ``policies.sharing``, with a space before and after each, so that a query
    finds one key whole. ``statement`` is the whole text that was signed, in the language it was shown in; ``typed_name`` is what the
    student typed under it while signed in (99.30(d)). ``signed_by`` repeats the student: nobody else's act is a signature.
    """

    student = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    purpose = models.CharField(max_length=20)
    records = models.CharField(max_length=200)
    recipients = models.CharField(max_length=200)
    statement = models.TextField()
    typed_name = models.CharField(max_length=255)
    signed_by = models.CharField(max_length=22)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(signed_by=F("student")), name="consent_signed_by_the_student"),
            models.CheckConstraint(condition=~Q(student="") & ~Q(typed_name="") & ~Q(statement="") & ~Q(purpose=""), name="consent_says_what_and_who"),
        ]
        indexes = [models.Index(fields=["campus", "student"], name="consent_by_student")]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.student}"

    @property
    def record_keys(self) -> list[str]:
        return self.records.split()

    @property
    def recipient_keys(self) -> list[str]:
        return self.recipients.split()


class ConsentRevocation(AppendOnlyModel):
    """The end of a consent, by the student. What was disclosed before stays disclosed."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="revocation")
    student = models.CharField(max_length=22)
    revoked_by = models.CharField(max_length=22)
    revoked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(revoked_by=F("student")) & ~Q(student=""), name="consent_revoked_by_the_student")]

    def __str__(self) -> str:
        return f"End of consent {self.consent_id}"

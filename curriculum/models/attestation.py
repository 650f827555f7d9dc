"""“I studied this lesson for … minutes”: a student's own statement, where the page could not measure, and the word of a coordinator on it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lms.core.canonical import fingerprint
from lms.core.clock import iso_ms
from lms.core.models import AppendOnlyModel, PublicIdModel

MOST_MINUTES = 10 * 60  # a day's most, measured and stated together


class Attestation(PublicIdModel, AppendOnlyModel):
    """What a student states: minutes of one lesson on one day, on the content they read. Written once.

    ``sealed_reason`` (why the page could not count it) is encrypted with the student's own key; ``sha256`` covers every
    fact, the reason by its hash.
    """

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="attestations")
    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey("curriculum.ContentSnapshot", on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    studied_on = models.DateField()
    sealed_reason = models.BinaryField()
    reason_sha256 = models.CharField(max_length=64)
    stated_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES), name="attestation_minutes_in_range")]

    def __str__(self) -> str:
        return f"{self.minutes} min stated by {self.student_id}"

    @property
    def campus_id(self) -> int:
        return self.enrollment.campus_id

    @property
    def fingerprint(self) -> str:
        """The hash of what the row says now; ``sha256`` is what it said when it was written."""
        return fingerprint(self._facts())

    def _facts(self) -> dict[str, Any]:
        return {
            "id": self.public_id, "student": self.student.public_id, "enrollment": self.enrollment.public_id, "lesson": self.lesson.public_id,
            "snapshot": self.snapshot.public_id, "minutes": self.minutes, "studied_on": self.studied_on.isoformat(),
            "reason_sha256": self.reason_sha256, "stated_at": iso_ms(self.stated_at),
        }  # fmt: skip


class AttestationDecision(AppendOnlyModel):
    """A second person's word on a statement, once and for good. ``student`` is copied so that the database can hold who may not decide."""

    attestation = models.OneToOneField(Attestation, on_delete=models.PROTECT, related_name="decision")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved = models.BooleanField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    sealed_answer = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(decided_by=F("student")), name="attestation_decided_by_another")]

    def __str__(self) -> str:
        return f"{'Approved' if self.approved else 'Declined'}: {self.attestation_id}"

"""Measured study: page loads, what the browser said in order of acceptance, and its sealed segments (hours.md, section 1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel


class StudySession(models.Model):
    """One page load of a lesson. ``public_id`` comes with the signed token and is the policy's ``session``."""

    public_id = models.CharField(max_length=22, unique=True)
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="study_sessions")
    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey("curriculum.ContentSnapshot", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    last_event_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sealed_at", "last_event_at"], name="session_to_seal")]

    def __str__(self) -> str:
        return self.public_id


class StudyState(models.Model):
    """A student's running state, locked and advanced with each beat; a projection that replaying the log gives again.

    ``policy_state`` is the dumped state of the policy; ``credited`` maps activity to its
    line: credited time in order, in runs ``[revision, local date, milliseconds]``.
    """

    student = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="study_state")
    policy_state = models.JSONField(default=dict)
    credited = models.JSONField(default=dict)
    last_ordinal = models.PositiveBigIntegerField(default=0)
    last_at_ms = models.BigIntegerField(default=0)
    head_seq = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Study state of {self.student_id}"


class StudyEvent(models.Model):
    """A loose event, until it is sealed: the canonical JSON line exactly as it will stand in the segment."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveBigIntegerField()
    line = models.TextField()

    class Meta:
        ordering = ["student", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["student", "ordinal"], name="study_event_once")]

    def __str__(self) -> str:
        return f"{self.student_id} {self.ordinal}"


class StudySegment(AppendOnlyModel):
    """Sealed events of one student, hash-chained. ``lines`` is zlib-compressed; ``hash`` covers the lines before compression."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="study_segments")
    seq = models.PositiveIntegerField()
    first_ordinal = models.PositiveBigIntegerField()
    last_ordinal = models.PositiveBigIntegerField()
    lines = models.BinaryField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["student", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["student", "seq"], name="segment_seq_once"),
            models.UniqueConstraint(fields=["student", "first_ordinal"], name="segment_ordinal_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="segment_seq_from_one"),
            models.CheckConstraint(condition=Q(first_ordinal__lte=models.F("last_ordinal")), name="segment_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} segment {self.seq}"

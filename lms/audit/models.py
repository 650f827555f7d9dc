"""What happened, and who saw whose record. Both are written once and outlive the people they name."""

from django.db import models

from lms.core.models import AppendOnlyModel


class Event(AppendOnlyModel):
    """Something a person or the system did. People, subjects and campuses are public ids as text.

    ``actor`` is empty for the system; ``actor_label`` is what the person was called at the time.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=64)
    actor = models.CharField(max_length=22, blank=True)
    actor_label = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    campus = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="event_by_subject"),
            models.Index(fields=["campus", "at"], name="event_by_campus"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"


class Disclosure(AppendOnlyModel):
    """Somebody other than its owner saw, exported or downloaded a student's record (34 CFR 99.32).

    ``what`` and ``purpose`` are words for people; ``recipient`` is who it was handed to, when that is not the viewer;
    ``job`` is the background job that made the export, if one did.
    """

    at = models.DateTimeField()
    viewer = models.CharField(max_length=22)
    owner = models.CharField(max_length=22)
    what = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    recipient = models.CharField(max_length=200, blank=True)
    campus = models.CharField(max_length=64, blank=True)
    job = models.CharField(max_length=22, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["owner", "at"], name="disclosure_by_owner")]
        constraints = [models.CheckConstraint(condition=~models.Q(viewer=models.F("owner")), name="disclosure_to_somebody_else")]

    def __str__(self) -> str:
        return f"{self.what} of {self.owner} at {self.at}"

"""Hours for many students at once: credit after an outage, paper hours of earlier cohorts, and taking either back."""

from typing import Any

from django.db import models
from django.db.models import Q

from accreditation.models.two_persons import ProposalState, TwoPersonModel, decided_by_another
from lms.core.canonical import fingerprint
from lms.core.models import AppendOnlyModel


class BatchKind(models.TextChoices):
    OUTAGE = "outage", "Credit for a cohort"
    PAPER = "paper", "Hours from paper"
    REVERSAL = "reversal", "Taking a batch back"


class HoursBatch(TwoPersonModel):
    """What is posted for several students in one go, once a second person approves; one entry for each line.

    ``about_kind`` and ``about`` name the lesson or live session it makes up for, where there is one. ``file`` and ``file_sha256`` are the list that
    paper hours were read from. ``reverses`` names the batch that this one takes back. The reason is encrypted with the key of who proposed it, and
    again with each student's own in the entries. ``refused`` maps a line to the sentence why it was not posted in the end.
    """

    kind = models.CharField(max_length=10, choices=BatchKind.choices)
    cohort = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    about_kind = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=64, blank=True)
    file = models.CharField(max_length=22, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    reverses = models.CharField(max_length=22, blank=True)
    sealed_reason = models.BinaryField()
    posted_at = models.DateTimeField(null=True, blank=True)
    refused = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            *decided_by_another("batch", has_student=False),
            models.CheckConstraint(condition=Q(kind__in=BatchKind.values), name="batch_kind_known"),
            models.CheckConstraint(condition=Q(posted_at__isnull=True) | Q(state=ProposalState.APPROVED), name="batch_posted_once_approved"),
            models.CheckConstraint(condition=(Q(kind="paper") & ~Q(file_sha256="")) | (~Q(kind="paper") & Q(file_sha256="")), name="batch_paper_has_file"),
            models.CheckConstraint(
                condition=(Q(kind="reversal") & ~Q(reverses="")) | (~Q(kind="reversal") & Q(reverses="")), name="batch_reversal_names_batch"
            ),
            models.UniqueConstraint(
                fields=["cohort", "file_sha256"], condition=Q(kind="paper", state__in=["pending", "approved"]), name="batch_file_once_in_cohort"
            ),
            models.UniqueConstraint(fields=["reverses"], condition=Q(kind="reversal", state__in=["pending", "approved"]), name="batch_reversed_once"),
        ]
        indexes = [models.Index(fields=["campus", "state"], name="batch_by_campus"), models.Index(fields=["cohort"], name="batch_by_cohort")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"


class BatchLine(AppendOnlyModel):
    """One student's part of a batch, written with it and never changed.

    ``number`` counts from 1; for paper it is the line of the file. ``reverses`` is the entry that a line of a reversal takes back. Dates are inclusive.
    """

    batch = models.ForeignKey(HoursBatch, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    title = models.CharField(max_length=255)
    provider = models.CharField(max_length=255)
    track = models.CharField(max_length=32, blank=True)
    category = models.CharField(max_length=24)
    mode = models.CharField(max_length=12)
    first_on = models.DateField()
    last_on = models.DateField()
    minutes = models.PositiveIntegerField()
    topics = models.JSONField()
    reverses = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_line_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="batch_line_minutes_positive"),
            models.CheckConstraint(condition=Q(first_on__lte=models.F("last_on")), name="batch_line_dates_in_order"),
        ]
        indexes = [models.Index(fields=["student"], name="batch_line_by_student")]

    def __str__(self) -> str:
        return f"Line {self.number}: {self.minutes} min for {self.student}"

    @property
    def source_id(self) -> str:
        """What the line's entry names as its source."""
        return f"{self.batch.public_id}/{self.number}"

    @property
    def fingerprint(self) -> str:
        """The hash of what the line says; the entry that it became keeps it."""
        return fingerprint(self.facts)

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "batch": self.batch.public_id, "number": self.number, "student": self.student, "enrollment": self.enrollment, "title": self.title,
            "provider": self.provider, "track": self.track, "category": str(self.category), "mode": str(self.mode), "first_on": self.first_on.isoformat(),
            "last_on": self.last_on.isoformat(), "minutes": self.minutes, "topics": self.topics,
        }  # fmt: skip

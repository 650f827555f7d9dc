"""Who was there: what was recorded, what an instructor set right, and the sheet that was confirmed (all written once)."""

from django.db import models
from django.db.models import F, Q

from lms.core.models import AppendOnlyModel, PublicIdModel


class PresenceKind(models.TextChoices):
    IN = "in", "In"
    OUT = "out", "Out"


class PresenceHow(models.TextChoices):
    CODE = "code", "Code"
    ROSTER = "roster", "Report"
    INSTRUCTOR = "instructor", "Instructor"


class RosterImport(PublicIdModel, AppendOnlyModel):
    """A list of participants that was read, known by the hash of its bytes: the same file is read once for a session."""

    session = models.ForeignKey("curriculum.LiveSession", on_delete=models.PROTECT, related_name="rosters")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    lines = models.PositiveIntegerField()
    imported_by = models.CharField(max_length=22)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "sha256"], name="roster_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.name}"


class PresenceEvent(AppendOnlyModel):
    """Somebody came or went at ``at``: by the code, by a line of a list (which gives both), or by an instructor's click.

    ``by`` is the public id of who caused it. Each coming lasts until the next going; a list's lines each
    stand for themselves.
    """

    session = models.ForeignKey("curriculum.LiveSession", on_delete=models.PROTECT, related_name="presence_events")
    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=PresenceKind.choices)
    how = models.CharField(max_length=10, choices=PresenceHow.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=22)
    recorded_at = models.DateTimeField()
    roster = models.ForeignKey(RosterImport, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    line = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PresenceKind.values), name="presence_kind_known"),
            models.CheckConstraint(condition=Q(how__in=PresenceHow.values), name="presence_how_known"),
            models.CheckConstraint(
                condition=Q(how=PresenceHow.ROSTER, roster__isnull=False, line__isnull=False)
                | (~Q(how=PresenceHow.ROSTER) & Q(roster__isnull=True, line__isnull=True)),
                name="presence_roster_names_line",
            ),
            models.UniqueConstraint(fields=["roster", "line", "kind"], condition=Q(roster__isnull=False), name="presence_line_once"),
        ]
        indexes = [models.Index(fields=["session", "enrollment"], name="presence_by_session")]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.kind} {self.at}"


class PresenceAdjustment(AppendOnlyModel):
    """An instructor says when somebody was there (both times), or that they were not (neither); the newest counts."""

    session = models.ForeignKey("curriculum.LiveSession", on_delete=models.PROTECT, related_name="adjustments")
    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    sealed_reason = models.BinaryField()
    by = models.CharField(max_length=22)
    at = models.DateTimeField()

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(came_at__isnull=True, left_at__isnull=True) | Q(came_at__isnull=False, left_at__isnull=False, came_at__lt=F("left_at")),
                name="adjustment_times_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.came_at}–{self.left_at}"


class AttendanceSheet(PublicIdModel, AppendOnlyModel):
    """Who was there and when, as an instructor confirmed it: canonical JSON with its hash, one row a student.

    Only random ids and times stand in ``body``. A later version adds people who were forgotten; it never changes a row that
    was credited.
    """

    session = models.ForeignKey("curriculum.LiveSession", on_delete=models.PROTECT, related_name="sheets")
    version = models.PositiveIntegerField()
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    confirmed_by = models.CharField(max_length=22)
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["session", "version"]
        constraints = [
            models.UniqueConstraint(fields=["session", "version"], name="sheet_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="sheet_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}, version {self.version}"


class NameChoice(models.Model):
    """Who a name on a cohort's lists is, as a person decided it; no enrollment means nobody of the cohort."""

    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=350)
    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    chosen_by = models.CharField(max_length=22)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "key"], name="name_choice_once")]

    def __str__(self) -> str:
        return self.key

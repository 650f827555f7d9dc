"""What the coordinator's board keeps: a summary of each place, saved views, and who was reminded when."""

from django.db import models
from django.db.models import Q

from accreditation.policies.place_status import STATUSES
from accreditation.policies.stages import STAGES
from lms.core.models import AppendOnlyModel, PublicIdModel


class PlaceSummary(models.Model):
    """What the board shows and filters by, of one place on one campus day. A cache: ``queries.place_facts`` tells the same from the facts (decision 92).

    ``is_stale``: a fact changed since. ``missing`` and ``short_tracks`` hold keys between commas, ``,resume,role,``, so that each can be looked for.
    ``place`` is the enrollment's public id; ``name`` is what rows are ordered and searched by. Minutes are whole; ``asked`` counts the scheme's requirements.
    """

    enrollment = models.OneToOneField("curriculum.Enrollment", on_delete=models.CASCADE, primary_key=True, related_name="+")
    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.CASCADE, related_name="+")
    student = models.CharField(max_length=22)
    place = models.CharField(max_length=22)
    name = models.CharField(max_length=400)
    legal_name = models.CharField(max_length=400)
    status = models.CharField(max_length=10, choices=[(one.key, one.label) for one in STATUSES.values()])
    stage = models.CharField(max_length=12, choices=list(STAGES.items()))
    rank = models.PositiveSmallIntegerField()
    scheme = models.CharField(max_length=40)
    asked = models.PositiveSmallIntegerField()
    met = models.PositiveSmallIntegerField()
    open = models.PositiveSmallIntegerField()
    missing = models.TextField(default=",")
    first_missing = models.CharField(max_length=40, blank=True)
    next_actor = models.CharField(max_length=12, blank=True)
    short_tracks = models.TextField(default=",")
    minutes = models.IntegerField()
    expected = models.PositiveIntegerField()
    stated = models.PositiveIntegerField()
    last_activity_on = models.DateField(null=True)
    waiting = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True)
    due = models.CharField(max_length=200, blank=True)
    as_of = models.DateField()
    is_stale = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=list(STATUSES)), name="summary_status_known"),
            models.CheckConstraint(condition=Q(stage__in=list(STAGES)), name="summary_stage_known"),
            models.CheckConstraint(condition=Q(met__lte=models.F("asked")), name="summary_met_within_asked"),
        ]
        indexes = [
            models.Index(fields=["cohort", "rank", "name", "enrollment"], name="summary_by_rank"),
            models.Index(fields=["cohort", "name", "enrollment"], name="summary_by_name"),
            models.Index(fields=["cohort", "stage", "status", "is_stale", "as_of", "enrollment"], name="summary_counted"),
            models.Index(fields=["student"], name="summary_by_student"),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.status}"

    @property
    def keys_missing(self) -> list[str]:
        return [key for key in self.missing.split(",") if key]


class BoardView(PublicIdModel):
    """A named set of filters of one person on one cohort's board; shared ones show to everybody of the campus who reads the board."""

    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.CASCADE, related_name="+")
    owner = models.CharField(max_length=22)
    name = models.CharField(max_length=80)
    filters = models.CharField(max_length=500, blank=True)
    is_shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "owner", "name"], name="board_view_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(owner=""), name="board_view_named"),
        ]

    def __str__(self) -> str:
        return self.name


class BoardReminder(AppendOnlyModel):
    """A student was reminded from the board of what is missing: ``missing`` are keys of requirements. The newest tells when the next may go."""

    student = models.CharField(max_length=22)
    enrollment = models.CharField(max_length=22)
    campus = models.CharField(max_length=64)
    missing = models.JSONField(default=list)
    by = models.CharField(max_length=22)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(by="") & ~Q(by=models.F("student")), name="board_reminder_by_another")]
        indexes = [models.Index(fields=["enrollment", "at"], name="board_reminder_by_place")]

    def __str__(self) -> str:
        return f"{self.enrollment}, {self.at:%Y-%m-%d}"

"""What one student is allowed besides, when a cohort sits its quizzes, and what a student did with the clock."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lms.core.models import AppendOnlyModel, PublicIdModel

PAGE = "assessments.AssessmentPage"


class Accommodation(PublicIdModel, AppendOnlyModel):
    """An accommodation as a coordinator set it, for an assessment or for all (``None``).

    A change is a new row with the next ``number``, which takes the place of those that share a day with it; an end is one that ``ended``. A row that
    came along when the student moved names the one it was ``carried_from``; ``given_by`` is then who moved them. Dates are the campus', both included.
    The reason may be about health: only the student and the coordinators of the campus read it.
    """

    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="accommodations")
    assessment = models.ForeignKey(PAGE, on_delete=models.PROTECT, null=True, blank=True, related_name="accommodations")
    number = models.PositiveIntegerField()
    time_percent = models.PositiveSmallIntegerField(default=100)
    break_minutes = models.PositiveSmallIntegerField(default=0)
    later_close_hours = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=500)
    ended = models.BooleanField(default=False)
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["enrollment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "number"], name="accommodation_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="accommodation_number_from_one"),
            models.CheckConstraint(condition=Q(time_percent__gte=100, time_percent__lte=400), name="accommodation_never_less_time"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="accommodation_dates_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="accommodation_has_reason"),
            models.CheckConstraint(
                condition=Q(time_percent__gt=100) | Q(break_minutes__gt=0) | Q(later_close_hours__gt=0), name="accommodation_gives_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: accommodation {self.number}"


class CohortWindow(models.Model):
    """A cohort that was given an assessment, with times of its own where they are set."""

    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.PROTECT, related_name="quiz_windows")
    assessment = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="windows")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "assessment"], name="window_once_a_cohort"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")), name="window_in_order"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.cohort_id}: {self.assessment_id}"


class AttemptPause(AppendOnlyModel):
    """A break that a student began or ended; odd numbers begin, even ones end. ``reserved_seconds``: how long a begun one may last."""

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="pauses")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    reserved_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["attempt", "number"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="pause_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="pause_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} pause {self.number}"


class PageLeft(AppendOnlyModel):
    """A page of an attempt without a way back that was left for good."""

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="pages_left")
    number = models.PositiveSmallIntegerField()
    left_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "number"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="page_left_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="page_left_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} page {self.number}"


class HonorAcceptance(AppendOnlyModel):
    """What a student promised before an attempt: who, when, and the very words."""

    attempt = models.OneToOneField("assessments.Attempt", on_delete=models.PROTECT, related_name="honor")
    person = models.CharField(max_length=22)
    accepted_at = models.DateTimeField()
    statement = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(statement="") & ~Q(person=""), name="honor_says_what")]

    def __str__(self) -> str:
        return f"{self.attempt_id} honor"

"""A cohort's time: when its pages open and are due, its campus' holidays, what one student is allowed besides, and calendar feeds."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel

PAGE = "wagtailcore.Page"  # a module, a lesson or an assessment


class Holiday(models.Model):
    """A day on which a campus teaches nothing and nothing is due."""

    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="holidays")
    on = models.DateField()
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["campus", "on"], name="holiday_once_a_day")]

    def __str__(self) -> str:
        return self.name


class PlannedPage(models.Model):
    """When a page opens to a cohort and when it is due. Dates are the campus': open from the first moment of the one, due by the end of the other.

    ``sequence`` counts changes, for calendars that follow (RFC 5545, SEQUENCE).
    """

    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.CASCADE, related_name="planned_pages")
    page = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="+")
    opens_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "page"], name="page_planned_once_a_cohort"),
            models.CheckConstraint(condition=Q(opens_on__isnull=False) | Q(due_on__isnull=False), name="planned_page_says_something"),
            models.CheckConstraint(condition=Q(opens_on__isnull=True) | Q(due_on__isnull=True) | Q(opens_on__lte=F("due_on")), name="planned_page_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: opens {self.opens_on}, due {self.due_on}"


class Extension(PublicIdModel):
    """What one student is allowed besides the cohort's plan: a later due date, an open page, or both; until the end of ``expires_on``."""

    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="extensions")
    page = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    opens = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    expires_on = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "page"], condition=Q(ended_at__isnull=True), name="extension_once_a_page"),
            models.CheckConstraint(condition=Q(due_on__isnull=False) | Q(opens=True), name="extension_allows_something"),
            models.CheckConstraint(condition=Q(due_on__isnull=True) | Q(due_on__lte=F("expires_on")), name="extension_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.page_id}"


class MakeUp(PublicIdModel):
    """Work in place of something missed: ``missed_kind`` and ``missed_id`` (a public id) name it, whoever it belongs to."""

    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="make_ups")
    page = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="+")
    missed_kind = models.CharField(max_length=20)
    missed_id = models.CharField(max_length=36)
    missed_title = models.CharField(max_length=255)
    due_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "page", "missed_kind", "missed_id"], condition=Q(ended_at__isnull=True), name="make_up_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="make_up_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.missed_title}"


class CalendarFeed(PublicIdModel):
    """A secret address under which a calendar program reads a student's or a cohort's dates. Only the hash of its token is kept."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds")
    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(student__isnull=True) ^ Q(cohort__isnull=True), name="calendar_feed_of_one"),
            models.UniqueConstraint(fields=["student"], condition=Q(revoked_at__isnull=True, student__isnull=False), name="calendar_feed_once_a_student"),
            models.UniqueConstraint(fields=["cohort"], condition=Q(revoked_at__isnull=True, cohort__isnull=False), name="calendar_feed_once_a_cohort"),
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.student or self.cohort}"

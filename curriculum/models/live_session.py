"""A scheduled meeting of a cohort, and the work that makes up for having missed it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lms.core.models import PublicIdModel


class SessionMode(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    LIVE_REMOTE = "live_remote", "By video"
    HYBRID = "hybrid", "In person or by video"


class SessionKind(models.TextChoices):
    """What attendance counts as; the keys are the ledger's categories."""

    LAW = "law_contact", "Law, with a teacher"
    SKILLS = "skills", "Skills"
    ORGANIZING = "organizing", "Organizing"


class LiveSession(PublicIdModel):
    """One meeting. ``topics`` maps topic slug to the minutes planned for it, by which attendance is split; times are UTC.

    ``number`` is the program session it holds; a cohort holds each of them once for a track (cancelled ones aside).
    """

    cohort = models.ForeignKey("curriculum.Cohort", on_delete=models.PROTECT, related_name="live_sessions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    track = models.SlugField(max_length=32)
    kind = models.CharField(max_length=12, choices=SessionKind.choices, default=SessionKind.LAW)
    mode = models.CharField(max_length=12, choices=SessionMode.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    prepare = models.TextField(blank=True)
    modules = models.ManyToManyField("curriculum.ModulePage", related_name="+", blank=True)
    topics = models.JSONField(default=dict)
    instructor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    moved_from = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="live_session_times_in_order"),
            models.CheckConstraint(condition=Q(mode__in=SessionMode.values), name="live_session_mode_known"),
            models.CheckConstraint(condition=Q(kind__in=SessionKind.values), name="live_session_kind_known"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_because="") | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="live_session_cancelled_with_reason",
            ),
            models.UniqueConstraint(
                fields=["cohort", "number", "track"], condition=Q(number__isnull=False, cancelled_at__isnull=True), name="live_session_number_once"
            ),
        ]
        indexes = [models.Index(fields=["cohort", "starts_at"], name="live_session_by_cohort")]

    def __str__(self) -> str:
        return self.title

    @property
    def campus_id(self) -> int:
        return self.cohort.campus_id

    @property
    def campus(self) -> object:
        return self.cohort.campus

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def heading(self) -> str:
        """“Session 5: Asylum 1”, or the title alone for a meeting beside the program."""
        return f"Session {self.number}: {self.title}" if self.number else self.title

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


class MakeUpState(models.TextChoices):
    OPEN = "open", "To do"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class SessionMakeUp(PublicIdModel):
    """How a student makes up for a session they missed: a lesson of the program, or a written task.

    It credits nothing itself: a measured lesson earns its minutes by its own entry, a task none. Why the session was missed may be
    private, so it is sealed for the student.
    """

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="make_ups")
    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="session_make_ups")
    lesson = models.ForeignKey("curriculum.LessonPage", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    task = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    sealed_reason = models.BinaryField(null=True)
    state = models.CharField(max_length=8, choices=MakeUpState.choices, default=MakeUpState.OPEN)
    given_by = models.CharField(max_length=22)
    given_at = models.DateTimeField()
    decided_by = models.CharField(max_length=22, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrollment"], name="session_make_up_once"),
            models.CheckConstraint(condition=Q(state__in=MakeUpState.values), name="session_make_up_state_known"),
            models.CheckConstraint(condition=Q(lesson__isnull=False, task="") | (Q(lesson__isnull=True) & ~Q(task="")), name="make_up_lesson_or_task"),
            models.CheckConstraint(
                condition=Q(state=MakeUpState.OPEN, decided_by="", decided_at__isnull=True)
                | (~Q(state=MakeUpState.OPEN) & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="make_up_decided_with_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}: {self.session_id}"

    @property
    def campus_id(self) -> int:
        return self.session.campus_id

    @property
    def campus(self) -> object:
        return self.session.campus

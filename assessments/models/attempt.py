"""One sitting of an assessment: frozen when it starts, made of append-only steps, marked by append-only grades."""

import uuid

from django.db import models
from django.db.models import F, Q

from assessments.models.quiz import Navigation
from lms.core.models import AppendOnlyModel


class AttemptState(models.TextChoices):
    IN_PROGRESS = "in_progress", "In progress"
    MARKING = "marking", "Waiting for a person to mark"
    GRADED = "graded", "Graded"


class Attempt(models.Model):
    """``ends_at`` is the effective end: the earlier of the time limit and the close, told before the start; grace comes on top.

    ``paused_until``: the clock stands still until then, unless the student goes on before (``AttemptPause``). ``navigation`` and ``told_during`` (the parts
    of the feedback that are shown of a question once it is left) are those of the assessment at the start: who sits keeps the rules they began with.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrollment = models.ForeignKey("curriculum.Enrollment", on_delete=models.PROTECT, related_name="attempts")
    assessment = models.ForeignKey("assessments.AssessmentPage", on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=AttemptState.choices, default=AttemptState.IN_PROGRESS)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    closed_by_clock = models.BooleanField(default=False)
    last_step = models.PositiveIntegerField(default=0)
    navigation = models.CharField(max_length=12, choices=Navigation.choices, default=Navigation.FREE)
    told_during = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "assessment", "number"], name="attempt_number_once"),
            models.UniqueConstraint(fields=["enrollment", "assessment"], condition=Q(state="in_progress"), name="attempt_one_in_progress"),
            models.CheckConstraint(condition=Q(state__in=AttemptState.values), name="attempt_state_known"),
            models.CheckConstraint(condition=Q(navigation__in=Navigation.values), name="attempt_navigation_known"),
            models.CheckConstraint(
                condition=Q(state="in_progress", submitted_at__isnull=True) | (~Q(state="in_progress") & Q(submitted_at__isnull=False)),
                name="attempt_submitted_with_time",
            ),
            models.CheckConstraint(condition=Q(submitted_at__isnull=True) | Q(submitted_at__gte=F("started_at")), name="attempt_submitted_after_start"),
        ]
        indexes = [models.Index(fields=["state", "ends_at"], name="attempt_overdue")]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_open(self) -> bool:
        return self.state == AttemptState.IN_PROGRESS


class AttemptItem(AppendOnlyModel):
    """One question of an attempt as frozen at its start: version, place, section, order of options, points.

    ``section`` is the label that the section had; ``section_key`` its primary key, by which it is known when it was given another label.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey("assessments.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    option_order = models.JSONField(default=list)
    points = models.PositiveIntegerField()
    section = models.CharField(max_length=20, blank=True)
    section_key = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="item_position_once"),
            models.CheckConstraint(condition=Q(points__gte=1), name="item_points_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.position}"


class AttemptStep(AppendOnlyModel):
    """A saved answer. ``key`` is the browser's own name for the save, so a repeated send is the same step."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="steps")
    item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    response = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "number"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="step_number_once"),
            models.UniqueConstraint(fields=["attempt", "key"], name="step_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} step {self.number}"

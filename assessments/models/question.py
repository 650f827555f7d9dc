"""A question, and its versions: a version never changes, so a mark can be explained years later."""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel, PublicIdModel


class QuestionState(models.TextChoices):
    DRAFT = "draft", "Draft"
    READY = "ready", "Ready"
    HELD = "held", "Held"
    RETIRED = "retired", "Retired"


class Question(PublicIdModel):
    """``external_id`` is the name by which files and authors know it, unique in its bank. ``category`` is a path: ``Asylum/One-year bar``."""

    bank = models.ForeignKey("assessments.QuestionBank", on_delete=models.PROTECT, related_name="questions")
    external_id = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=QuestionState.choices, default=QuestionState.READY)
    category = models.CharField(max_length=200, blank=True, db_index=True)
    exam_only = models.BooleanField(default=False, help_text="Never practiced, whatever its bank allows.")

    class Meta:
        ordering = ["bank", "external_id"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "external_id"], name="question_once_per_bank"),
            models.CheckConstraint(condition=Q(state__in=QuestionState.values), name="question_state_known"),
        ]

    def __str__(self) -> str:
        return self.external_id


class QuestionVersion(PublicIdModel, AppendOnlyModel):
    """What a question asked, from one edit to the next. ``rendered`` holds the HTML of every Markdown text by path."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    type = models.CharField(max_length=32)
    title = models.CharField(max_length=200, blank=True)
    stem = models.TextField()
    content = models.JSONField()
    explanation = models.TextField(blank=True)
    rendered = models.JSONField(default=dict)
    points = models.PositiveIntegerField(default=1)
    difficulty = models.PositiveSmallIntegerField(default=1)
    topics = models.JSONField(default=list)
    authorities = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=22, blank=True)

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(condition=Q(points__gte=1), name="version_points_positive"),
            models.CheckConstraint(condition=Q(difficulty__gte=1, difficulty__lte=3), name="version_difficulty_known"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"


class QuestionCitation(models.Model):
    """What a version refers to in its texts, its answers and its listed authorities; ``canonical`` is compared, ``key`` as first written."""

    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="citations")
    canonical = models.CharField(max_length=120, db_index=True)
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "canonical"], name="citation_once_per_version")]

    def __str__(self) -> str:
        return self.key

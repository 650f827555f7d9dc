"""An assessment page: a quiz under a module or a program."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from lms.core.models import PublicIdModel


class Release(models.TextChoices):
    """When a part of the feedback may be seen."""

    AFTER_SUBMIT = "after_submit", "After each attempt"
    AFTER_PASS = "after_pass", "After passing, or when no attempts are left"
    AFTER_CLOSE = "after_close", "After the assessment closes"
    NEVER = "never", "Never"


class AssessmentPage(PublicIdModel, Page):
    minutes = models.PositiveIntegerField(default=0, help_text="Stated minutes, credited once for a completed attempt.")
    instructions = models.TextField(blank=True, help_text="Markdown, with the honor statement.")
    instructions_html = models.TextField(blank=True, editable=False)
    pass_percent = models.PositiveSmallIntegerField(default=70, validators=[MinValueValidator(1), MaxValueValidator(100)])
    attempts_allowed = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1)])
    time_limit_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    grace_seconds = models.PositiveSmallIntegerField(default=30)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    shuffle_questions = models.BooleanField(default=True)
    shuffle_options = models.BooleanField(default=True)
    required = models.BooleanField(default=True, help_text="The program's certificate needs it passed.")
    show_score = models.CharField(max_length=12, choices=Release.choices, default=Release.AFTER_SUBMIT)
    show_response = models.CharField(max_length=12, choices=Release.choices, default=Release.AFTER_SUBMIT)
    show_marks = models.CharField(max_length=12, choices=Release.choices, default=Release.AFTER_SUBMIT)
    show_key = models.CharField(max_length=12, choices=Release.choices, default=Release.AFTER_PASS)
    show_explanation = models.CharField(max_length=12, choices=Release.choices, default=Release.AFTER_PASS)

    parent_page_types = ["curriculum.ModulePage", "curriculum.ProgramPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("instructions"),
        InlinePanel("items", heading="Questions", label="question"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("pass_percent"), FieldPanel("attempts_allowed")]),
                FieldRowPanel([FieldPanel("time_limit_minutes"), FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options"), FieldPanel("required")]),
            ],
            heading="Rules",
        ),
        MultiFieldPanel([FieldPanel(f"show_{part}") for part in ("score", "response", "marks", "key", "explanation")], heading="What students see, and when"),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="assessment_pass_in_range"),
            models.CheckConstraint(condition=Q(attempts_allowed__gte=1), name="assessment_attempts_positive"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")), name="assessment_window_in_order"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise ValidationError({"closes_at": "The assessment must close after it opens."})


class AssessmentItem(Orderable):
    """A question of an assessment; an attempt freezes the newest ready version when it starts."""

    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="items")
    question = models.ForeignKey("assessments.Question", on_delete=models.PROTECT, related_name="items")

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "question"], name="question_once_per_assessment")]

    def __str__(self) -> str:
        return str(self.question)

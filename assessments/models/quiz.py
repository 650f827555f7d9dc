"""An assessment page: a quiz under a module or a program, with its settings. What it asks stands in ``quiz_parts``."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page

from lms.core.markdown import render_markdown
from lms.core.models import PublicIdModel


class Release(models.TextChoices):
    """When a part of the feedback may be seen."""

    DURING = "during", "During the attempt, once the question is left"
    AFTER_SUBMIT = "after_submit", "After each attempt"
    AFTER_PASS = "after_pass", "After passing, or when no attempts are left"
    AFTER_CLOSE = "after_close", "After the assessment closes, for everybody"
    AFTER_RELEASE = "after_release", "When an instructor releases the results"
    NEVER = "never", "Never"


class Counting(models.TextChoices):
    """Which attempt counts."""

    BEST = "best", "The best one"
    LAST = "last", "The last one"
    FIRST = "first", "The first one"
    AVERAGE = "average", "The average of all"


class Navigation(models.TextChoices):
    FREE = "free", "All on one page, in any order"
    BY_QUESTION = "by_question", "One question after the other, no way back"
    BY_SECTION = "by_section", "One section after the other, no way back"


AT_LEAST_ONE = MinValueValidator(1)
PERCENT = (AT_LEAST_ONE, MaxValueValidator(100))


class AssessmentPage(PublicIdModel, Page):
    minutes = models.PositiveIntegerField(default=0, help_text="Stated minutes, credited once for a completed attempt.")
    instructions = models.TextField(blank=True, help_text="Markdown. Students read it before they start.")
    instructions_html = models.TextField(blank=True, editable=False)
    honor_statement = models.TextField(
        blank=True, max_length=2000, help_text="What a student promises before each attempt, in their words: “I work alone …”. Kept with the attempt."
    )
    pass_percent = models.PositiveSmallIntegerField("to pass, in percent", default=70, validators=PERCENT, help_text="Of all points together.")
    attempts_allowed = models.PositiveSmallIntegerField(default=3, validators=[AT_LEAST_ONE])
    counting = models.CharField("which attempt counts", max_length=8, choices=Counting.choices, default=Counting.BEST)
    cooldown_hours = models.PositiveSmallIntegerField(
        "hours between attempts", default=0, validators=[MaxValueValidator(24 * 60)], help_text="How long to wait after an attempt before the next one."
    )
    time_limit_minutes = models.PositiveSmallIntegerField(null=True, blank=True, validators=[AT_LEAST_ONE], help_text="Empty: no limit.")
    grace_seconds = models.PositiveSmallIntegerField(default=30)
    opens_at = models.DateTimeField(null=True, blank=True, help_text="Empty: open from the start. A cohort may have times of its own.")
    closes_at = models.DateTimeField(null=True, blank=True, help_text="Nobody starts after this, and every attempt ends.")
    limited_to_cohorts = models.BooleanField(
        "only for cohorts that were given it", default=False, help_text="Cohorts are given it on their own page, under “Quiz times”."
    )
    navigation = models.CharField("moving between questions", max_length=12, choices=Navigation.choices, default=Navigation.FREE)
    shuffle_questions = models.BooleanField(default=True, help_text="Within each section, anew for each attempt.")
    shuffle_options = models.BooleanField(default=True)
    unseen_first = models.BooleanField(
        "draw unseen questions first", default=True, help_text="What the student has met least often in earlier attempts comes first."
    )
    required = models.BooleanField(default=True, help_text="The program's certificate needs it passed.")
    show_score = models.CharField("score", max_length=13, choices=Release.choices, default=Release.AFTER_SUBMIT)
    show_response = models.CharField("their own answers", max_length=13, choices=Release.choices, default=Release.AFTER_SUBMIT)
    show_marks = models.CharField("marks of each question", max_length=13, choices=Release.choices, default=Release.AFTER_SUBMIT)
    show_key = models.CharField("right answers", max_length=13, choices=Release.choices, default=Release.AFTER_PASS)
    show_explanation = models.CharField("explanations", max_length=13, choices=Release.choices, default=Release.AFTER_PASS)
    show_comment = models.CharField("comments of the marker", max_length=13, choices=Release.choices, default=Release.AFTER_SUBMIT)

    parent_page_types = ["curriculum.ModulePage", "curriculum.ProgramPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("instructions"),
        InlinePanel("sections", heading="Sections (optional)", label="section"),
        InlinePanel("items", heading="Fixed questions", label="question", help_text="Everybody is asked these."),
        InlinePanel("draws", heading="Drawn questions", label="draw", help_text="Each student gets others, anew for each attempt."),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options"), FieldPanel("unseen_first")]), FieldPanel("navigation")],
            heading="Order of the questions",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("time_limit_minutes"), FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldRowPanel([FieldPanel("attempts_allowed"), FieldPanel("counting"), FieldPanel("cooldown_hours")]),
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("limited_to_cohorts")]),
                FieldPanel("honor_statement"),
            ],
            heading="Time and attempts",
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("required")])], heading="To pass"),
        InlinePanel("topic_passes", heading="Pass marks of topics (optional)", label="topic", help_text="All pass marks must be reached."),
        MultiFieldPanel(
            [FieldPanel(f"show_{part}") for part in ("score", "response", "marks", "comment", "key", "explanation")], heading="What students see, and when"
        ),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="assessment_pass_in_range"),
            models.CheckConstraint(condition=Q(attempts_allowed__gte=1), name="assessment_attempts_positive"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")), name="assessment_window_in_order"
            ),
            models.CheckConstraint(condition=Q(counting__in=Counting.values), name="assessment_counting_known"),
            models.CheckConstraint(condition=Q(navigation__in=Navigation.values), name="assessment_navigation_known"),
            models.CheckConstraint(
                condition=Q(
                    show_score__in=Release.values,
                    show_response__in=Release.values,
                    show_marks__in=Release.values,
                    show_key__in=Release.values,
                    show_explanation__in=Release.values,
                    show_comment__in=Release.values,
                ),
                name="assessment_phases_known",
            ),
            models.CheckConstraint(condition=Q(time_limit_minutes__isnull=True) | Q(time_limit_minutes__gte=1), name="assessment_limit_positive"),
        ]

    def clean(self) -> None:
        super().clean()
        self.instructions_html = render_markdown(self.instructions)
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise ValidationError({"closes_at": "The assessment must close after it opens."})
        if self.show_score == Release.DURING:
            raise ValidationError({"show_score": "There is no score before the attempt is submitted. Choose a later time."})
        early = [name for name in ("show_marks", "show_key", "show_explanation") if getattr(self, name) == Release.DURING]
        if early and self.navigation == Navigation.FREE:
            raise ValidationError({early[0]: "Students could still change their answer. Choose a later time, or questions without a way back."})

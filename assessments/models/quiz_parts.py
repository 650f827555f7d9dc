"""What an assessment asks: sections, fixed questions, draws; and pass marks of topics."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from assessments.models.quiz import PERCENT, AssessmentPage
from lms.core.markdown import render_markdown

POINTS = (MinValueValidator(1), MaxValueValidator(1000))
LABEL = "Short name of a section above, such as A. Empty: the first section."


class AssessmentSection(Orderable):
    """Questions that belong together. Questions and draws name their section by ``label``."""

    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="sections")
    label = models.CharField("short name", max_length=20, help_text="Such as A. Questions name their section by it.")
    title = models.CharField(max_length=200)
    instructions = models.TextField(blank=True, help_text="Markdown. Stands above the questions of the section.")
    instructions_html = models.TextField(blank=True, editable=False)
    pass_percent = models.PositiveSmallIntegerField(
        "to pass, in percent", null=True, blank=True, validators=PERCENT, help_text="Empty: only the pass mark of the whole counts."
    )
    panels = [FieldRowPanel([FieldPanel("label"), FieldPanel("title"), FieldPanel("pass_percent")]), FieldPanel("instructions")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "label"], name="section_label_once"),
            models.CheckConstraint(condition=~Q(label="") & ~Q(title=""), name="section_has_names"),
            models.CheckConstraint(
                condition=Q(pass_percent__isnull=True) | Q(pass_percent__gte=1, pass_percent__lte=100), name="section_pass_in_range"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def full_clean(self, *args: object, **kwargs: object) -> None:
        super().full_clean(*args, **kwargs)  # type: ignore[arg-type]
        self.instructions_html = render_markdown(self.instructions)


class AssessmentItem(Orderable):
    """A question that everybody is asked; an attempt freezes the newest version when it starts, or the one named here."""

    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="items")
    question = models.ForeignKey("assessments.Question", on_delete=models.PROTECT, related_name="items")
    section = models.CharField(max_length=20, blank=True, help_text=LABEL)
    version_number = models.PositiveIntegerField(
        "version", null=True, blank=True, validators=[MinValueValidator(1)], help_text="Always this version. Empty: the newest one."
    )
    points = models.PositiveIntegerField(null=True, blank=True, validators=POINTS, help_text="Empty: as the question says.")
    panels = [FieldPanel("question"), FieldRowPanel([FieldPanel("section"), FieldPanel("version_number"), FieldPanel("points")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "question"], name="question_once_per_assessment"),
            models.CheckConstraint(condition=Q(points__isnull=True) | Q(points__gte=1), name="assessment_item_points_positive"),
        ]

    def __str__(self) -> str:
        return str(self.question)


class AssessmentDraw(Orderable):
    """So many questions out of a bank, drawn anew for each attempt; no question comes twice in an attempt."""

    DIFFICULTIES = ((1, "Easy"), (2, "Medium"), (3, "Hard"))

    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="draws")
    section = models.CharField(max_length=20, blank=True, help_text=LABEL)
    count = models.PositiveSmallIntegerField("how many", default=1, validators=[MinValueValidator(1), MaxValueValidator(200)])
    bank = models.ForeignKey("assessments.QuestionBank", on_delete=models.PROTECT, related_name="draws")
    topic = models.ForeignKey("curriculum.Topic", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: any.")
    category = models.CharField(max_length=200, blank=True, help_text="With everything below it, such as Asylum or Asylum/Nexus. Empty: any.")
    difficulty = models.PositiveSmallIntegerField(null=True, blank=True, choices=DIFFICULTIES, help_text="Empty: any.")
    points = models.PositiveIntegerField("points each", null=True, blank=True, validators=POINTS, help_text="Empty: as each question says.")
    wording_as_of = models.DateTimeField(null=True, blank=True, help_text="Ask each question as it was worded then. Empty: the newest wording.")
    panels = [
        FieldRowPanel([FieldPanel("count"), FieldPanel("bank"), FieldPanel("section")]),
        FieldRowPanel([FieldPanel("topic"), FieldPanel("category"), FieldPanel("difficulty")]),
        FieldRowPanel([FieldPanel("points"), FieldPanel("wording_as_of")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1), name="draw_count_positive"),
            models.CheckConstraint(condition=Q(points__isnull=True) | Q(points__gte=1), name="draw_points_positive"),
            models.CheckConstraint(condition=Q(difficulty__isnull=True) | Q(difficulty__gte=1, difficulty__lte=3), name="draw_difficulty_known"),
        ]

    def __str__(self) -> str:
        about = [str(self.topic.title) if self.topic else "", self.category, str(dict(self.DIFFICULTIES).get(self.difficulty or 0, "")).lower()]
        return f"{self.count} from {self.bank}{''.join(f', {words}' for words in about if words)}"


class AssessmentTopicPass(Orderable):
    """A pass mark of the questions on one topic."""

    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="topic_passes")
    topic = models.ForeignKey("curriculum.Topic", on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField("to pass, in percent", validators=PERCENT)
    panels = [FieldRowPanel([FieldPanel("topic"), FieldPanel("percent")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "topic"], name="topic_pass_once"),
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="topic_pass_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.percent} %"

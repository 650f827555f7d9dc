"""The unit that is studied and that earns hours."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from curriculum.blocks import CheckBlock, lesson_blocks
from curriculum.models.fields import LeanStreamField, LinesField, lines_of
from curriculum.models.program import ProgramPage
from curriculum.models.reviewed import Reviewed
from lms.core.models import PublicIdModel


class CreditMode(models.TextChoices):
    """How a lesson's minutes become an entry (hours.md, section 3)."""

    MEASURED = "measured", "Measured study time"
    NOMINAL = "nominal", "The stated minutes, once complete"
    ATTENDANCE = "attendance", "Attendance at the live session"
    NONE = "none", "No credit"


class LessonPage(PublicIdModel, Reviewed, Page):
    minutes = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(600)])
    credit_mode = models.CharField(max_length=12, choices=CreditMode.choices, default=CreditMode.MEASURED)
    requires_end = models.BooleanField("seen to the end", default=True)
    requires_checks = models.BooleanField("knowledge checks answered", default=True)
    minimum_share_percent = models.PositiveSmallIntegerField("minimum share of the minutes", default=0, validators=[MaxValueValidator(100)])
    objectives = LinesField(blank=True, help_text="One objective a line: what a student can do afterwards.")
    body = LeanStreamField(lesson_blocks(), blank=True)
    delta_for = models.ForeignKey(
        "curriculum.LawChange", on_delete=models.PROTECT, null=True, blank=True, related_name="delta_lessons", verbose_name="brings up to date on",
        help_text="For a short lesson on a change of law: only those to whom the case assigns it see and study it.",
    )  # fmt: skip

    parent_page_types = ["curriculum.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("objectives"),
        FieldPanel("body"),
        InlinePanel("authorities", heading="Authorities", label="authority", help_text="Every legal source this lesson rests on."),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minutes", help_text="What a careful reader needs, the exercise included."), FieldPanel("credit_mode")]),
                FieldRowPanel([FieldPanel("requires_end"), FieldPanel("requires_checks"), FieldPanel("minimum_share_percent")]),
                InlinePanel("topics", label="topic", help_text="Minutes by topic; together they add up to the lesson's minutes."),
            ],
            heading="Time and completion",
        ),
        *Reviewed.review_panels,
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__gte=1, minutes__lte=600), name="lesson_minutes_in_range"),
            models.CheckConstraint(condition=models.Q(minimum_share_percent__lte=100), name="lesson_share_in_range"),
            models.CheckConstraint(condition=models.Q(credit_mode__in=CreditMode.values), name="lesson_credit_mode_known"),
            models.CheckConstraint(
                condition=~models.Q(credit_mode=CreditMode.NOMINAL) | models.Q(minimum_share_percent__gt=0),
                name="lesson_nominal_needs_share",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        names = [block.value["check_id"] for block in self.body if isinstance(block.block, CheckBlock) and block.value["check_id"]]
        if repeated := next((name for name in names if names.count(name) > 1), None):
            raise ValidationError({"body": f"Two checks have the name “{repeated}”. Empty the name of one of them."})
        if self.credit_mode == CreditMode.NOMINAL and not self.minimum_share_percent:
            raise ValidationError({"minimum_share_percent": "A lesson credited by its stated minutes needs a minimum share of measured time."})

    @property
    def objective_lines(self) -> list[str]:
        return lines_of(self.objectives)

    @cached_property
    def program(self) -> ProgramPage:
        """The program this lesson belongs to."""
        return ProgramPage.objects.ancestor_of(self).get()


class LessonTopic(Orderable):
    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey("curriculum.Topic", on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "topic"], name="topic_once_per_lesson")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.minutes} min"


class LessonAuthority(Orderable):
    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="authorities")
    authority = models.ForeignKey("curriculum.Authority", on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "authority"], name="authority_once_per_lesson")]

    def __str__(self) -> str:
        return str(self.authority)

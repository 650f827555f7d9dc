"""The unit that is studied and that earns hours."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Orderable, Page, Workflow

from curriculum.blocks import CheckBlock, lesson_blocks
from curriculum.models.fields import LeanStreamField, LinesField, lines_of
from curriculum.models.lesson_form import LessonForm
from curriculum.models.previewed import Previewed
from curriculum.models.program import ProgramPage, program_above
from curriculum.models.review import AttorneyReviewTask
from curriculum.models.reviewed import Reviewed
from lms.core.models import PublicIdModel

MINUTES_HELP = "What a careful reader needs, with the exercises. This is the most a student can be credited."
MODE_HELP = "How time becomes hours. Leave it at “Measured study time” unless your program decided otherwise."
CHECKS_HELP = "Every knowledge check has been answered, right or wrong."
SHARE_HELP = "How much of the minutes must have been measured, in percent. 50 is usual; 0 asks for none."
TOPICS_HELP = "What the minutes are about. They must add up to the minutes above before you publish or submit."
PREREQUISITES_HELP = "Lessons of this program that a student completes before this one. Leave empty when it can be read at any time."
OBJECTIVES_HELP = "One a line. Begin with a verb: “Name the three kinds of …”. Students see them first."
AUTHORITIES_HELP = "Every law, rule, decision or form this lesson rests on. When one changes, you are told. Sources you cite in the text are found as well."
REVIEW_BY_HELP = "The day by which somebody must read it again. Set the next one each time you submit it for review; a report lists what is due."


class CreditMode(models.TextChoices):
    """How a lesson's minutes become an entry (hours.md, section 3)."""

    MEASURED = "measured", "Measured study time"
    NOMINAL = "nominal", "The stated minutes, once complete"
    ATTENDANCE = "attendance", "Attendance at the live session"
    NONE = "none", "No credit"


class LessonPage(Previewed, PublicIdModel, Reviewed, Page):
    """``reviewed_sha256`` belongs to ``reviewer`` and ``last_reviewed`` as a curriculum folder states them: the words they speak of."""

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

    review_by = models.DateField("review again by", null=True, blank=True, db_index=True)
    reviewed_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    base_form_class = LessonForm
    parent_page_types = ["curriculum.ModulePage"]
    subpage_types: list[str] = []
    page_description = "What students read and earn hours for. It takes text, knowledge checks, pictures, recordings and sources."
    content_panels = [
        *Page.content_panels,
        FieldPanel("objectives", heading="After this lesson students can", help_text=OBJECTIVES_HELP, widget=AdminAutoHeightTextInput),
        FieldPanel("body", heading="The lesson", help_text="Press + to add a piece. Write in “Text”, and ask with a knowledge check every few minutes."),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minutes", help_text=MINUTES_HELP), FieldPanel("credit_mode", help_text=MODE_HELP)]),
                InlinePanel("topics", label="topic", help_text=TOPICS_HELP),
            ],
            heading="Time",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("requires_end", help_text="The student has reached the last line."), FieldPanel("requires_checks", help_text=CHECKS_HELP)]
                ),
                FieldPanel("minimum_share_percent", help_text=SHARE_HELP),
            ],
            heading="When it counts as completed",
        ),
        InlinePanel(
            "prerequisites", heading="Prerequisites", label="lesson that comes first", help_text=PREREQUISITES_HELP,
            panels=[PageChooserPanel("required", "curriculum.LessonPage")],
        ),
        InlinePanel("authorities", heading="Authorities", label="authority", help_text=AUTHORITIES_HELP),
        MultiFieldPanel(
            [
                HelpPanel(template="curriculum/panels/review.html"),
                FieldRowPanel([FieldPanel("review_by", help_text=REVIEW_BY_HELP), FieldPanel("last_reviewed", read_only=True)]),
                FieldRowPanel([FieldPanel("volatile"), FieldPanel("volatile_note")]),
            ],
            heading="Review",
        ),
    ]  # fmt: skip

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
    def has_workflow(self) -> bool:
        return self.get_workflow() is not None

    def get_workflow(self) -> Workflow | None:
        """Every lesson is reviewed by the workflow that ends with an attorney, wherever in the tree it stands; other pages by none."""
        steps = AttorneyReviewTask.objects.filter(active=True).values("pk")
        return Workflow.objects.active().filter(workflow_tasks__task__in=steps).order_by("pk").first()

    @property
    def objective_lines(self) -> list[str]:
        return lines_of(self.objectives)

    @cached_property
    def program(self) -> ProgramPage:
        """The program this lesson belongs to."""
        return program_above(self.path)


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

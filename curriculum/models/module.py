"""A subject of a program, tied to the sessions it is taught in; made of lessons and assessment pages."""

from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Orderable, Page

from curriculum.models.fields import LinesField, lines_of, numbers_of, validate_numbers
from curriculum.models.reviewed import Reviewed
from lms.core.models import PublicIdModel


class ModulePage(PublicIdModel, Reviewed, Page):
    """States minutes by component: live (with a person), self-paced (its lessons) and assessment."""

    track = models.SlugField(max_length=32)
    session_numbers = models.CharField(max_length=60, blank=True, validators=[validate_numbers])
    minutes_live = models.PositiveIntegerField(default=0)
    minutes_self_paced = models.PositiveIntegerField(default=0)
    minutes_assessment = models.PositiveIntegerField(default=0)
    objectives = LinesField(blank=True, help_text="One objective a line: what a student can do afterwards.")
    introduction = models.TextField(blank=True, help_text="Markdown.")
    introduction_html = models.TextField(blank=True, editable=False)

    page_description = "A subject of the program: it holds lessons and quizzes."
    parent_page_types = ["curriculum.ProgramPage"]
    subpage_types = ["curriculum.LessonPage", "assessments.AssessmentPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("track", help_text="The short name of the program's track, as its page lists them, e.g. law_and_skills."),
        FieldPanel("session_numbers", help_text="The sessions it is taught in, e.g. 1, 2."),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("minutes_live", help_text="With an instructor."),
                        FieldPanel("minutes_self_paced", help_text="All of its lessons together."),
                        FieldPanel("minutes_assessment", help_text="Its quizzes."),
                    ]
                )
            ],
            heading="Stated minutes",
        ),
        InlinePanel("topics", heading="Topics", label="topic", help_text="Together they add up to the module's minutes."),
        FieldPanel("objectives", heading="After this module students can", widget=AdminAutoHeightTextInput),
        FieldPanel("introduction", help_text="What this module is about, in a paragraph or two. Markdown."),
        InlinePanel("authorities", heading="Authorities", label="authority", help_text="The main sources. Each lesson lists its own besides."),
        *Reviewed.review_panels,
    ]

    @cached_property
    def has_workflow(self) -> bool:
        """Modules themselves are not reviewed. Wagtail asks the parent about a page that is being created: a hook says yes for a lesson."""
        return False

    @property
    def minutes(self) -> int:
        return self.minutes_live + self.minutes_self_paced + self.minutes_assessment

    @property
    def objective_lines(self) -> list[str]:
        return lines_of(self.objectives)

    @property
    def sessions(self) -> list[int]:
        return numbers_of(self.session_numbers)


class ModuleTopic(Orderable):
    page = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey("curriculum.Topic", on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "topic"], name="topic_once_per_module")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.minutes} min"


class ModuleAuthority(Orderable):
    page = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="authorities")
    authority = models.ForeignKey("curriculum.Authority", on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "authority"], name="authority_once_per_module")]

    def __str__(self) -> str:
        return str(self.authority)

"""A body of training with a name, made of modules; and the root under which programs stand."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from lms.core.composed import Composed
from lms.core.models import PublicIdModel


class ProgramPage(PublicIdModel, Page):
    """What completes it where its authors set no other rules, by the names of ``accreditation.dossier.ProgramRules``; every required assessment besides.

    ``exam``, ``ethics`` and ``mock_interview`` are slugs of its assessments, empty where it does not ask for them.
    """

    version = models.CharField(max_length=32)
    description = models.TextField(blank=True, help_text="Markdown.")
    description_html = models.TextField(blank=True, editable=False)
    minimum_percent = models.PositiveSmallIntegerField(default=90, validators=[MinValueValidator(1), MaxValueValidator(100)])
    attendance_percent = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    make_up_counts = models.BooleanField(default=True)
    all_required_topics = models.BooleanField(default=True)
    exam = models.CharField(max_length=255, blank=True)
    exam_percent = models.PositiveSmallIntegerField(default=70, validators=[MaxValueValidator(100)])
    ethics = models.CharField(max_length=255, blank=True)
    mock_interview = models.CharField(max_length=255, blank=True)

    page_description = "A whole training: it holds modules."
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["curriculum.ModulePage", "assessments.AssessmentPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("version", help_text="Changes when the program is taught differently, e.g. 2026.1. Entries name it."),
        FieldPanel("description", help_text="What it prepares for and how it is taught, as students read it beside the outline. Markdown."),
        InlinePanel(
            "tracks", heading="Tracks", label="track", help_text="Parts whose hours are counted apart, such as law and organizing. Modules name one of them."
        ),
        InlinePanel("sessions", heading="Sessions", label="session", help_text="The meetings it is taught in. Modules say in which they are."),
        MultiFieldPanel(
            [
                FieldPanel("minimum_percent", help_text="Share of a track's stated minutes that completes it, in percent."),
                FieldPanel("attendance_percent", help_text="Share of the stated minutes of law with a teacher, in percent. 0 asks for none."),
                FieldPanel("make_up_counts", help_text="Make-up lessons count toward that share. They are shown apart either way."),
                FieldPanel("all_required_topics", help_text="Every must-have topic needs at least one credited minute."),
                FieldPanel("exam", help_text="The final examination: the slug of an assessment of this program. Empty asks for none."),
                FieldPanel("exam_percent", help_text="The mark that it needs, in percent, whatever its own pass mark is."),
                FieldPanel("ethics", help_text="The ethics quiz: the slug of an assessment. It is passed at its own pass mark."),
                FieldPanel("mock_interview", help_text="The mock interview: the slug of an assessment. It is passed at its own pass mark."),
            ],
            heading="What completes it",
            help_text="Where nobody has set rules of the program: every assessment marked as required is asked for as well.",
        ),
    ]

    def __str__(self) -> str:
        return self.title


_program_at = Composed(lambda path: ProgramPage.objects.filter(path=path), path=str)


def program_above(path: str) -> ProgramPage:
    """The program of a lesson by its tree path: a lesson stands in a module, and a module in a program."""
    found = _program_at.first(path=path[: -2 * ProgramPage.steplen])
    if found is None:
        raise ProgramPage.DoesNotExist
    return found


class ProgramTrack(Orderable):
    """Law and skills, or organizing; only some are listed for EOIR."""

    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="tracks")
    slug = models.SlugField(max_length=32)
    title = models.CharField(max_length=100)
    minutes = models.PositiveIntegerField(help_text="Stated minutes of the whole track.")
    on_eoir_list = models.BooleanField(default=False)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "slug"], name="track_once_per_program")]

    def __str__(self) -> str:
        return self.title


class ProgramSession(Orderable):
    """One of the meetings a program is taught in."""

    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="session_once_per_program")]

    def __str__(self) -> str:
        return f"Session {self.number}: {self.title}"

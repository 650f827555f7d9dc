"""Programs and their parts."""

from django.db.models import QuerySet

from curriculum.models import LessonPage, ModulePage, ProgramPage, Topic


def programs() -> QuerySet[ProgramPage]:
    """Every published program."""
    return ProgramPage.objects.live().order_by("title")


def lesson_called(public_id: str) -> LessonPage | None:
    """The lesson, published or not: time studied on it stays explainable."""
    return LessonPage.objects.filter(public_id=public_id).first()


def topic_titles() -> dict[str, str]:
    """Every topic's title by slug."""
    return dict(Topic.objects.values_list("slug", "title"))


def topics() -> QuerySet[Topic]:
    return Topic.objects.order_by("position", "slug")


def lessons_of(program: ProgramPage) -> QuerySet[LessonPage]:
    """The published lessons of a program, in order."""
    return LessonPage.objects.descendant_of(program).live().order_by("path")


def module_tracks() -> dict[str, str]:
    """The track of each module by its tree path."""
    return dict(ModulePage.objects.values_list("path", "track"))

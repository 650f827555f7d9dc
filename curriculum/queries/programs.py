"""Programs and their parts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from curriculum.models import Cohort, LessonPage, ModulePage, PageCopy, ProgramPage, Topic
from lms.people.api import User


def programs() -> QuerySet[ProgramPage]:
    """Every published program."""
    return ProgramPage.objects.live().order_by("title")


def lesson_called(public_id: str) -> LessonPage | None:
    """The lesson, published or not: time studied on it stays explainable."""
    return LessonPage.objects.filter(public_id=public_id).first()


def authors_of(program_pk: int) -> QuerySet[User]:
    """Who writes a program's lessons: the instructors of the campuses that run a cohort of it, and the instructor who duplicated it."""
    campuses = Cohort.objects.filter(program=program_pk).values("campus")
    copiers = PageCopy.objects.filter(page=program_pk).values("copied_by")
    instructors = User.objects.filter(is_active=True, memberships__role="instructor", memberships__ended_at__isnull=True)
    return instructors.filter(Q(memberships__campus__in=campuses) | Q(pk__in=copiers)).distinct()


def topic_titles() -> dict[str, str]:
    """Every topic's title by slug."""
    return dict(Topic.objects.values_list("slug", "title"))


def topics() -> QuerySet[Topic]:
    return Topic.objects.order_by("position", "slug")


def lessons_of(program: ProgramPage) -> QuerySet[LessonPage]:
    """The published lessons of a program, in order; those on a change of law are for whom they were given to."""
    return LessonPage.objects.descendant_of(program).live().filter(delta_for=None).order_by("path")


def module_tracks() -> dict[str, str]:
    """The track of each module by its tree path."""
    return dict(ModulePage.objects.values_list("path", "track"))


def program_of(page: Any) -> ProgramPage:
    """The program a page stands in, or is."""
    return ProgramPage.objects.ancestor_of(page, inclusive=True).get()


@dataclass(frozen=True)
class ModuleFacts:
    """What a page under a module inherits from it: track, topics by weight, program and version."""

    track: str
    topics: dict[str, int]
    program: str
    program_version: str


def module_facts(page: Any) -> ModuleFacts:
    """The facts of the module that ``page`` stands in."""
    module = ModulePage.objects.ancestor_of(page).get()
    program = program_of(page)
    topics = {row.topic.slug: row.minutes for row in module.topics.select_related("topic")}
    return ModuleFacts(module.track, topics, program.slug, program.version)

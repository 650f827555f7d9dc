"""Programs and their parts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, Site

from curriculum.models import Cohort, LessonPage, ModulePage, PageCopy, ProgramPage, Topic
from curriculum.models.program import ProgramTrack
from lms.core.composed import Composed
from lms.core.registry import Registry
from lms.people.api import User


def programs() -> QuerySet[ProgramPage]:
    """Every published program."""
    return ProgramPage.objects.live().order_by("title")


def lesson_called(public_id: str) -> LessonPage | None:
    """The lesson, published or not: time studied on it stays explainable."""
    return LessonPage.objects.filter(public_id=public_id).first()


def page_at(path: str) -> Page | None:
    """The published program, lesson or page of a registered kind at an address below ``/learn/`` such as ``law/`` or ``law/asylum/who/``.

    Wagtail would ask for the site and for every page on the way, twice. Where several sites share the installation, the
    host decides which is meant, so there Wagtail is left to find it.
    """
    roots = Site.get_site_root_paths()
    *above, slug = path.rstrip("/").split("/")
    kinds = [kind for depth, kind in addressed_pages if depth == len(above)]
    if not kinds or not slug or len({root.site_id for root in roots}) != 1:
        return None
    found = (kind.first(slug=slug, url_path=f"{root.root_path}{path}") for kind in kinds for root in roots)
    return next((page for page in found if page is not None), None)


def live_at(model: Any) -> Composed[Any]:
    """The published page of a kind at its whole ``url_path``."""
    # by the slug too, for url_path has no index of its own
    return Composed(lambda slug, url_path: model.objects.live().filter(slug=slug, url_path=url_path), slug=str, url_path=str)


# by how many pages stand above; the first kind that has the address is meant, so what is read most often comes first
addressed_pages: Registry[tuple[int, Composed[Any]]] = Registry("kind of page with an address of its own")
addressed_pages.register("program", (0, live_at(ProgramPage)))
addressed_pages.register("lesson", (2, live_at(LessonPage)))


def authors_of(program_pk: int) -> QuerySet[User]:
    """Who writes a program's lessons: the instructors of the campuses that run a cohort of it, and the instructor who duplicated it."""
    campuses = Cohort.objects.filter(program=program_pk).values("campus")
    copiers = PageCopy.objects.filter(page=program_pk).values("copied_by")
    instructors = User.objects.filter(is_active=True, memberships__role="instructor", memberships__ended_at__isnull=True)
    return instructors.filter(Q(memberships__campus__in=campuses) | Q(pk__in=copiers)).distinct()


def may_own(program_pk: int | None) -> QuerySet[User]:
    """Who can be given a task about a program; about what stands in none, such as a glossary term, every author."""
    if program_pk is not None:
        return authors_of(program_pk)
    return User.objects.filter(is_active=True, memberships__role="instructor", memberships__ended_at__isnull=True).distinct()


def topic_titles() -> dict[str, str]:
    """Every topic's title by slug."""
    return dict(_topic_titles.rows())


_topic_titles = Composed(lambda: Topic.objects.order_by().values_list("slug", "title"))


def topics() -> QuerySet[Topic]:
    return Topic.objects.order_by("position", "slug")


def lessons_of(program: ProgramPage) -> QuerySet[LessonPage]:
    """The published lessons of a program, in order; those on a change of law are for whom they were given to."""
    return LessonPage.objects.descendant_of(program).live().filter(delta_for=None).order_by("path")


def module_tracks() -> dict[str, str]:
    """The track of each module by its tree path."""
    return dict(_module_tracks.rows())


_module_tracks = Composed(lambda: ModulePage.objects.order_by().values_list("path", "track"))


def tracks_of(program_pk: int) -> list[ProgramTrack]:
    """A program's tracks, in order."""
    return _tracks.rows(program=program_pk)


_tracks = Composed(lambda program: ProgramTrack.objects.filter(page=program), program=int)


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

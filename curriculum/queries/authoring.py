"""What an author finds on the first page of Wagtail: their programs, module by module, and what waits for them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, Substr

from curriculum.models import LessonPage, ModulePage, ProgramPage
from curriculum.queries.reviews import lessons_due
from curriculum.rules import peer_reviews_of, programs_written_by
from lms.core.registry import Registry

STEP = 4  # letters of a tree path for each level


@dataclass(frozen=True)
class AuthoringLink:
    """Another way to begin a lesson in a module, such as importing a Word file."""

    label: str
    url: str


module_links: Registry[Callable[[ModulePage], AuthoringLink]] = Registry("way to begin a lesson")
"""Each, given a module, says where a lesson of it is begun in that way. Writing one by hand is always there."""


@dataclass(frozen=True)
class ModuleToWrite:
    page: ModulePage
    lessons: int
    links: list[AuthoringLink] = field(default_factory=list)


@dataclass(frozen=True)
class ProgramToWrite:
    page: ProgramPage
    modules: list[ModuleToWrite]


def programs_to_write(person: Any) -> list[ProgramToWrite]:
    """The programs a person writes, with their modules in order and the number of lessons of each, drafts included; three queries for each program."""
    return [ProgramToWrite(program, _modules(program)) for program in programs_written_by(person).order_by("title")]


def _modules(program: ProgramPage) -> list[ModuleToWrite]:
    inside = LessonPage.objects.annotate(of=Substr("path", 1, len(program.path) + STEP)).filter(of=OuterRef("path")).order_by()
    lessons = Coalesce(Subquery(inside.values("of").annotate(number=Count("pk")).values("number")), 0)
    modules = ModulePage.objects.child_of(program).annotate(lessons=lessons).order_by("path")
    return [ModuleToWrite(module, module.lessons, [make(module) for make in module_links]) for module in modules]


@dataclass(frozen=True)
class AuthorsDesk:
    programs: list[ProgramToWrite]
    due: int
    reviews: int


def authors_desk(person: Any, today: date) -> AuthorsDesk:
    """Everything the panel “Your programs” says."""
    return AuthorsDesk(programs_to_write(person), lessons_due(person, today).count(), peer_reviews_of(person).count())

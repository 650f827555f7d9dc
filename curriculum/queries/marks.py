"""A reader's own notes, highlights and bookmarks: on one lesson, at their places in the text of today; and all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from curriculum.anchors import Anchor, Found, Passage, State, anchor_at
from curriculum.models import ContentSnapshot, LessonPage, Mark, ProgramPage
from curriculum.queries.snapshots import lesson_content, newest_snapshot, revisions_of
from curriculum.rules import lessons_readable_by, marks_visible_to
from lms.core.errors import Invalid

NOT_THERE = "These words do not stand in this lesson any more. Reload the page and mark them again."


@dataclass(frozen=True)
class PlacedMark:
    """A mark with where it stands in the text that is shown now."""

    mark: Mark
    found: Found

    @property
    def is_lost(self) -> bool:
        return self.found.state is State.GONE


def place_of(snapshot: ContentSnapshot, address: str, quote: str = "", prefix: str = "") -> Anchor:
    """The anchor of words that a reader marked in ``snapshot``; of the lesson as a whole without an address. Raises ``Invalid``."""
    if not address:
        return Anchor("", "")
    passage = passage_at(snapshot, address)
    anchor = anchor_at(passage, quote, prefix) if passage else None
    if anchor is None:
        raise Invalid(NOT_THERE)
    return anchor


def passage_at(snapshot: ContentSnapshot, address: str) -> Passage | None:
    return next((one for one in lesson_content(snapshot).passages if one.address == address), None)


def found_in(row: Any, snapshot: ContentSnapshot) -> Found:
    """Where an anchored row stands in ``snapshot``; a row about the whole lesson stands at its head."""
    if not row.address:
        return Found(State.EXACT)
    return revisions_of(row.snapshot, snapshot).find(row.anchor)


def marks_on(person: Any, lesson: LessonPage, snapshot: ContentSnapshot) -> list[PlacedMark]:
    """The person's marks on a lesson in the order of its text as ``snapshot`` has it; those that are gone come last."""
    order = {passage.address: number for number, passage in enumerate(lesson_content(snapshot).passages)}
    rows = marks_visible_to(person).filter(lesson=lesson).select_related("snapshot")
    placed = [PlacedMark(mark, found_in(mark, snapshot)) for mark in rows]
    return sorted(placed, key=lambda one: (one.is_lost, order.get(one.found.address, -1), one.found.start, one.mark.pk))


def marks_found(person: Any, text: str = "", kind: str = "") -> QuerySet[Mark]:
    """The person's marks whose own words or marked words say ``text``, of one kind if asked, in the order of the program."""
    found = marks_visible_to(person).select_related("lesson")
    if text:
        found = found.filter(Q(text__icontains=text) | Q(quote__icontains=text) | Q(lesson__title__icontains=text))
    return (found.filter(kind=kind) if kind else found).order_by("lesson__path", "pk")


@dataclass
class LessonMarks:
    """The marks on one lesson; ``url`` is empty and nothing can be changed where the person does not read the lesson any more."""

    lesson: LessonPage
    url: str
    marks: list[Mark]


@dataclass
class ProgramMarks:
    program: str
    lessons: list[LessonMarks]


def by_program(person: Any, marks: Iterable[Mark]) -> list[ProgramMarks]:
    """Marks grouped by program and lesson, in the order in which they come."""
    rows = list(marks)
    readable = set(lessons_readable_by(person).filter(pk__in={mark.lesson_id for mark in rows}).values_list("pk", flat=True))
    programs = list(ProgramPage.objects.all())
    grouped: dict[str, dict[int, LessonMarks]] = {}
    for mark in rows:
        program = next((one for one in programs if mark.lesson.path.startswith(one.path)), None)
        lessons = grouped.setdefault(program.title if program else "Lessons", {})
        url = lesson_url(mark.lesson, programs) if mark.lesson_id in readable else ""
        lessons.setdefault(mark.lesson_id, LessonMarks(mark.lesson, url, [])).marks.append(mark)
    return [ProgramMarks(title, list(lessons.values())) for title, lessons in grouped.items()]


def lesson_url(lesson: LessonPage | None, programs: Iterable[ProgramPage]) -> str:
    """A lesson's address from its program's, without asking the database again; nothing for none."""
    program = next((one for one in programs if lesson and lesson.path.startswith(one.path)), None)
    return f"{program.url}{lesson.url_path.removeprefix(program.url_path)}" if program and lesson else ""


@dataclass(frozen=True)
class Section:
    """A heading of a lesson and its address; what a reader chooses among when they write without a mouse."""

    address: str
    title: str


def sections_of(snapshot: ContentSnapshot) -> list[Section]:
    return [Section(one.address, one.text[:120]) for one in lesson_content(snapshot).passages if one.is_heading]


def snapshot_for(lesson: LessonPage, public_id: str) -> ContentSnapshot | None:
    """The snapshot of the lesson that a page names, else the newest."""
    named = ContentSnapshot.objects.filter(lesson=lesson, public_id=public_id).first() if public_id else None
    return named or newest_snapshot(lesson.pk)

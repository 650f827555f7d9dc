"""A reader's notes as a Markdown file that other programs read."""

import re
from collections.abc import Iterable

from django.conf import settings

from curriculum.models import Mark
from curriculum.queries.marks import LessonMarks, ProgramMarks
from lms.core import wording

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown_of(programs: Iterable[ProgramMarks]) -> str:
    """One heading for each program and lesson, the marked words as quotations, one's own as they were written."""
    pieces = ["# My notes"]
    for program in programs:
        pieces.append(f"## {_plain(program.program)}")
        for lesson in program.lessons:
            pieces += _lesson(lesson)
    return "\n\n".join(pieces if len(pieces) > 1 else [*pieces, "Nothing is noted yet."]) + "\n"


def _lesson(lesson: LessonMarks) -> list[str]:
    source = [f"<{settings.SITE_URL}{lesson.url}>"] if lesson.url.startswith("/") else []
    return [f"### {_plain(lesson.lesson.title)}", *source, *(_mark(mark) for mark in lesson.marks)]


def _mark(mark: Mark) -> str:
    quote = "\n".join(f"> {_plain(line)}" for line in mark.quote.splitlines())
    said = f"**{mark.get_kind_display()}**, {wording.day(mark.created_at.date())}"
    return "\n\n".join(piece for piece in (said, quote, mark.text) if piece)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)

"""A reader keeps something for themselves: a note, a highlight, a bookmark."""

from typing import Any

from django.db import transaction

from curriculum.models import ContentSnapshot, Mark, MarkKind
from curriculum.queries.marks import place_of
from curriculum.queries.opened import require_open_to
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Invalid, TooMany

LONGEST_NOTE = 5000
MOST_MARKS = 500


@transaction.atomic
def add_mark(*, snapshot: ContentSnapshot, kind: str, address: str = "", quote: str = "", prefix: str = "", text: str = "", by: Any) -> Mark:
    """Keep a mark on the lesson of ``snapshot``. The same highlight or bookmark again is the one there is. Raises ``Forbidden`` while it is closed,
    ``Invalid`` and ``TooMany``.
    """
    require(by, "curriculum.read_lesson", snapshot.lesson)
    require_open_to(by, snapshot.lesson)
    if kind not in MarkKind.values:
        raise Invalid("Choose a note, a highlight or a bookmark.")
    if kind == MarkKind.HIGHLIGHT and not address:
        raise Invalid("Choose the words to highlight first.")
    anchor = place_of(snapshot, address, "" if kind == MarkKind.BOOKMARK else quote, prefix)
    words = checked_note(text) if kind == MarkKind.NOTE else ""
    mine = Mark.objects.filter(owner=by, lesson=snapshot.lesson)
    if mine.count() >= MOST_MARKS:
        raise TooMany(f"You have {MOST_MARKS} notes and marks on this lesson. Remove some that you no longer need.")
    facts = {"quote": anchor.quote, "prefix": anchor.prefix, "suffix": anchor.suffix}
    kept = None if kind == MarkKind.NOTE else mine.filter(kind=kind, address=anchor.address, **({} if kind == MarkKind.BOOKMARK else facts)).first()
    if kept is not None:
        return kept
    at = now()
    return Mark.objects.create(
        owner=by, lesson=snapshot.lesson, snapshot=snapshot, kind=kind, address=anchor.address, **facts, text=words, created_at=at, changed_at=at
    )  # fmt: skip


def checked_note(text: str) -> str:
    """The note's words; raises ``Invalid`` for none and for too many."""
    words = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not words:
        raise Invalid("Write something first.")
    if len(words) > LONGEST_NOTE:
        raise Invalid(f"This note has {len(words):,} characters, and at most {LONGEST_NOTE:,} fit. Make two notes of it.")
    return words

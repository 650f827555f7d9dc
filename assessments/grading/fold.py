"""Which of an answer's marks counts: a fold over its events, in order.

1. A person's mark (``JUDGED``) is displaced by a person's only.
2. A machine's mark is displaced by anything newer.
3. ``UNDO`` takes out the mark of the fix that it names: what counted before it counts again. Where a later fix was built on it, that one's mark
   counts on, and once that is undone too, what counted before both.

    automatic 0, fix 2                 → 2
    automatic 0, fix 2, undo           → 0
    automatic 0, manual 1, fix 2       → 1
    automatic 0, fix 2, manual 1, undo → 1
    automatic 0, fix a 2, fix b 3, undo b, undo a → 0
    automatic 0, fix a 2, fix b 3, undo a         → 3
    automatic 0, fix a 2, fix b 3, undo a, undo b → 0

``assessments.grading.append`` writes no event that these rules would pass over, and writes into an ``UNDO`` the mark that it restores; so
the row with the highest number is the present grade, and reads need not fold. The tests hold the two against each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assessments.models.grade import JUDGED, GradeKind


@dataclass(frozen=True)
class Event:
    """One mark. ``fix`` names the correction that made it or took it back; ``row`` is the ``Grade`` it was read from."""

    kind: str
    points: Fraction
    fix: int | None = None
    row: Any = field(default=None, compare=False)

    @property
    def is_judged(self) -> bool:
        return self.kind in JUDGED


@dataclass(frozen=True)
class Standing:
    """The mark that counts, at the end of ``marks``, after what would count without it: a fix was built on the one before it."""

    marks: tuple[Event, ...] = ()

    @property
    def present(self) -> Event | None:
        return self.marks[-1] if self.marks else None

    def can_undo(self, fix: int | None) -> bool:
        """True while the mark of that fix counts, or one that was built on it."""
        return any(event.kind == GradeKind.FIX and event.fix == fix for event in self.marks)

    def after(self, event: Event) -> "Standing":
        if event.kind == GradeKind.UNDO:
            return self.without(event.fix)
        if not may_follow(self.present, event.kind):
            return self
        return Standing((*self.marks, event) if event.kind == GradeKind.FIX else (event,))

    def without(self, fix: int | None) -> "Standing":
        """The same without the marks of ``fix``."""
        return Standing(tuple(event for event in self.marks if event.fix != fix or event.kind != GradeKind.FIX)) if self.can_undo(fix) else self


def may_follow(present: Event | None, kind: str) -> bool:
    """Whether an event of ``kind`` may displace ``present``: a machine never displaces a person."""
    return present is None or kind in JUDGED or not present.is_judged


def standing_of(events: Iterable[Event]) -> Standing:
    """The fold over an answer's events, oldest first."""
    standing = Standing()
    for event in events:
        standing = standing.after(event)
    return standing

"""Which of an answer's marks counts: a fold over its events, in order.

1. A person's mark (``JUDGED``) is displaced by a person's only.
2. A machine's mark is displaced by anything newer.
3. ``UNDO`` restores what counted just before the fix that it names, as long as that fix is what counts.

    automatic 0, fix 2                 → 2
    automatic 0, fix 2, undo           → 0
    automatic 0, manual 1, fix 2       → 1
    automatic 0, fix 2, manual 1, undo → 1
    automatic 0, fix a 2, fix b 3, undo b, undo a → 0

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
    """What counts, and what counted before each fix."""

    present: Event | None = None
    before: dict[int | None, Event | None] = field(default_factory=dict)

    def can_undo(self, fix: int | None) -> bool:
        """True while the mark of that fix is the one that counts."""
        return self.present is not None and self.present.kind == GradeKind.FIX and self.present.fix == fix

    def after(self, event: Event) -> "Standing":
        if event.kind == GradeKind.UNDO:
            return Standing(self.before[event.fix], self.before) if self.can_undo(event.fix) else self
        if not may_follow(self.present, event.kind):
            return self
        before = self.before | {event.fix: self.present} if event.kind == GradeKind.FIX else self.before
        return Standing(event, before)


def may_follow(present: Event | None, kind: str) -> bool:
    """Whether an event of ``kind`` may displace ``present``: a machine never displaces a person."""
    return present is None or kind in JUDGED or not present.is_judged


def standing_of(events: Iterable[Event]) -> Standing:
    """The fold over an answer's events, oldest first."""
    standing = Standing()
    for event in events:
        standing = standing.after(event)
    return standing

"""Time that somebody was there, as half-open spans of whole milliseconds.

Constraint: presence becomes credited minutes, so nothing is rounded up and no instant counts twice. Spans are joined
first, cut to what was held, and whole minutes are taken once, from the sum.

Worked example: held 18:00 to 19:30. Present 17:50 to 18:20 and 18:15 to 19:00:40 by the report, which is
18:00 to 19:00:40 once joined and cut: 60 minutes, in time, left 29 minutes early.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]
MINUTE_MS = 60_000


def joined(spans: Iterable[Span]) -> list[Span]:
    """The union of ``spans``, disjoint, apart and in order; empty and backward ones are nothing.

    >>> joined([(5, 9), (0, 3), (3, 5), (12, 12)])
    [(0, 9)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def cut_to(spans: Iterable[Span], held: Span) -> list[Span]:
    """What of ``spans`` lies within ``held``."""
    return joined((max(start, held[0]), min(end, held[1])) for start, end in spans)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of ``spans`` beside ``taken``.

    >>> without([(0, 10)], [(2, 4), (9, 20)])
    [(0, 2), (4, 9)]
    """
    left = joined(spans)
    for low, high in joined(taken):
        left = [piece for start, end in left for piece in ((start, min(end, low)), (max(start, high), end)) if piece[0] < piece[1]]
    return left


def overlaps(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether any instant is in both."""
    rest = list(others)
    return any(start < high and low < end for start, end in spans for low, high in rest)


def milliseconds(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in joined(spans))


def whole_minutes(spans: Iterable[Span]) -> int:
    """Whole minutes of all the spans together, rounded down once."""
    return milliseconds(spans) // MINUTE_MS


@dataclass(frozen=True)
class Presence:
    """When somebody was there, within what was held. Minutes are whole and never more than were held."""

    spans: list[Span]
    held: Span

    @property
    def minutes(self) -> int:
        return whole_minutes(self.spans)

    @property
    def minutes_held(self) -> int:
        return whole_minutes([self.held])

    @property
    def late_minutes(self) -> int:
        """Whole minutes from the start to the first arrival; 0 for somebody who never came."""
        return (self.spans[0][0] - self.held[0]) // MINUTE_MS if self.spans else 0

    @property
    def early_minutes(self) -> int:
        """Whole minutes from the last departure to the end; 0 for somebody who never came."""
        return (self.held[1] - self.spans[-1][1]) // MINUTE_MS if self.spans else 0


def presence(spans: Iterable[Span], held: Span) -> Presence:
    """``spans`` joined and cut to ``held``."""
    return Presence(cut_to(spans, held), held)

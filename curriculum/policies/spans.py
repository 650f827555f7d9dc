"""Half-open spans of whole numbers, kept disjoint, apart and in order: credited milliseconds, accepted seqs.

Neighbors are joined as they come, so a list stays as short as what it says allows.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from math import inf

Span = tuple[int, int]


def holds(spans: list[Span], number: int) -> bool:
    """Whether one of ``spans`` covers ``number``."""
    place = bisect_right(spans, (number, inf))
    return place > 0 and number < spans[place - 1][1]


def cut_away(claim: Span, taken: list[Span]) -> Iterator[tuple[Span, bool]]:
    """The claim in order of time, in pieces that are free (``True``) or already taken (``False``); neighbors taken alike are one piece.

    >>> list(cut_away((0, 100), [(20, 50), (70, 120)]))
    [((0, 20), True), ((20, 50), False), ((50, 70), True), ((70, 100), False)]
    """
    start, end = claim
    for place in range(max(bisect_right(taken, (start, inf)) - 1, 0), len(taken)):
        low, high = max(taken[place][0], start), min(taken[place][1], end)
        if low >= end:
            break
        if low >= high:
            continue
        if low > start:
            yield (start, low), True
        yield (low, high), False
        start = high
    if start < end:
        yield (start, end), True


def add_span(spans: list[Span], span: Span) -> None:
    """Put ``span``, which overlaps none of them, in its place among ``spans`` and join it with its neighbors."""
    low, high = span
    first = last = bisect_left(spans, span)
    if first > 0 and spans[first - 1][1] == low:
        first -= 1
        low = spans[first][0]
    if last < len(spans) and spans[last][0] == high:
        high = spans[last][1]
        last += 1
    spans[first:last] = [(low, high)]


def forget_before(spans: list[Span], moment: int) -> None:
    """Drop spans that end at or before ``moment``."""
    del spans[: bisect_right(spans, moment, key=lambda span: span[1])]

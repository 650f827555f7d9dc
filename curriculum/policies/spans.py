"""Half-open spans of milliseconds, kept disjoint and in order."""

from bisect import bisect_left
from collections.abc import Iterator

Span = tuple[int, int]


def cut_away(claim: Span, taken: list[Span]) -> Iterator[tuple[Span, bool]]:
    """The claim in order of time, in pieces that are free (``True``) or already taken (``False``); neighbors taken alike are one piece.

    >>> list(cut_away((0, 100), [(20, 30), (30, 50)]))
    [((0, 20), True), ((20, 50), False), ((50, 100), True)]
    """
    start, end = claim
    for low, high in _merged(taken, start, end):
        if low > start:
            yield (start, low), True
        yield (low, high), False
        start = high
    if start < end:
        yield (start, end), True


def _merged(taken: list[Span], start: int, end: int) -> list[Span]:
    """The parts of ``taken`` inside [start, end), neighbors joined."""
    joined: list[Span] = []
    for taken_low, taken_high in taken:
        low, high = max(taken_low, start), min(taken_high, end)
        if low >= high:
            continue
        if joined and joined[-1][1] == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def add_span(spans: list[Span], span: Span) -> None:
    """Put ``span`` in its place among the disjoint ``spans``."""
    spans.insert(bisect_left(spans, span), span)


def forget_before(spans: list[Span], moment: int) -> None:
    """Drop spans that end at or before ``moment``: no later claim reaches them, since time never goes back."""
    keep = next((number for number, (_, high) in enumerate(spans) if high > moment), len(spans))
    del spans[:keep]

"""Presence against an oracle that knows nothing but sets of instants."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from curriculum.attendance.intervals import MINUTE_MS, cut_to, joined, milliseconds, overlaps, presence, whole_minutes, without

TICK = 20_000  # a third of a minute, so that sums of parts are not whole minutes
EDGES = st.integers(-30, 90)
SPANS = st.lists(st.tuples(EDGES, EDGES), max_size=8)
HELD = st.tuples(st.integers(0, 20), st.integers(21, 60))


def ticks(spans: list[tuple[int, int]]) -> set[int]:
    """The oracle: every tick in one of the spans."""
    return {tick for start, end in spans for tick in range(start, end)}


def scaled(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(start * TICK, end * TICK) for start, end in spans]


@given(SPANS)
def test_joined_holds_the_same_instants_apart_and_in_order(spans: list[tuple[int, int]]) -> None:
    found = joined(spans)

    assert ticks(found) == ticks(spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(found))
    assert all(start < end for start, end in found)


@given(SPANS, SPANS)
def test_without_takes_away_exactly_what_is_taken(spans: list[tuple[int, int]], taken: list[tuple[int, int]]) -> None:
    assert ticks(without(spans, taken)) == ticks(spans) - ticks(taken)
    assert overlaps(joined(spans), joined(taken)) == bool(ticks(spans) & ticks(taken))


@given(SPANS, HELD)
def test_presence_counts_each_instant_of_the_session_once_and_rounds_down_once(spans: list[tuple[int, int]], held: tuple[int, int]) -> None:
    inside = ticks(spans) & ticks([held])

    found = presence(scaled(spans), (held[0] * TICK, held[1] * TICK))

    assert milliseconds(found.spans) == len(inside) * TICK
    assert found.minutes == len(inside) * TICK // MINUTE_MS
    assert 0 <= found.minutes <= found.minutes_held
    if inside:
        assert found.late_minutes == (min(inside) - held[0]) * TICK // MINUTE_MS
        assert found.early_minutes == (held[1] - max(inside) - 1) * TICK // MINUTE_MS


@given(SPANS, HELD)
def test_what_is_cut_and_what_is_left_make_the_whole(spans: list[tuple[int, int]], held: tuple[int, int]) -> None:
    assert milliseconds(cut_to(spans, held)) + milliseconds(without(spans, [held])) == milliseconds(spans)


def test_the_worked_example() -> None:
    minute = MINUTE_MS
    found = presence([(-10 * minute, 20 * minute), (15 * minute, 60 * minute + 40_000)], (0, 90 * minute))

    assert (found.minutes, found.minutes_held, found.late_minutes, found.early_minutes) == (60, 90, 0, 29)


def test_nobody_there_is_neither_late_nor_early() -> None:
    found = presence([], (0, 90 * MINUTE_MS))

    assert (found.minutes, found.late_minutes, found.early_minutes) == (0, 0, 0)
    assert whole_minutes([]) == 0

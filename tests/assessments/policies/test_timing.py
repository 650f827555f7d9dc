"""The end of an attempt: never earlier with an accommodation than without, and as the table of decision 52 says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.policies.timing import BY_CLOSE, BY_LIMIT, Allowance, break_taken, end_of

NINE = datetime(2026, 10, 5, 9, tzinfo=UTC)
minutes = st.integers(0, 600).map(lambda number: timedelta(minutes=number))
limits = st.none() | st.integers(1, 600).map(lambda number: timedelta(minutes=number))
closes = st.none() | st.integers(1, 600).map(lambda number: NINE + timedelta(minutes=number))
allowances = st.builds(Allowance, st.integers(100, 400), minutes, minutes)


@pytest.mark.parametrize(
    ("start", "limit", "close", "allowance", "paused", "end", "reason"),
    [
        ("9:00", 60, None, Allowance(), 0, "10:00", BY_LIMIT),
        ("9:50", 60, "10:00", Allowance(), 0, "10:00", BY_CLOSE),
        ("9:50", 60, "10:00", Allowance(150), 0, "10:05", BY_CLOSE),
        ("9:50", 60, "10:00", Allowance(later_close=timedelta(hours=2)), 0, "10:50", BY_LIMIT),
        ("9:00", 60, "12:00", Allowance(150, timedelta(minutes=10)), 10, "10:40", BY_LIMIT),
        ("9:00", 60, "12:00", Allowance(150, timedelta(minutes=10)), 30, "10:40", BY_LIMIT),
        ("9:00", None, "12:00", Allowance(150, timedelta(minutes=10)), 10, "12:00", BY_CLOSE),
        ("9:00", None, None, Allowance(150), 0, None, ""),
    ],
)
def test_the_table(start: str, limit: int | None, close: str | None, allowance: Allowance, paused: int, end: str | None, reason: str) -> None:
    def at(text: str | None) -> datetime | None:
        return NINE.replace(hour=int(text.split(":")[0]), minute=int(text.split(":")[1])) if text else None

    found = end_of(at(start) or NINE, timedelta(minutes=limit) if limit else None, at(close), allowance, timedelta(minutes=paused))

    assert (found.at, found.reason) == (at(end), reason)


@given(limits, closes, allowances, minutes)
def test_nobody_ends_earlier_with_an_accommodation(limit: timedelta | None, close: datetime | None, allowance: Allowance, paused: timedelta) -> None:
    usual, own = end_of(NINE, limit, close).at, end_of(NINE, limit, close, allowance, paused).at

    assert (usual is None) == (own is None)
    assert usual is None or own is None or own >= usual


@given(limits, closes, allowances, allowances)
def test_a_rule_for_one_assessment_takes_nothing_from_what_holds_for_all(
    limit: timedelta | None, close: datetime | None, general: Allowance, special: Allowance
) -> None:
    both = end_of(NINE, limit, close, general.joined_with(special)).at
    each = [end_of(NINE, limit, close, one).at for one in (general, special)]

    assert both is None or all(both >= end for end in each if end)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6), minutes)
def test_breaks_never_last_longer_than_is_allowed_in_all(steps: list[tuple[int, int]], allowed: timedelta) -> None:
    pauses: list[tuple[datetime, datetime | None, timedelta]] = []
    at = NINE
    for working, resting in steps:
        since = at + timedelta(minutes=working)
        at = since + timedelta(minutes=resting)
        pauses.append((since, at, allowed - break_taken(pauses, since)))

    taken = break_taken(pauses, at)

    assert taken == min(allowed, sum((timedelta(minutes=resting) for _, resting in steps), timedelta(0)))

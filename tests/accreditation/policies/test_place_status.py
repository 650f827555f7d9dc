"""On track, behind, stuck, ready or filed: one rule over plain figures."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accreditation.policies.pace import QUIET_DAYS, expected_minutes, is_behind
from accreditation.policies.place_status import BEHIND, FILED, ON_TRACK, READY, STATUSES, STUCK, Figures, status_of

BEGINS, ENDS, TODAY = date(2026, 9, 1), date(2026, 12, 20), date(2026, 10, 26)


def figures(**changes: Any) -> Figures:
    """In the middle of the term, with what the plan expects, and something new today."""
    facts: dict[str, Any] = {"is_filed": False, "is_ready": False, "minutes": 1350, "expected": 1350, "begins": BEGINS, "since": TODAY}
    return Figures(**{**facts, **changes})


def test_the_worked_example() -> None:
    assert expected_minutes(45 * 60, BEGINS, ENDS, TODAY) == 45 * 60 * 56 // 111


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, ON_TRACK),
        ({"minutes": 1215}, ON_TRACK),
        ({"minutes": 1214}, BEHIND),
        ({"since": TODAY - timedelta(days=QUIET_DAYS - 1)}, ON_TRACK),
        ({"since": TODAY - timedelta(days=QUIET_DAYS)}, STUCK),
        ({"since": TODAY - timedelta(days=QUIET_DAYS), "minutes": 0}, STUCK),
        ({"is_ready": True, "minutes": 0, "since": BEGINS}, READY),
        ({"is_filed": True, "is_ready": True}, FILED),
        ({"begins": TODAY + timedelta(days=1), "minutes": 0, "since": BEGINS}, ON_TRACK),
    ],
)
def test_the_first_that_applies_is_said(changes: dict[str, Any], status: str) -> None:
    assert status_of(figures(**changes), TODAY) == status


def test_ranks_are_an_order() -> None:
    assert sorted(one.rank for one in STATUSES.values()) == list(range(len(STATUSES)))


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(stated=st.integers(0, 10_000), begins=days, ends=days, today=days)
def test_what_is_expected_lies_within_the_plan_and_never_falls(stated: int, begins: date, ends: date, today: date) -> None:
    now, later = (expected_minutes(stated, begins, ends, day) for day in (today, today + timedelta(days=1)))

    assert 0 <= now <= later <= stated
    assert expected_minutes(stated, begins, max(begins, ends), max(begins, ends)) == stated
    assert not is_behind(stated, now)

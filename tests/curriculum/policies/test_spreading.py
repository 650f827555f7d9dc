"""Due dates spread over the weeks of a cohort."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.policies.spreading import due_days, spread

MONDAY = date(2026, 9, 7)
FRIDAY, SUNDAY = 4, 6


def test_each_week_has_its_due_day():
    assert due_days(MONDAY, MONDAY + timedelta(days=20), FRIDAY, set()) == [date(2026, 9, 11), date(2026, 9, 18), date(2026, 9, 25)]


def test_a_holiday_moves_the_due_day_on():
    assert due_days(MONDAY, MONDAY + timedelta(days=13), FRIDAY, {date(2026, 9, 11)}) == [date(2026, 9, 12), date(2026, 9, 18)]


def test_a_holiday_at_the_end_of_the_week_moves_it_back():
    assert due_days(MONDAY, MONDAY + timedelta(days=6), SUNDAY, {date(2026, 9, 13)}) == [date(2026, 9, 12)]


def test_a_week_off_is_left_out():
    off = {MONDAY + timedelta(days=7 + number) for number in range(5)}

    assert due_days(MONDAY, MONDAY + timedelta(days=20), SUNDAY, off) == [date(2026, 9, 13), date(2026, 9, 27)]


def test_minutes_are_shared_evenly():
    first, second, third = date(2026, 9, 13), date(2026, 9, 20), date(2026, 9, 27)

    assert spread([60, 60, 60, 60], [first, second]) == [first, first, second, second]
    assert spread([120, 30, 30], [first, second, third]) == [second, third, third]


def test_without_a_day_nothing_can_be_due():
    with pytest.raises(ValueError):
        spread([10], [])


@given(
    minutes=st.lists(st.integers(0, 600), max_size=40), length=st.integers(0, 200), weekday=st.integers(0, 6), offset=st.integers(0, 6),
    off=st.sets(st.integers(0, 200), max_size=60),
)  # fmt: skip
def test_dates_are_in_order_inside_the_cohort_and_never_on_a_holiday(minutes, length, weekday, offset, off):
    starts_on = MONDAY + timedelta(days=offset)
    ends_on = starts_on + timedelta(days=length)
    holidays = {starts_on + timedelta(days=number) for number in off}

    days = due_days(starts_on, ends_on, weekday, holidays)

    assert days == sorted(set(days))
    assert all(starts_on <= day <= ends_on and day not in holidays for day in days)
    if days:
        found = spread(minutes, days)
        assert len(found) == len(minutes)
        assert found == sorted(found)
        assert set(found) <= set(days)


@given(minutes=st.lists(st.integers(1, 600), min_size=1, max_size=60), weeks=st.integers(1, 20))
def test_no_week_holds_much_more_than_its_share(minutes, weeks):
    days = [MONDAY + timedelta(days=7 * number) for number in range(weeks)]

    found = spread(minutes, days)

    for day in days:
        load = sum(one for one, due in zip(minutes, found, strict=True) if due == day)
        assert load * weeks <= sum(minutes) + max(minutes) * weeks
    assert found[-1] == days[-1]

"""Figures, dates and times are said one way."""

from datetime import UTC, date, datetime

import pytest

from lms.core import clock, wording


@pytest.mark.parametrize(("minutes", "said"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (755, "12 h 35 min"), (-90, "−1 h 30 min")])
def test_hours_are_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert wording.hours(minutes) == said


def test_a_moment_is_said_in_the_campus_time_zone() -> None:
    at = datetime(2026, 9, 14, 18, 2, tzinfo=UTC)

    assert wording.moment(at, "America/New_York") == "Sept 14, 2026, 2:02 pm"


def test_noon_and_midnight_are_twelve() -> None:
    assert wording.clock(datetime(2026, 9, 14, 0, 5, tzinfo=UTC)) == "12:05 am"
    assert wording.clock(datetime(2026, 9, 14, 12, 5, tzinfo=UTC)) == "12:05 pm"


def test_milliseconds_round_trip_without_floating_point() -> None:
    at = datetime(2026, 9, 14, 14, 0, 0, 123_999, tzinfo=UTC)

    assert clock.iso_ms(clock.from_ms(clock.to_ms(at))) == "2026-09-14T14:00:00.123Z"


def test_the_end_of_a_day_is_the_first_instant_of_the_next_in_that_zone() -> None:
    assert clock.end_of_day(date(2026, 11, 1), "America/New_York") == datetime(2026, 11, 2, 5, 0, tzinfo=UTC)

"""Hours on the wall, against an oracle that looks at the clock every minute."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lms.notices.policies import digest_day, is_quiet_hour, quiet_until

# ordinary zones; clocks set at midnight (Beirut, Havana, Azores), by half an hour (Lord Howe), across the date line, in odd quarters, never
ZONES = [
    "America/New_York", "America/Chicago", "Pacific/Honolulu", "Asia/Beirut", "America/Havana", "Atlantic/Azores", "Australia/Lord_Howe", "Africa/Cairo",
    "Pacific/Chatham", "Asia/Kathmandu", "America/Nuuk", "Pacific/Apia", "America/Asuncion", "Africa/Casablanca", "UTC",
]  # fmt: skip
MOMENTS = st.integers(0, 7 * 365 * 24 * 60).map(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
HOURS = st.integers(0, 23)


def near_clock_changes() -> list[datetime]:
    """Instants within a day of every change of the clocks in 2026, zone by zone."""
    found = []
    for zone in ZONES:
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        while moment.year == 2026:
            if moment.astimezone(ZoneInfo(zone)).utcoffset() != (moment + timedelta(hours=1)).astimezone(ZoneInfo(zone)).utcoffset():
                found.append(moment)
            moment += timedelta(hours=1)
    return found


NEAR_CHANGES = st.builds(lambda at, minutes: at + timedelta(minutes=minutes), st.sampled_from(near_clock_changes()), st.integers(-24 * 60, 24 * 60))


def wall_hour(at: datetime, zone: str) -> int:
    return at.astimezone(ZoneInfo(zone)).hour


def quiet_hours(start: int, end: int) -> set[int]:
    """The oracle's own notion: count hours from the beginning around the dial until the end."""
    hours, hour = set(), start
    while hour != end:
        hours.add(hour)
        hour = (hour + 1) % 24
    return hours


@given(start=HOURS, end=HOURS, hour=HOURS)
def test_quiet_hours_go_around_the_dial(start: int, end: int, hour: int) -> None:
    if start != end:
        assert is_quiet_hour(hour, start, end) == (hour in quiet_hours(start, end))


@given(at=MOMENTS | NEAR_CHANGES, zone=st.sampled_from(ZONES), start=HOURS, end=HOURS)
@example(at=datetime(2026, 3, 8, 6, 30, tzinfo=UTC), zone="America/New_York", start=22, end=2)
@example(at=datetime(2026, 11, 1, 5, 30, tzinfo=UTC), zone="America/New_York", start=22, end=2)
@example(at=datetime(2026, 4, 4, 14, 45, tzinfo=UTC), zone="Australia/Lord_Howe", start=1, end=2)
def test_quiet_hours_end_at_the_first_minute_that_is_not_quiet(at: datetime, zone: str, start: int, end: int) -> None:
    quiet = quiet_hours(start, end)

    found = quiet_until(at, zone, start, end) if start != end else None

    if start == end or wall_hour(at, zone) not in quiet:
        assert found is None
        return
    expected = at.replace(second=0, microsecond=0)
    while wall_hour(expected, zone) in quiet:
        expected += timedelta(minutes=1)
    assert found == expected


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2026, 3, 8, 6, 30, tzinfo=UTC), datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),  # 2 am does not come: 3 am EDT
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 7, 0, tzinfo=UTC)),  # 1:30 am comes twice: 2 am EST
        (datetime(2026, 6, 1, 6, 0, tzinfo=UTC), None),  # 2 am itself is not quiet
    ],
)
def test_the_worked_examples_of_new_york(at: datetime, until: datetime | None) -> None:
    assert quiet_until(at, "America/New_York", 22, 2) == until


def test_without_quiet_hours_nothing_is_held() -> None:
    assert quiet_until(datetime(2026, 1, 1, tzinfo=UTC), "UTC", None, None) is None


@given(at=MOMENTS | NEAR_CHANGES, zone=st.sampled_from(ZONES), hour=HOURS)
def test_a_daily_letter_is_due_once_its_hour_shows_on_the_wall(at: datetime, zone: str, hour: int) -> None:
    shown = at.astimezone(ZoneInfo(zone))

    assert digest_day(at, zone, hour) == (date(shown.year, shown.month, shown.day) if shown.hour >= hour else None)


@given(start=NEAR_CHANGES, zone=st.sampled_from(ZONES), hour=HOURS)
def test_a_sweep_every_five_minutes_finds_each_day_once_whatever_the_clocks_do(start: datetime, zone: str, hour: int) -> None:
    sent: list[date] = []
    for step in range(3 * 24 * 12):
        day = digest_day(start + timedelta(minutes=5 * step), zone, hour)
        if day and day not in sent:
            sent.append(day)

    assert sent == sorted(sent)
    gaps = {(later - earlier).days for earlier, later in pairwise(sent)}
    assert gaps <= {1, 2}  # 2 only where the day has no such hour at all, which the next day's letter makes good

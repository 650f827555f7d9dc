"""Rule 9: ten hours per person and local date, and where dates change."""

import pytest

from tests.curriculum.policies.study import a_beat, an_open, moment, report_of, told

TEN_HOURS = 36_000


def full_day(until: str, *, seconds: int = TEN_HOURS, timezone: str = "UTC", **changes):
    """A session whose beats credit ``seconds`` that end at the moment ``until``."""
    beats = seconds // 90
    opened = {"session": "long", "activity": "long", "expected_minutes": 600, **changes}
    return [
        an_open(-beats * 90, start=until, timezone=timezone, **opened),
        *(a_beat(n, -(beats - n) * 90, start=until, session="long", active_ms=90_000) for n in range(1, beats + 1)),
    ]


def test_ten_hours_of_one_date_are_credited_and_no_more():
    until = "2026-09-14T20:00:00.000Z"

    late = told([*full_day(until), a_beat(1000, 30, start=until, session="long")], start=until)[-2:]

    assert late == [(-90, 0, None), (0, 30, "daily_cap")]


def test_piece_over_the_daily_cap_keeps_the_earlier_part():
    until = "2026-09-14T20:00:00.000Z"
    nearly = full_day(until, seconds=TEN_HOURS - 90)

    late = told([*nearly, a_beat(1000, 60, start=until, session="long", active_ms=60_000), a_beat(1001, 120, start=until, session="long", active_ms=60_000)],
                start=until)[-3:]  # fmt: skip

    assert late == [(0, 60, None), (60, 90, None), (90, 120, "daily_cap")]


def test_next_date_starts_afresh_and_a_piece_over_midnight_is_split_there():
    midnight = "2026-09-15T00:00:00.000Z"

    late = told([*full_day("2026-09-14T23:59:30.000Z"), a_beat(1000, 30, start=midnight, session="long", active_ms=60_000)], start=midnight)[-2:]

    assert late == [(-30, 0, "daily_cap"), (0, 30, None)]


def test_date_is_that_of_the_sessions_own_time_zone():
    new_york_midnight = "2026-09-15T04:00:00.000Z"
    events = [
        *full_day(new_york_midnight, timezone="America/New_York"),
        a_beat(1000, 30, start=new_york_midnight, session="long"),
    ]

    assert told(events, start=new_york_midnight)[-2:] == [(-90, 0, None), (0, 30, None)]


def test_one_counter_serves_sessions_in_different_zones():
    until = "2026-09-14T20:00:00.000Z"
    in_new_york = an_open(start=until, session="s2", activity="a2", timezone="America/New_York")

    late = told([*full_day(until), in_new_york, a_beat(1, 30, start=until, session="s2")], start=until)

    assert late[-1] == (0, 30, "daily_cap")


def test_date_ahead_in_another_zone_has_a_counter_of_its_own():
    until = "2026-09-14T20:00:00.000Z"
    in_tokyo = an_open(start=until, session="s2", activity="a2", timezone="Asia/Tokyo")

    late = told([*full_day(until), in_tokyo, a_beat(1, 30, start=until, session="s2")], start=until)

    assert late[-1] == (0, 30, None)


def test_counter_of_a_date_lasts_until_the_last_zone_has_left_it():
    """14 September is over in Kiritimati (UTC+14) a day before it is in Niue (UTC-11); its ten hours stay used."""
    until = "2026-09-14T09:00:00.000Z"
    kiritimati = full_day(until, timezone="Pacific/Kiritimati")
    between = full_day("2026-09-15T10:50:00.000Z", seconds=900, session="mid", activity="mid", timezone="Asia/Tokyo")
    between = [{**event, "session": "mid"} for event in between]
    last = "2026-09-15T10:58:00.000Z"
    niue = an_open(start=last, session="s2", activity="a2", timezone="Pacific/Niue")

    late = told([*kiritimati, *between, niue, a_beat(1, 30, start=last, session="s2")], start=last)

    assert late[-1] == (0, 30, "daily_cap")


def test_one_counter_per_person():
    until = "2026-09-14T20:00:00.000Z"
    other = an_open(start=until, user="u2", session="s2", activity="long")

    report = report_of([*full_day(until), other, a_beat(1, 30, start=until, user="u2", session="s2")])

    assert report["u2"]["credited_ms"] == 30_000


def test_activitys_cap_comes_before_the_daily_cap():
    until = "2026-09-14T20:00:00.000Z"
    nearly = full_day(until, seconds=TEN_HOURS - 90)
    small = [an_open(start=until, session="s2", activity="a2", expected_minutes=1), a_beat(1, 60, start=until, session="s2", active_ms=60_000)]

    late = told([*nearly, *small, a_beat(2, 150, start=until, session="s2", active_ms=90_000)], start=until)[-3:]

    assert late == [(0, 60, None), (60, 90, None), (90, 150, "over_cap")]


def test_piece_cut_by_both_caps_has_three_intervals():
    until = "2026-09-14T20:00:00.000Z"
    nearly = full_day(until, seconds=TEN_HOURS - 90)
    first = [an_open(start=until, session="s2", activity="a2", expected_minutes=1), a_beat(1, 20, start=until, session="s2", active_ms=20_000)]
    fill = [an_open(20, start=until, session="s3", activity="a3"), a_beat(1, 60, start=until, session="s3", active_ms=40_000)]

    late = told([*nearly, *first, *fill, a_beat(2, 150, start=until, session="s2", active_ms=90_000)], start=until)[-4:]

    # 30 s are left of the date, 70 s of the activity, 90 s are claimed
    assert late == [(20, 60, None), (60, 90, None), (90, 130, "daily_cap"), (130, 150, "over_cap")]


def test_what_the_daily_cap_refuses_before_midnight_leaves_the_activitys_cap_free_after_it():
    midnight = "2026-09-15T00:00:00.000Z"
    small = an_open(-40, start=midnight, session="s2", activity="a2", expected_minutes=1, timezone="UTC")
    used = a_beat(1, -30, start=midnight, session="s2", active_ms=10_000)  # the date is full already

    late = told([*full_day("2026-09-14T23:59:20.000Z"), small, used, a_beat(2, 50, start=midnight, session="s2", active_ms=80_000)], start=midnight)[-3:]

    assert late == [(-40, -30, "daily_cap"), (-30, 0, "daily_cap"), (0, 50, None)]


@pytest.mark.parametrize(
    ("zone", "new_date"),
    [
        ("America/New_York", "2026-11-01T04:00:00.000Z"),  # a date of 25 hours begins
        ("America/New_York", "2026-11-02T05:00:00.000Z"),  # and ends
        ("America/New_York", "2026-03-09T04:00:00.000Z"),  # a date of 23 hours ends
        ("America/Sao_Paulo", "2018-11-04T03:00:00.000Z"),  # midnight does not exist: 01:00 is the first instant
        ("Pacific/Apia", "2011-12-30T10:00:00.000Z"),  # the 29th is followed by the 31st
        ("Asia/Kathmandu", "2026-09-14T18:15:00.000Z"),  # a quarter of an hour beside the others
        ("Africa/Monrovia", "1960-06-01T00:44:30.000Z"),  # and half a minute
    ],
)
def test_full_date_ends_at_the_first_instant_of_the_new_one(zone, new_date):
    half_minute_early = moment(-30, new_date)

    late = told([*full_day(half_minute_early, timezone=zone), a_beat(1000, 30, start=new_date, session="long", active_ms=60_000)], start=new_date)

    assert late[-2:] == [(-30, 0, "daily_cap"), (0, 30, None)]


def test_piece_over_midnight_is_two_intervals_also_when_both_are_credited():
    midnight = "2026-09-15T04:00:00.000Z"

    intervals = told([an_open(-60, start=midnight), a_beat(1, 30, start=midnight, active_ms=60_000)], start=midnight)

    assert intervals == [(-30, 0, None), (0, 30, None)]


def test_date_that_comes_twice_has_one_counter():
    """St. John's, 29 October 2006: a minute after midnight clocks went back to 23:01 of the 28th."""
    midnight = "2006-10-29T02:30:00.000Z"
    events = [
        *full_day(midnight, timezone="America/St_Johns"),
        a_beat(1000, 30, start=midnight, session="long"),
        a_beat(1001, 90, start=midnight, session="long", active_ms=60_000),
    ]

    assert told(events, start=midnight)[-3:] == [(0, 30, None), (30, 60, None), (60, 90, "daily_cap")]

"""Cases worked out by hand from hours.md section 2, each figure on paper before the policy was asked."""

from tests.curriculum.policies.study import a_beat, an_open, report_of, told


def test_day_on_which_clocks_fall_back_ends_at_its_own_midnight() -> None:
    """New York, 1 November 2026: the night has an extra hour, and the date ends at 05:00 UTC, not at 04:00."""
    start = "2026-11-02T04:59:30.000Z"
    events = [an_open(start=start), a_beat(1, 60, start=start, active_ms=60_000)]

    assert told(events, start=start) == [(0, 30, None), (30, 60, None)]


def test_day_on_which_clocks_jump_starts_at_its_own_midnight() -> None:
    """New York, 8 March 2026 begins at 05:00 UTC and, an hour shorter, ends at 04:00 UTC."""
    for start in ("2026-03-08T04:59:30.000Z", "2026-03-09T03:59:30.000Z"):
        events = [an_open(start=start), a_beat(1, 60, start=start, active_ms=60_000)]

        assert told(events, start=start) == [(0, 30, None), (30, 60, None)]


def test_three_tabs_share_each_second_once() -> None:
    """Tab 1 has [0, 30). Tab 2 claims [0, 50), tab 3 [15, 60); then tab 1 [65, 70), and tab 2 [50, 80) in four pieces."""
    opens = [an_open(session=f"s{tab}", activity="a2" if tab == 2 else "a1") for tab in (1, 2, 3)]
    beats = [
        a_beat(1, 30, active_ms=30_000),
        a_beat(1, 50, session="s2", active_ms=90_000),
        a_beat(1, 60, session="s3", active_ms=45_000),
        a_beat(2, 70, active_ms=5_000),
        a_beat(2, 80, session="s2", active_ms=90_000),
    ]

    assert told([*opens, *beats]) == [
        (0, 30, None), (0, 30, "overlap"), (30, 50, None), (15, 50, "overlap"), (50, 60, None), (65, 70, None),
        (50, 60, "overlap"), (60, 65, None), (65, 70, "overlap"), (70, 80, None),
    ]  # fmt: skip
    assert report_of([*opens, *beats])["u1"]["activities"] == {"a1": 45_000, "a2": 35_000}


def test_longer_lesson_opened_later_gives_room_from_then_on() -> None:
    """One minute's lesson earns 90 s; opened again as two minutes', 180 s; a shorter one later takes nothing back."""
    events = [
        an_open(expected_minutes=1), a_beat(1, 60, active_ms=60_000), a_beat(2, 120, active_ms=60_000),
        an_open(130, session="s2", expected_minutes=2), a_beat(1, 190, session="s2", active_ms=60_000),
        an_open(190, session="s3", expected_minutes=1), a_beat(2, 250, session="s2", active_ms=60_000),
    ]  # fmt: skip

    assert told(events) == [
        (0, 60, None), (60, 90, None), (90, 120, "over_cap"), (130, 190, None), (190, 220, None), (220, 250, "over_cap"),
    ]  # fmt: skip


def test_retry_after_a_lost_answer_credits_once_and_the_next_beat_goes_on_from_the_first() -> None:
    """The retry at 35 s is replayed and changes nothing, so the beat at 60 s has a gap of 30 s, not of 25."""
    events = [an_open(), a_beat(1, 30), a_beat(1, 35), a_beat(2, 60)]

    assert told(events) == [(0, 30, None), (35, 35, "replayed"), (30, 60, None)]


def test_backlog_of_twenty_minutes_offline_claims_ninety_seconds_at_most() -> None:
    """The retry of the last beat claims its own 30 s, the backlog the two seconds since; no more is vouched for."""
    events = [an_open(), a_beat(1, 30), a_beat(2, 1230), a_beat(3, 1232, active_ms=1_170_000), a_beat(4, 1400, active_ms=1_300_000)]

    assert told(events) == [(0, 30, None), (1200, 1230, None), (1230, 1232, None), (1310, 1400, None)]


def test_what_the_page_noticed_is_not_looked_at() -> None:
    plain = [an_open(), a_beat(1, 30), a_beat(2, 60)]
    noticed = [{**event, "inputs": number, "scrolled": True} for number, event in enumerate(plain)]

    assert report_of(noticed) == report_of(plain)

"""Every rule of hours.md section 2, one named history each."""

import pytest

from tests.curriculum.policies.study import START, a_beat, an_open, report_of, told, without

HISTORIES = {
    "a beat claims its active time up to its moment": (
        [an_open(), a_beat(1, 40)],
        [(10, 40, None)],
    ),
    "7 a claim across three spans of other tabs": (
        [*(an_open(session=tab) for tab in ("s1", "s2", "s3", "s4")),
         a_beat(1, 30, session="s1"), a_beat(1, 50, session="s2", active_ms=10_000), a_beat(1, 70, session="s3", active_ms=10_000),
         a_beat(1, 90, session="s4", active_ms=80_000)],
        [(0, 30, None), (40, 50, None), (60, 70, None),
         (10, 30, "overlap"), (30, 40, None), (40, 50, "overlap"), (50, 60, None), (60, 70, "overlap"), (70, 90, None)],
    ),
    "7 what another tab was credited after the cap was reached is still overlap": (
        [*(an_open(session=tab, expected_minutes=1) for tab in ("s1", "s2", "s3")),
         a_beat(1, 50, session="s1", active_ms=20_000), a_beat(1, 90, session="s2", active_ms=1_000),
         a_beat(1, 91, session="s3", active_ms=90_000)],
        [(30, 50, None), (89, 90, None), (1, 30, None), (30, 50, "overlap"), (50, 89, None), (89, 90, "overlap"), (90, 91, None)],
    ),
    "open at a seq of its own, beats go on from there": (
        [an_open(seq=7), a_beat(8, 30)],
        [(0, 30, None)],
    ),
    "1 no open": (
        [a_beat(1, 30)],
        [(30, 30, "unknown_session")],
    ),
    "1 before malformed": (
        [a_beat("x", 30)],
        [(30, 30, "unknown_session")],
    ),
    "1 the open came later": (
        [a_beat(1, 30), an_open(31), a_beat(1, 61)],
        [(30, 30, "unknown_session"), (31, 61, None)],
    ),
    "1 an open that was not accepted": (
        [an_open(expected_minutes=0), a_beat(1, 30)],
        [(30, 30, "unknown_session")],
    ),
    "1 a session that is no text": (
        [an_open(), a_beat(1, 30, session=["s1"])],
        [(30, 30, "unknown_session")],
    ),
    "2 before replayed": (
        [an_open(), a_beat(0, 30, active_ms=-1)],
        [(30, 30, "malformed")],
    ),
    "2 changes nothing": (
        [an_open(), a_beat(1, 30, visible=1), a_beat(1, 60, active_ms=60_000)],
        [(30, 30, "malformed"), (0, 60, None)],
    ),
    "3 replayed": (
        [an_open(), a_beat(1, 30), a_beat(1, 60)],
        [(0, 30, None), (60, 60, "replayed")],
    ),
    "3 replayed the seq of the open": (
        [an_open(), a_beat(0, 30)],
        [(30, 30, "replayed")],
    ),
    "3 replayed lower than the highest": (
        [an_open(), a_beat(1, 30), a_beat(5, 60), a_beat(1, 90)],
        [(0, 30, None), (30, 60, None), (90, 90, "replayed")],
    ),
    "3 out of order": (
        [an_open(), a_beat(5, 30), a_beat(3, 60)],
        [(0, 30, None), (60, 60, "out_of_order")],
    ),
    "3 out of order below the open": (
        [an_open(seq=4), a_beat(3, 30)],
        [(30, 30, "out_of_order")],
    ),
    "3 changes nothing": (
        [an_open(), a_beat(5, 10), a_beat(3, 60), a_beat(6, 70, active_ms=60_000)],
        [(0, 10, None), (60, 60, "out_of_order"), (10, 70, None)],
    ),
    "3 a refused seq was not accepted": (
        [an_open(), a_beat(5, 10, active_ms="x"), a_beat(5, 30)],
        [(10, 10, "malformed"), (0, 30, None)],
    ),
    "4 impersonated": (
        [an_open(impersonated=True), a_beat(1, 30)],
        [(30, 30, "impersonated")],
    ),
    "4 before hidden": (
        [an_open(impersonated=True), a_beat(1, 30, visible=False)],
        [(30, 30, "impersonated")],
    ),
    "4 takes its seq": (
        [an_open(impersonated=True), a_beat(1, 30), a_beat(1, 60)],
        [(30, 30, "impersonated"), (60, 60, "replayed")],
    ),
    "5 hidden": (
        [an_open(), a_beat(1, 30, visible=False)],
        [(30, 30, "hidden")],
    ),
    "5 becomes the latest event": (
        [an_open(), a_beat(1, 30, visible=False), a_beat(2, 40, active_ms=40_000)],
        [(30, 30, "hidden"), (30, 40, None)],
    ),
    "6 no active time": (
        [an_open(), a_beat(1, 30, active_ms=0)],
        [(30, 30, "no_time")],
    ),
    "6 no gap": (
        [an_open(), a_beat(1, 0)],
        [(0, 0, "no_time")],
    ),
    "6 becomes the latest event": (
        [an_open(), a_beat(1, 30, active_ms=0), a_beat(2, 40, active_ms=40_000)],
        [(30, 30, "no_time"), (30, 40, None)],
    ),
    "6 no more than the gap": (
        [an_open(), a_beat(1, 20, active_ms=90_000)],
        [(0, 20, None)],
    ),
    "6 no more than 90 seconds": (
        [an_open(), a_beat(1, 600, active_ms=10**30)],
        [(510, 600, None)],
    ),
    "6 to the millisecond": (
        [an_open(), a_beat(1, 1, active_ms=1)],
        [(0.999, 1, None)],
    ),
    "7 another session of the same person": (
        [an_open(), an_open(session="s2", activity="a2"), a_beat(1, 30), a_beat(1, 40, session="s2")],
        [(0, 30, None), (10, 30, "overlap"), (30, 40, None)],
    ),
    "7 all of it": (
        [an_open(), an_open(session="s2"), a_beat(1, 30), a_beat(1, 30, session="s2")],
        [(0, 30, None), (0, 30, "overlap")],
    ),
    "7 neighbors are one piece": (
        [an_open(), an_open(session="s2"), a_beat(1, 10), a_beat(2, 20), a_beat(1, 40, session="s2", active_ms=40_000)],
        [(0, 10, None), (10, 20, None), (0, 20, "overlap"), (20, 40, None)],
    ),
    "7 leaves pieces on both sides": (
        [
            an_open(), an_open(session="s2"), a_beat(1, 20, active_ms=10_000), a_beat(2, 50, active_ms=10_000),
            a_beat(1, 60, session="s2", active_ms=60_000),
        ],
        [
            (10, 20, None), (40, 50, None),
            (0, 10, None), (10, 20, "overlap"), (20, 40, None), (40, 50, "overlap"), (50, 60, None),
        ],
    ),
    "7 what was not credited is free": (
        [an_open(), an_open(session="s2"), a_beat(1, 30, visible=False), a_beat(1, 30, session="s2")],
        [(30, 30, "hidden"), (0, 30, None)],
    ),
    "8 one and a half times the expected minutes": (
        [an_open(expected_minutes=1), a_beat(1, 60, active_ms=60_000), a_beat(2, 120, active_ms=60_000), a_beat(3, 150)],
        [(0, 60, None), (60, 90, None), (90, 120, "over_cap"), (120, 150, "over_cap")],
    ),
    "8 the largest open counts": (
        [
            an_open(expected_minutes=2), an_open(session="s2", expected_minutes=1),
            a_beat(1, 90, session="s2", active_ms=90_000), a_beat(2, 190, session="s2", active_ms=100_000),
        ],
        [(0, 90, None), (100, 190, None)],
    ),
    "8 an impersonated open does not": (
        [an_open(expected_minutes=1), an_open(session="s2", expected_minutes=9, impersonated=True), a_beat(1, 90, active_ms=90_000), a_beat(2, 100)],
        [(0, 90, None), (90, 100, "over_cap")],
    ),
    "8 an open that was not accepted does not": (
        [an_open(expected_minutes=1), an_open(expected_minutes=9), a_beat(1, 90, active_ms=90_000), a_beat(2, 100)],
        [(0, 90, None), (90, 100, "over_cap")],
    ),
    "8 a later open does not reach back": (
        [
            an_open(expected_minutes=1), a_beat(1, 90, active_ms=90_000), a_beat(2, 100, active_ms=10_000),
            an_open(100, session="s2", expected_minutes=2), a_beat(3, 110, active_ms=10_000),
        ],
        [(0, 90, None), (90, 100, "over_cap"), (100, 110, None)],
    ),
    "8 time over the cap is free for another activity": (
        [
            an_open(expected_minutes=1), an_open(session="s2", activity="a2"), a_beat(1, 90, active_ms=90_000), a_beat(2, 100),
            a_beat(1, 100, session="s2"),
        ],
        [(0, 90, None), (90, 100, "over_cap"), (70, 90, "overlap"), (90, 100, None)],
    ),
    "8 over the second piece of a beat": (
        [
            an_open(expected_minutes=1), an_open(session="s2", activity="a2"),
            a_beat(1, 90, active_ms=60_000),
            a_beat(1, 120, session="s2", active_ms=10_000),
            a_beat(2, 150, active_ms=60_000),
        ],
        [(30, 90, None), (110, 120, None), (90, 110, None), (110, 120, "overlap"), (120, 130, None), (130, 150, "over_cap")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HISTORIES)
def test_history(name):
    events, expected = HISTORIES[name]

    intervals = told(events)

    assert intervals == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"user": ""}, {"user": 1}, {"user": None}, {"session": ""}, {"session": ["s1"]}, {"session": {}}, {"activity": ""}, {"activity": 7},
        {"revision": ""}, {"revision": None}, {"seq": -1}, {"seq": True}, {"seq": 0.0}, {"seq": "0"}, {"seq": None},
        {"expected_minutes": 0}, {"expected_minutes": 601}, {"expected_minutes": True}, {"expected_minutes": 40.0}, {"expected_minutes": "40"},
        {"impersonated": 0}, {"impersonated": None}, {"impersonated": "false"},
        {"timezone": ""}, {"timezone": None}, {"timezone": "Mars/Olympus"}, {"timezone": "../../etc/passwd"}, {"timezone": "/etc/localtime"},
        {"timezone": "America"}, {"timezone": "localtime"}, {"timezone": "posix/America/New_York"}, {"timezone": "america/new_york"},
        {"timezone": "A" * 5000}, {"timezone": "a\x00b"}, {"timezone": "\ud800"}, {"timezone": ["UTC"]},
        {"kind": "Open"}, {"kind": None}, {"kind": ["open"]},
    ],
    ids=repr,
)  # fmt: skip
def test_open_that_is_not_right_changes_nothing(changes):
    good_open = an_open(1)

    report = report_of([an_open(**changes), good_open, a_beat(1, 31)])

    assert report == report_of([good_open, a_beat(1, 31)])


@pytest.mark.parametrize("field", ["user", "session", "seq", "activity", "revision", "expected_minutes", "impersonated", "timezone", "kind"])
def test_open_without_a_field_changes_nothing(field):
    assert report_of([without(an_open(), field)]) == {}


@pytest.mark.parametrize(
    "changes", [{"expected_minutes": 1}, {"expected_minutes": 600}, {"seq": 10**40}, {"timezone": "US/Eastern"}, {"extra": [{}]}], ids=repr
)
def test_open_at_the_edge_of_what_is_right_is_accepted(changes):
    assert report_of([an_open(**changes)]) == {"u1": {"credited_ms": 0, "activities": {}, "revisions": {}, "intervals": []}}


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": -1}, {"seq": True}, {"seq": 1.0}, {"seq": "1"}, {"seq": None}, {"seq": [1]},
        {"active_ms": -1}, {"active_ms": False}, {"active_ms": 30000.0}, {"active_ms": "30000"}, {"active_ms": None}, {"active_ms": {}},
        {"visible": 1}, {"visible": None}, {"visible": "true"}, {"visible": []},
    ],
    ids=repr,
)  # fmt: skip
def test_beat_that_is_malformed_stands_with_its_reason_and_changes_nothing(changes):
    events = [an_open(), {**a_beat(1, 30), **changes}, a_beat(1, 40, active_ms=40_000)]

    assert told(events) == [(30, 30, "malformed"), (0, 40, None)]


@pytest.mark.parametrize("field", ["seq", "active_ms", "visible"])
def test_beat_without_a_field_is_malformed(field):
    assert told([an_open(), without(a_beat(1, 30), field)]) == [(30, 30, "malformed")]


def test_refused_beat_has_no_length_no_credit_and_its_sessions_activity():
    report = report_of([an_open(), a_beat(-1, 30)])

    at = "2026-09-14T14:00:30.000Z"
    assert report["u1"]["intervals"] == [{"start": at, "end": at, "activity": "a1", "credited_ms": 0, "reason": "malformed"}]


def test_beat_naming_another_users_session_stands_under_the_user_it_names():
    report = report_of([an_open(), a_beat(1, 30, user="u2"), a_beat(1, 40, active_ms=40_000)])

    at = "2026-09-14T14:00:30.000Z"
    assert report["u2"]["intervals"] == [{"start": at, "end": at, "activity": None, "credited_ms": 0, "reason": "unknown_session"}]
    assert report["u1"]["credited_ms"] == 40_000


@pytest.mark.parametrize("user", [None, 5, True, ["u1"], {"u1": 1}, ""], ids=repr)
def test_beat_that_names_nobody_stands_under_the_empty_name(user):
    report = report_of([an_open(), a_beat(1, 30, user=user)])

    assert [interval["reason"] for interval in report[""]["intervals"]] == ["unknown_session"]


def test_repeated_open_changes_neither_revision_nor_seq_nor_latest_event():
    events = [an_open(), an_open(10, seq=5, revision="r2", user="u2"), a_beat(1, 30)]

    report = report_of(events)

    assert report["u1"]["revisions"] == {"a1": {"r1": 30_000}}
    assert "u2" not in report


def test_totals_by_activity_and_revision_in_the_shape_of_the_interface():
    events = [an_open(), a_beat(1, 30), an_open(30, session="s2", revision="r2"), a_beat(1, 40, session="s2", active_ms=10_000)]

    report = report_of(events)

    assert report["u1"] == {
        "credited_ms": 40_000,
        "activities": {"a1": 40_000},
        "revisions": {"a1": {"r1": 30_000, "r2": 10_000}},
        "intervals": [
            {"start": START, "end": "2026-09-14T14:00:30.000Z", "activity": "a1", "credited_ms": 30_000, "reason": None},
            {"start": "2026-09-14T14:00:30.000Z", "end": "2026-09-14T14:00:40.000Z", "activity": "a1", "credited_ms": 10_000, "reason": None},
        ],
    }

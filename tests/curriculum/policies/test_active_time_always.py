"""What holds for every history, whatever the rules decide in it."""

import json
from collections import defaultdict
from datetime import datetime
from heapq import merge
from itertools import pairwise
from time import process_time
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.policies import ActiveTime1
from curriculum.policies.events import moment_ms
from tests.curriculum.policies.histories import histories
from tests.curriculum.policies.study import a_beat, an_open, report_of

thorough = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def intervals_of(events, policy=None):
    """Every interval in order of decision."""
    policy = policy or ActiveTime1()
    return [interval for event in events for interval in policy.feed(event, moment_ms(event["at"]))]


def credited_spans(events):
    """The credited spans of each user in order of time."""
    spans = defaultdict(list)
    for interval in intervals_of(events):
        if interval.credited_ms:
            spans[interval.user].append((interval.start_ms, interval.end_ms))
    return {user: sorted(found) for user, found in spans.items()}


def totals_of(report):
    return {user: (facts["credited_ms"], facts["activities"], facts["revisions"]) for user, facts in report.items()}


@given(histories(), st.data())
@thorough
def test_later_events_never_change_an_earlier_interval(events, data):
    cut = data.draw(st.integers(0, len(events)))

    before, after = report_of(events[:cut]), report_of(events)

    for user, facts in before.items():
        assert after[user]["intervals"][: len(facts["intervals"])] == facts["intervals"]


@given(histories(), st.data())
@thorough
def test_state_saved_and_loaded_anywhere_goes_on_as_if_nothing_had_happened(events, data):
    cut = data.draw(st.integers(0, len(events)))
    first = ActiveTime1()
    before = intervals_of(events[:cut], first)
    saved = json.dumps(first.dump_state())

    after = intervals_of(events[cut:], ActiveTime1.load_state(json.loads(saved)))

    assert before + after == intervals_of(events)


@given(histories())
@thorough
def test_state_saved_after_every_event_is_the_state_of_one_run(events):
    stepwise, whole = ActiveTime1(), ActiveTime1()
    for event in events[-60:]:
        intervals_of([event], stepwise)
        stepwise = ActiveTime1.load_state(json.loads(json.dumps(stepwise.dump_state())))

    intervals_of(events[-60:], whole)

    assert stepwise.dump_state() == whole.dump_state()


@given(histories())
@thorough
def test_saved_state_does_not_change_with_what_is_fed_later(events):
    policy = ActiveTime1()
    intervals_of(events[:-1], policy)
    saved = policy.dump_state()
    as_text = json.dumps(saved)

    intervals_of(events[-1:], policy)

    assert json.dumps(saved) == as_text


@given(histories())
@thorough
def test_no_moment_of_a_person_is_credited_twice(events):
    for spans in credited_spans(events).values():
        assert all(earlier_end <= later_start for (_, earlier_end), (later_start, _) in pairwise(spans))


@given(histories())
@thorough
def test_credit_never_exceeds_the_time_that_passed_on_the_wall(events):
    passed = moment_ms(events[-1]["at"]) - moment_ms(events[0]["at"])

    for facts in report_of(events).values():
        assert facts["credited_ms"] <= passed


@given(histories())
@thorough
def test_every_total_is_the_sum_of_its_intervals(events):
    for facts in report_of(events).values():
        by_interval = sum(interval["credited_ms"] for interval in facts["intervals"])
        by_revision = {activity: sum(revisions.values()) for activity, revisions in facts["revisions"].items()}

        assert facts["credited_ms"] == by_interval == sum(facts["activities"].values())
        assert facts["activities"] == by_revision


@given(histories())
@thorough
def test_interval_is_credited_whole_or_has_a_reason(events):
    for interval in intervals_of(events):
        length = interval.end_ms - interval.start_ms

        assert (interval.credited_ms, interval.reason is None) in {(0, False), (length, True)}
        assert length >= 0
        assert length > 0 or interval.reason is not None


@given(histories())
@thorough
def test_intervals_of_a_beat_tile_its_claim(events):
    policy = ActiveTime1()
    for event in events:
        intervals = intervals_of([event], policy)
        at_ms = moment_ms(event["at"])
        if event["kind"] == "beat":
            assert intervals[-1].end_ms == at_ms
            assert at_ms - intervals[0].start_ms <= min(90_000, event["active_ms"] if type(event["active_ms"]) is int and event["active_ms"] > 0 else 0)
            assert all(a.end_ms == b.start_ms for a, b in pairwise(intervals))


@given(histories())
@thorough
def test_no_activity_is_credited_beyond_its_largest_open(events):
    largest = defaultdict(int)
    for event in events:
        if event["kind"] == "open" and not event["impersonated"]:
            largest[event["user"], event["activity"]] = max(largest[event["user"], event["activity"]], event["expected_minutes"])

    for user, facts in report_of(events).items():
        assert all(milliseconds <= largest[user, activity] * 90_000 for activity, milliseconds in facts["activities"].items())


@given(histories())
@thorough
def test_no_date_is_credited_beyond_ten_hours(events):
    """Asked in the zone of all sessions alike, since a date in another zone is another stretch of time."""
    events = [{**event, "timezone": "Pacific/Apia"} if event["kind"] == "open" else event for event in events]
    dates = defaultdict(int)
    for user, spans in credited_spans(events).items():
        for start, end in spans:
            first, last = (datetime.fromtimestamp(moment // 1000, ZoneInfo("Pacific/Apia")).date() for moment in (start, end - 1))
            assert first == last
            dates[user, first] += end - start

    assert max(dates.values(), default=0) <= 36_000_000


@given(histories())
@thorough
def test_every_event_heard_twice_credits_what_it_credits_once(events):
    once = totals_of(report_of(events))

    assert totals_of(report_of([event for event in events for _ in range(2)])) == once


@given(histories())
@thorough
def test_whole_history_replayed_at_its_end_credits_nothing_more(events):
    at = events[-1]["at"]
    opened = {event["session"] for event in events if event["kind"] == "open"}
    accepted_or_refused = [{**event, "at": at} for event in events if event["session"] in opened]
    policy = ActiveTime1()
    intervals_of(events, policy)
    seqs_heard = json.dumps(policy.dump_state()["sessions"])

    again = intervals_of([event for event in accepted_or_refused if event["kind"] == "beat" and _was_accepted(policy, event)], policy)

    assert {interval.reason for interval in again} <= {"replayed", "malformed", "unknown_session"}
    assert json.dumps(policy.dump_state()["sessions"]) == seqs_heard


def _was_accepted(policy, event):
    session = policy.dump_state()["sessions"].get(event["session"])
    return session is not None and type(event["seq"]) is int and any(low <= event["seq"] < high for low, high in session[-1])


@given(histories(), histories())
@thorough
def test_order_between_people_who_share_nothing_is_irrelevant(first, second):
    """Two histories under other names, mixed either way where moments are equal: each person gets what they got alone."""
    ours, theirs = [_renamed(event, "north") for event in first], [_renamed(event, "south") for event in second]

    alone = {**report_of(ours), **report_of(theirs)}

    assert report_of(merge(ours, theirs, key=_moment)) == alone
    assert report_of(merge(theirs, ours, key=_moment)) == alone


def _moment(event):
    return event["at"]


def _renamed(event, place):
    return {**event, "user": f"{place}-{event['user']}", "session": f"{place}-{event['session']}"}


def test_state_stays_small_however_long_a_person_studies():
    policy = ActiveTime1()
    one_week = [an_open(expected_minutes=600), *(a_beat(n, n * 30) for n in range(1, 20_000))]

    intervals_of(one_week, policy)

    assert len(json.dumps(policy.dump_state())) < 400


def test_hundred_thousand_events_take_seconds_also_when_seqs_leave_gaps():
    opens = [an_open(session=f"s{n}", activity=f"a{n}", expected_minutes=600) for n in range(10)]
    beats = [a_beat(n * 2, n * 0.3, session=f"s{n % 10}", active_ms=200) for n in range(1, 100_000)]
    events = [(event, moment_ms(event["at"])) for event in opens + beats]
    policy = ActiveTime1()

    started = process_time()
    for event, at_ms in events:
        policy.feed(event, at_ms)

    assert process_time() - started < 20  # about two; the rest is for a busy machine

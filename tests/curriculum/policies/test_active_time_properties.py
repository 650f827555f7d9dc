"""What holds for every history, and a second, simpler reading of the rules that must agree."""

from collections import Counter

from hypothesis import HealthCheck, given, settings

from curriculum.policies import ActiveTime1
from curriculum.policies.events import moment_ms
from tests.curriculum.policies.histories import histories
from tests.curriculum.policies.oracle import Oracle
from tests.curriculum.policies.study import report_of

thorough = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def intervals_of(events, policy=None):
    """Every interval in order of decision."""
    policy = policy or ActiveTime1()
    return [interval for event in events for interval in policy.feed(event, moment_ms(event["at"]))]


@given(histories())
@thorough
def test_second_reading_of_the_rules_agrees_on_every_interval(events):
    oracle = Oracle()
    for event in events:
        oracle.hear(event)

    report = report_of(events)

    assert {user: [_seconds(interval) for interval in facts["intervals"]] for user, facts in report.items()} == oracle.told
    assert {user: facts["credited_ms"] for user, facts in report.items()} == {
        user: len(oracle.credited.get(user, {})) * 1000 for user in oracle.told
    }  # fmt: skip


def _seconds(interval):
    times = [moment_ms(interval[end]) // 1000 for end in ("start", "end")]
    return (*times, interval["activity"], interval["credited_ms"], interval["reason"])


def test_histories_reach_every_reason():
    reached = Counter()

    @given(histories())
    @settings(thorough, max_examples=300, derandomize=True, database=None)
    def count(events):
        reached.update(interval.reason for interval in intervals_of(events))

    count()

    assert set(reached) == {
        None, "unknown_session", "malformed", "replayed", "out_of_order", "impersonated", "hidden", "no_time", "overlap", "over_cap", "daily_cap",
    }  # fmt: skip

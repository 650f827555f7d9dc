"""How the study log is read for a policy: events kept after an enrollment ended are in the log and credit nothing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from curriculum.policies.active_time import ActiveTime1, Interval
from curriculum.policies.events import moment_ms

NOT_ENROLLED = "not_enrolled"  # the mark on such an event, and the reason shown for it


def feed_log(policy: ActiveTime1, events: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], list[Interval]]]:
    """Each event with its intervals. A marked beat is one interval with the reason *not_enrolled* and never reaches the policy."""
    for event in events:
        at_ms = moment_ms(event["at"])
        assert at_ms is not None  # the server wrote it
        if NOT_ENROLLED not in event:
            yield event, policy.feed(event, at_ms)
        elif event["kind"] == "beat":
            yield event, [Interval(event["user"], at_ms, at_ms, None, None, 0, NOT_ENROLLED)]
        else:
            yield event, []

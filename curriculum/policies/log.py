"""How the study log is read for a policy: events kept after an enrollment ended are in the log and credit nothing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from curriculum.policies.active_time import ActiveTime1, Interval
from curriculum.policies.days import split_by_day
from curriculum.policies.events import moment_ms

NOT_ENROLLED = "not_enrolled"  # the mark on such an event, and the reason shown for it


def feed_log(policy: ActiveTime1, events: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], list[Interval]]]:
    """Each event with its intervals. A marked beat is one interval with the reason *not_enrolled* and never reaches the policy."""
    for event in events:
        at_ms = moment_ms(event["at"])
        assert at_ms is not None  # the server wrote it
        yield event, intervals_for(policy, event, at_ms)


def intervals_for(policy: ActiveTime1, event: Mapping[str, Any], at_ms: int) -> list[Interval]:
    """What one event of a log gives. The mark is the server's own word, so it counts whatever is written beside it."""
    if NOT_ENROLLED not in event:
        return policy.feed(event, at_ms)
    if event.get("kind") != "beat":
        return []
    named = event.get("user")
    return [Interval(named if isinstance(named, str) else "", at_ms, at_ms, None, None, 0, NOT_ENROLLED)]


Run = list[Any]  # [revision, local date, milliseconds]
Lines = dict[str, list[Run]]


def extend_lines(lines: Lines, intervals: Iterable[Interval], zone: str) -> None:
    """Append what was credited to each activity’s line: its credited time in order, in runs of one revision on one local date.

    A ledger entry consumes a range of the line, so the line tells which revision and which days a range rests on.
    """
    for interval in intervals:
        if not interval.credited_ms:
            continue
        runs = lines.setdefault(str(interval.activity), [])
        for day, (start, end) in split_by_day((interval.start_ms, interval.end_ms), zone):
            if runs and runs[-1][0] == interval.revision and runs[-1][1] == day:
                runs[-1][2] += end - start
            else:
                runs.append([interval.revision, day, end - start])


def credited_ms_of(runs: Iterable[Run]) -> int:
    return sum(milliseconds for _, _, milliseconds in runs)

"""The answer of a policy over a whole log, in the shape of interface.md (``credit_hours``)."""

from collections.abc import Iterable, Mapping
from typing import Any

from curriculum.policies.active_time import ActiveTime1, Interval
from curriculum.policies.events import moment_ms, moment_text
from curriculum.policies.log import intervals_for


class BadLog(ValueError):
    """The log cannot be read in order; ``line`` counts from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        self.line = line
        super().__init__(f"Line {line}: {sentence}")


def credit(events: Iterable[tuple[int, Mapping[str, Any]]], policy: ActiveTime1) -> dict[str, Any]:
    """The report over ``(line number, event)`` in order of acceptance. Raises ``BadLog`` when a time is missing or goes back."""
    users: dict[str, dict[str, Any]] = {}
    latest = None
    for line, event in events:
        at_ms = moment_ms(event.get("at"))
        if at_ms is None:
            raise BadLog(line, "“at” is not a time such as 2026-09-14T14:00:00.000Z.")
        if latest is not None and at_ms < latest:
            raise BadLog(line, "“at” is earlier than on a line before it.")
        latest = at_ms
        for interval in intervals_for(policy, event, at_ms):
            _add(users.setdefault(interval.user, _empty()), interval)
    for user in policy.users():
        users.setdefault(user, _empty())
    return {"policy": policy.name, "users": users}


def _empty() -> dict[str, Any]:
    return {"credited_ms": 0, "activities": {}, "revisions": {}, "intervals": []}


def _add(user: dict[str, Any], interval: Interval) -> None:
    user["intervals"].append(
        {
            "start": moment_text(interval.start_ms), "end": moment_text(interval.end_ms), "activity": interval.activity,
            "credited_ms": interval.credited_ms, "reason": interval.reason,
        }
    )  # fmt: skip
    if not interval.credited_ms:
        return
    user["credited_ms"] += interval.credited_ms
    user["activities"][interval.activity] = user["activities"].get(interval.activity, 0) + interval.credited_ms
    revisions = user["revisions"].setdefault(interval.activity, {})
    revisions[interval.revision] = revisions.get(interval.revision, 0) + interval.credited_ms

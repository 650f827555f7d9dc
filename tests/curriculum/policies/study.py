"""Short words for study events: seconds after the start instead of moments, and whole reports instead of intervals."""

from collections.abc import Iterable, Mapping
from typing import Any

from curriculum.policies import ActiveTime1, credit
from curriculum.policies.events import moment_ms, moment_text

START = "2026-09-14T14:00:00.000Z"
START_MS = 1_789_394_400_000

Event = dict[str, Any]


def moment(seconds: float, start: str = START) -> str:
    start_ms = moment_ms(start)
    assert start_ms is not None
    return moment_text(start_ms + round(seconds * 1000))


def an_open(seconds: float = 0, *, start: str = START, **changes: Any) -> Event:
    event = {
        "user": "u1", "session": "s1", "seq": 0, "at": moment(seconds, start), "kind": "open", "activity": "a1", "revision": "r1",
        "expected_minutes": 40, "impersonated": False, "timezone": "America/New_York",
    }  # fmt: skip
    return {**event, **changes}


def a_beat(seq: Any, seconds: float, *, start: str = START, **changes: Any) -> Event:
    event = {"user": "u1", "session": "s1", "seq": seq, "at": moment(seconds, start), "kind": "beat", "active_ms": 30_000, "visible": True}
    return {**event, **changes}


def without(event: Event, field: str) -> Event:
    return {name: value for name, value in event.items() if name != field}


def report_of(events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return credit(enumerate(events, start=1), ActiveTime1())["users"]


def told(events: Iterable[Mapping[str, Any]], user: str = "u1", start: str = START) -> list[tuple[float, float, str | None]]:
    """Each interval of the user as seconds from and to after the start, and its reason."""
    zero = moment_ms(start)
    assert zero is not None
    return [
        ((_ms(interval["start"]) - zero) / 1000, (_ms(interval["end"]) - zero) / 1000, interval["reason"])
        for interval in report_of(events).get(user, {"intervals": []})["intervals"]
    ]


def _ms(text: str) -> int:
    milliseconds = moment_ms(text)
    assert milliseconds is not None
    return milliseconds

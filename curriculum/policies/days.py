"""Splitting a short span at the first instant of a new local date, whatever the zone's clocks do there.

Worked example: Pacific/Apia had no 30 December 2011. A span over the end of the 29th is split there, and its second
piece counts toward the 31st. Where clocks jump from 24:00 to 01:00, that jump is the first instant of the new date.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from curriculum.policies.spans import Span
from curriculum.policies.zones import zone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEAR_MIDNIGHT = timedelta(seconds=95)  # longer than the longest claim
_ONE_DAY = timedelta(days=1)


def split_by_day(span: Span, zone_name: str) -> Iterator[tuple[str, Span]]:
    """``(local date, piece)`` in order of time. Zones change on whole seconds, so only those need looking at, and only near a change of date."""
    start, end = span
    there = zone(zone_name)
    day = local_day(start, there)
    if day != local_day(end - 1, there) or _is_just_before_midnight(start, there):
        for second in range(start // 1000 * 1000 + 1000, end, 1000):
            new_day = local_day(second, there)
            if new_day != day:
                yield day, (start, second)
                start, day = second, new_day
    yield day, (start, end)


def local_day(milliseconds: int, there: ZoneInfo) -> str:
    """The date on the zone's clocks, ``2026-09-14``; right also on the one date before and after those Python can hold."""
    try:
        return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(there).date().isoformat()
    except OverflowError:
        return "0000-12-31" if milliseconds < 0 else "10000-01-01"


def _is_just_before_midnight(milliseconds: int, there: ZoneInfo) -> bool:
    """Here clocks may touch a new date and fall back within one span (St. John's, 2006: from 00:01 back to 23:01)."""
    try:
        local = (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(there)
    except OverflowError:
        return True
    return timedelta(hours=local.hour, minutes=local.minute, seconds=local.second) >= _ONE_DAY - _NEAR_MIDNIGHT

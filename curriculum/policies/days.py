"""Splitting a short span at the first instant of a new local date, whatever the zone's clocks do there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from curriculum.policies.spans import Span

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEAR_MIDNIGHT_SECONDS = 95  # longer than the longest claim


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _local(milliseconds: int, zone: ZoneInfo) -> datetime:
    return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(zone)


def split_by_day(span: Span, zone_name: str) -> Iterator[tuple[str, Span]]:
    """``(local date, piece)`` in order of time. Zones change on whole seconds, so only those need looking at, and only near a change of date."""
    start, end = span
    zone = _zone(zone_name)
    first, last = _local(start, zone), _local(end - 1, zone)
    if first.date() == last.date() and not _is_just_before_midnight(first):
        yield first.date().isoformat(), span
        return
    day = first.date()
    for second in range(start // 1000 * 1000 + 1000, end, 1000):
        there = _local(second, zone).date()
        if there != day:
            yield day.isoformat(), (start, second)
            start, day = second, there
    yield day.isoformat(), (start, end)


def _is_just_before_midnight(local: datetime) -> bool:
    return local.hour == 23 and (59 - local.minute) * 60 + 60 - local.second <= _NEAR_MIDNIGHT_SECONDS

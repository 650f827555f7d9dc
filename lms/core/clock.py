"""The server's clock, the only one that counts (security.md, principle 4). All times are UTC."""

from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
told: ContextVar[datetime | None] = ContextVar("told", default=None)
"""The past instant that ``lms.core.telling`` tells of; never set while the product serves anybody (decision 66)."""


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return told.get() or timezone.now()


def to_ms(moment: datetime) -> int:
    """Whole milliseconds from the epoch to ``moment``, rounded down, without floating point."""
    delta = moment - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def from_ms(milliseconds: int) -> datetime:
    """The UTC instant ``milliseconds`` after the epoch."""
    seconds, rest = divmod(milliseconds, 1000)
    return datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=rest * 1000)


def iso_ms(moment: datetime) -> str:
    """``2026-09-14T14:00:00.000Z``: the one way times are written in logs, hashes and files."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def local_date(moment: datetime, zone: str) -> date:
    """The calendar date of ``moment`` in the IANA time zone ``zone``."""
    return moment.astimezone(ZoneInfo(zone)).date()


def local_moment(day: date, at: time, zone: str) -> datetime | None:
    """The UTC instant when clocks in ``zone`` show ``at`` on ``day``, the first of two; ``None`` for a time they skip that day."""
    wanted = datetime.combine(day, at.replace(tzinfo=None))
    moment = wanted.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return moment if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wanted else None


def end_of_day(day: date, zone: str) -> datetime:
    """The first instant after ``day`` in ``zone``: “as of D” means recorded before this (hours.md, section 4)."""
    from datetime import timedelta

    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)

"""How figures, dates and times are said to people (look.md, Voice). One wording everywhere."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def hours(minutes: int) -> str:
    """``755`` → ``12 h 35 min``; whole hours drop the minutes, less than an hour drops the hours."""
    sign = "−" if minutes < 0 else ""
    whole, rest = divmod(abs(minutes), 60)
    if not whole:
        return f"{sign}{rest} min"
    return f"{sign}{whole} h" if not rest else f"{sign}{whole} h {rest} min"


def day(value: date) -> str:
    """``Sept 14, 2026``"""
    return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


def clock(value: datetime, zone: str | None = None) -> str:
    """``2:02 pm`` in ``zone``, or in the zone the value carries."""
    local = value.astimezone(ZoneInfo(zone)) if zone else value
    hour = local.hour % 12 or 12
    return f"{hour}:{local.minute:02d} {'am' if local.hour < 12 else 'pm'}"


def moment(value: datetime, zone: str | None = None) -> str:
    """``Sept 14, 2026, 2:02 pm``"""
    local = value.astimezone(ZoneInfo(zone)) if zone else value
    return f"{day(local.date())}, {clock(local)}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 lesson``, ``3 lessons``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def short_day(value: date, today: date) -> str:
    """``Oct 3``; with its year when that is not the present one."""
    return day(value) if value.year != today.year else f"{_MONTHS[value.month - 1]} {value.day}"


def bytes_said(count: int) -> str:
    """``900 bytes``, ``120 KB``, ``2.1 MB``; a KB is 1000 bytes, as devices show it to people."""
    if count < 1_000:
        return counted(count, "byte")
    if count < 999_500:
        return f"{round(count / 1_000)} KB"
    return f"{count / 1_000_000:.1f} MB".replace(".0 ", " ")

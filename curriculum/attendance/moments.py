"""Times as reports of meetings write them: ISO, American or day first, with or without a date, in a stated time zone.

Zoom writes times in the zone and date order of whoever exports, and names neither. So the zone is asked, and the order is read
from the whole file: a first figure above 12 is a day; where both orders fit, the one that falls on the session's date.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
_ISO = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})[T ]+" + _CLOCK + r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?")
_FIGURES = re.compile(r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})[/.-](?P<year>\d{4}|\d{2}),?\s+" + _CLOCK)
_TIME_ONLY = re.compile(_CLOCK)


def is_day_first(texts: Iterable[str], on: date) -> bool:
    """Whether dates such as 03/04/2026 in this file put the day first. ``on`` is the session's date."""
    found = [match for text in texts if (match := _FIGURES.fullmatch(text.strip()))]
    if any(int(match["one"]) > 12 for match in found) or any(match["mark"] == "." for match in found):
        return True
    if any(int(match["two"]) > 12 for match in found):
        return False
    fits = {(int(match["one"]), int(match["two"])) for match in found}
    return (on.day, on.month) in fits and (on.month, on.day) not in fits


def moment_of(text: str, *, on: date, zone: str, day_first: bool) -> datetime | None:
    """The UTC instant that ``text`` writes; ``None`` for what is no time. A time without a date is on the session's."""
    said = text.strip()
    if match := _ISO.fullmatch(said):
        return _moment(match, int(match["year"]), int(match["month"]), int(match["day"]), match["zone"] or zone)
    if match := _FIGURES.fullmatch(said):
        one, two = int(match["one"]), int(match["two"])
        month, day = (two, one) if day_first else (one, two)
        return _moment(match, _year(match["year"]), month, day, zone)
    if match := _TIME_ONLY.fullmatch(said):
        return _moment(match, on.year, on.month, on.day, zone)
    return None


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _moment(match: re.Match[str], year: int, month: int, day: int, zone: str) -> datetime | None:
    hour, half = int(match["hour"]), (match["half"] or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        local = datetime(year, month, day, hour, int(match["minute"]), int(match["second"] or 0), tzinfo=UTC)
        return local.replace(tzinfo=_zone(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> ZoneInfo:
    """A zone by name, or the offset an ISO time carries."""
    if name == "Z":
        return ZoneInfo("UTC")
    if name[0] in "+-":
        return datetime.fromisoformat(f"2000-01-01T00:00:00{name[:3]}:{name[-2:]}").tzinfo  # type: ignore[return-value]
    return ZoneInfo(name)

"""A calendar as an iCalendar file (RFC 5545); folding and escaping are the library's.

Times are UTC, so no reader needs our time zones; whole days are dates, which are the same day everywhere. The name of an event is its
item's key at our host and never changes, so a moved date moves the event instead of adding one.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from curriculum.queries.calendar import CalendarItem

MEDIA_TYPE = "text/calendar; charset=utf-8"
_UNCHANGED = datetime(2026, 1, 1, tzinfo=UTC)  # of items that never change: the same file for the same facts
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")  # may stand in no text (RFC 5545, 3.1); line breaks are escaped


def write_ical(name: str, items: Iterable[CalendarItem]) -> bytes:
    """The file; ``name`` is what the reader calls the calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pathway//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _text(name))
    for item in items:
        calendar.add_component(_event(item))
    return bytes(calendar.to_ical())


def _event(item: CalendarItem) -> Event:
    event = Event()
    changed = (item.changed_at or _UNCHANGED).astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"{item.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", item.sequence)
    event.add("summary", _text(item.title if item.kind in ("holiday", "first", "last") else f"{item.label}: {item.title}"))
    if item.starts_at is not None:
        event.add("dtstart", item.starts_at.astimezone(UTC))
        event.add("dtend", (item.ends_at or item.starts_at).astimezone(UTC))
    elif item.on is not None:
        event.add("dtstart", item.on)
        event.add("dtend", item.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    for name, text in (("location", item.where), ("description", item.note)):
        if text:
            event.add(name, _text(text))
    if item.url:
        event.add("url", item.url if "://" in item.url else f"{settings.SITE_URL}{item.url}")
    return event


def _text(text: str) -> str:
    return _CONTROLS.sub(" ", text)

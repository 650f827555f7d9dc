"""How long ago something was, for pages that are read from any time zone."""

from datetime import datetime, timedelta

from lms.core.clock import now
from lms.core.wording import counted


def ago(moment: datetime) -> str:
    """“just now”, “3 minutes ago”, “5 hours ago”, “12 days ago”: whole units, rounded down."""
    return f"{lasted(now() - moment)} ago" if now() - moment >= timedelta(minutes=1) else "just now"


def lasted(span: timedelta) -> str:
    """“40 seconds”, “3 minutes”, “5 hours”, “12 days”; from two of a unit on, so that nothing is rounded to half."""
    seconds = max(int(span.total_seconds()), 0)
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= (2 * length if unit != "minute" else length):
            return counted(seconds // length, unit)
    return counted(seconds, "second")

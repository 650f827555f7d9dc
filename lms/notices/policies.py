"""When letters may go: hours on the wall of the person's time zone, whatever the clocks do there.

Constraint: a wall clock jumps and repeats. On the night New York sets its clocks back, the hour from 1 to 2 comes twice;
on the night it sets them forward, the hour from 2 to 3 does not come at all. So no local time is ever turned back into an
instant here: instants go forward, and each is asked what the clock on the wall shows then.

    quiet from 22 to 2, New York, March 8, 2026, 1:30 am   → until 3 am, the very instant at which 2 am would have been
    quiet from 22 to 2, New York, Nov 1, 2026, 1:30 am EDT → until 2 am EST, an hour and a half later: 1:30 comes twice
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)


def is_quiet_hour(hour: int, start: int, end: int) -> bool:
    """True for the hours from ``start`` up to ``end``, over midnight where ``end`` is the smaller."""
    return start <= hour < end if start < end else hour >= start or hour < end


def quiet_until(at: datetime, zone: str, start: int | None, end: int | None) -> datetime | None:
    """The first instant after ``at`` that is not within quiet hours; ``None`` when ``at`` itself is not, or there are none."""
    local = ZoneInfo(zone)
    if start is None or end is None or not is_quiet_hour(at.astimezone(local).hour, start, end):
        return None
    moment = at.replace(second=0, microsecond=0)
    while is_quiet_hour(moment.astimezone(local).hour, start, end):
        moment = _next_look(moment, local)
    return moment


def _next_look(moment: datetime, local: ZoneInfo) -> datetime:
    """The next full hour on the wall; minute by minute through an hour in which the clocks are set."""
    shown = moment.astimezone(local)
    following = moment + timedelta(minutes=60 - shown.minute)
    steady = (following - _MINUTE).astimezone(local).utcoffset() == shown.utcoffset()
    return following if steady else moment + _MINUTE


def digest_day(at: datetime, zone: str, hour: int) -> date | None:
    """The local day whose daily letter may go at ``at``; ``None`` while the day's ``hour`` has not come."""
    shown = at.astimezone(ZoneInfo(zone))
    return shown.date() if shown.hour >= hour else None

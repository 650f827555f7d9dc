"""Whether a place is on track: the one rule behind the board's status, from plain figures (house rule, mark C).

    filed      the request was sent to EOIR, or decided
    ready      nothing that the filing asks for is missing
    stuck      something is missing, and nothing new came for 14 days
    behind     fewer than nine tenths of the minutes expected by today
    on_track   everything else

The first that applies is said. Before the cohort begins nobody is stuck or behind.
"""

from dataclasses import dataclass
from datetime import date

from accreditation.policies.pace import is_behind, is_quiet

FILED, READY, STUCK, BEHIND, ON_TRACK = "filed", "ready", "stuck", "behind", "on_track"


@dataclass(frozen=True)
class Status:
    """``rank`` orders the board: who needs somebody comes first. ``tag`` and ``icon`` are how it looks."""

    key: str
    label: str
    meaning: str
    rank: int
    tag: str
    icon: str


STATUSES: dict[str, Status] = {
    one.key: one
    for one in (
        Status(STUCK, "Stuck", "Something is missing, and nothing new came for 14 days.", 0, "missing", "x-octagon"),
        Status(BEHIND, "Behind", "Fewer hours than the plan expects by today.", 1, "waiting_you", "hourglass-split"),
        Status(READY, "Ready", "Nothing that the filing asks for is missing.", 2, "met", "check-circle-fill"),
        Status(ON_TRACK, "On track", "As many hours as the plan expects, and something new in the last 14 days.", 3, "info", "arrow-right"),
        Status(FILED, "Filed", "The request was sent to EOIR, or decided.", 4, "waiting_others", "send"),
    )
}


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the rule looks at. ``since`` is the day of the last thing that happened, or the day the place began if that is later."""

    is_filed: bool
    is_ready: bool
    minutes: int
    expected: int
    begins: date
    since: date


def status_of(figures: Figures, today: date) -> str:
    """The key of the status on ``today``."""
    if figures.is_filed:
        return FILED
    if figures.is_ready:
        return READY
    if today < figures.begins:
        return ON_TRACK
    if is_quiet(figures.since, today):
        return STUCK
    return BEHIND if is_behind(figures.minutes, figures.expected) else ON_TRACK

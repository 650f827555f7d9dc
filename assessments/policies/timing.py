"""When an attempt ends: time limit, close, and what one student is allowed besides (decision 52).

Without an accommodation: the earlier of start + limit and the close. With one, the student has until the later close to start, the
time that they would have had is multiplied, and the breaks they took are added:

    start 9:50, limit 60 min, close 10:00           → 10:00 (the close)
    the same with one and a half times the time     → 10:05 (10 min × 1.5)
    start 9:00, limit 60 min, × 1.5, break 10 min   → 10:40 (90 min + 10 min)

So nobody ever ends earlier than without, and who starts late gains in proportion. Where there is no time limit there is nothing to
multiply or to interrupt: only the later close counts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

BY_LIMIT, BY_CLOSE = "time limit", "the assessment closes"


@dataclass(frozen=True)
class Allowance:
    """``time_percent`` of the usual time (100: as everybody), ``breaks`` in all, and how much later the close is."""

    time_percent: int = 100
    breaks: timedelta = timedelta(0)
    later_close: timedelta = timedelta(0)

    @property
    def gives_something(self) -> bool:
        return self != NO_ALLOWANCE

    @property
    def break_minutes(self) -> int:
        return int(self.breaks.total_seconds() // 60)

    @property
    def later_close_hours(self) -> int:
        return int(self.later_close.total_seconds() // 3600)

    def joined_with(self, other: "Allowance") -> "Allowance":
        """The better of the two in each respect: a special rule for one assessment never takes away what holds for all."""
        return Allowance(
            max(self.time_percent, other.time_percent), max(self.breaks, other.breaks), max(self.later_close, other.later_close)
        )  # fmt: skip


NO_ALLOWANCE = Allowance()


@dataclass(frozen=True)
class End:
    """``at`` is ``None`` for an attempt without an end; ``reason`` is ``BY_LIMIT``, ``BY_CLOSE`` or empty."""

    at: datetime | None
    reason: str


def close_for(closes_at: datetime | None, allowance: Allowance) -> datetime | None:
    """When the assessment closes to somebody with ``allowance``: until then they may start."""
    return closes_at + allowance.later_close if closes_at else None


def end_of(
    started_at: datetime, limit: timedelta | None, closes_at: datetime | None, allowance: Allowance = NO_ALLOWANCE, paused: timedelta = timedelta(0)
) -> End:
    """The effective end of an attempt; ``closes_at`` is the close without the allowance, ``paused`` what was taken of the breaks."""
    closing = close_for(closes_at, allowance)
    if limit is None:
        return End(closing, BY_CLOSE if closing else "")
    usual = limit if closing is None else min(limit, closing - started_at)
    end = started_at + usual * allowance.time_percent / 100 + min(paused, allowance.breaks)
    return End(end, BY_LIMIT if usual == limit else BY_CLOSE)


def break_taken(pauses: list[tuple[datetime, datetime | None, timedelta]], at: datetime) -> timedelta:
    """How much of the break is used up by ``at``. ``pauses`` are (from, to, how long it may last); the last may still last (``to`` is ``None``).

    A break that runs out ends by itself, so each counts for no more than it may last; and for no less than nothing, where a clock was set back.
    """
    return sum((max(min((to or at) - since, reserved), timedelta(0)) for since, to, reserved in pauses), timedelta(0))

"""Breaks of an attempt: how much was taken, and how much is left."""

from datetime import datetime, timedelta
from itertools import zip_longest

from assessments.models import Attempt, AttemptPause
from assessments.policies.timing import break_taken
from assessments.queries.terms import allowance_during
from lms.core.clock import now


def is_paused(attempt: Attempt, at: datetime | None = None) -> bool:
    """Whether the clock stands still now; asks nothing of the database."""
    return attempt.is_open and attempt.paused_until is not None and (at or now()) < attempt.paused_until


def taken_by(attempt: Attempt, at: datetime) -> timedelta:
    rows = list(AttemptPause.objects.filter(attempt=attempt).order_by("number"))
    pairs = zip_longest(rows[::2], rows[1::2])
    return break_taken([(begun.at, ended.at if ended else None, timedelta(seconds=begun.reserved_seconds)) for begun, ended in pairs], at)


def break_left(attempt: Attempt, at: datetime | None = None) -> timedelta:
    """How much break the student can still take; none without a time limit, for then there is no clock to stop."""
    at = at or now()
    if not attempt.assessment.time_limit_minutes or not attempt.is_open:
        return timedelta(0)
    allowed = allowance_during(attempt, attempt.enrollment.cohort.campus.time_zone, at).breaks
    return max(allowed - taken_by(attempt, at), timedelta(0)) if allowed else allowed

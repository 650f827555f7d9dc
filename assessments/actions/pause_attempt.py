"""Breaks: the clock of an attempt stands still, as long as the student's accommodation allows.

While a break lasts, ``ends_at`` already holds all of it; going on takes back what was not used. So whatever closes attempts looks at
``ends_at`` alone, and a break that runs out ends without anybody doing anything.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import Attempt, AttemptPause
from assessments.queries.pauses import break_left, is_paused
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden


@transaction.atomic
def pause_attempt(*, attempt: Attempt, by: Any) -> Attempt:
    """Begin a break; a second time changes nothing. Raises ``Conflict`` when none is left or the attempt has ended."""
    locked = _locked(attempt, by)
    at = now()
    if is_paused(locked, at):
        return locked
    left = break_left(locked, at)
    if left <= timedelta(0):
        raise Conflict("There is no break left in this attempt.", code="no_break")
    end_break(locked, at)  # one that ran out by itself
    reserved = timedelta(seconds=int(left.total_seconds()))
    _note(locked, at, reserved)
    locked.paused_until = at + reserved
    if locked.ends_at:
        locked.ends_at += reserved
    locked.save(update_fields=["paused_until", "ends_at"])
    return locked


@transaction.atomic
def resume_attempt(*, attempt: Attempt, by: Any) -> Attempt:
    """Go on after a break; without one it changes nothing."""
    locked = _locked(attempt, by)
    end_break(locked, now())
    return locked


def _locked(attempt: Attempt, by: Any) -> Attempt:
    if attempt.enrollment.student_id != by.pk:
        raise Forbidden("Only the student can take a break in this attempt.")
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("assessment", "enrollment__cohort__campus")
    locked = rows.get(pk=attempt.pk)
    if close_if_overdue(locked):
        raise Conflict("This attempt has ended. What was saved before the end counts.", code="attempt_ended")
    return locked


def end_break(attempt: Attempt, at: Any) -> None:
    """End the break of a locked attempt, if there is one; what was not used of it stays. Whoever answers has gone on, so saving calls it too."""
    if attempt.paused_until is None:
        return
    begun = AttemptPause.objects.filter(attempt=attempt).latest("number")
    # a server's clock that was set back must not take more from the end than the break had put there
    unused = min(max(attempt.paused_until - at, timedelta(0)), timedelta(seconds=begun.reserved_seconds))
    _note(attempt, at, timedelta(0))
    attempt.paused_until = None
    if attempt.ends_at:
        attempt.ends_at -= unused
    attempt.save(update_fields=["paused_until", "ends_at"])


def _note(attempt: Attempt, at: Any, reserved: timedelta) -> None:
    number = AttemptPause.objects.filter(attempt=attempt).aggregate(top=Max("number"))["top"] or 0
    AttemptPause.objects.create(attempt=attempt, number=number + 1, at=at, reserved_seconds=int(reserved.total_seconds()))

"""Submitting an attempt, once; by the person, or by the clock with the last saved answers."""

import logging
from typing import Any

from django.db import transaction

from assessments.actions.tell_marking import tell_markers
from assessments.grading.exact import storable
from assessments.models import Attempt, AttemptState, Grade
from assessments.queries.attempts import effective_end, is_overdue, items_of, locked_attempt, newest_steps
from assessments.signals import attempt_completed, attempt_graded
from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.questions.api import question_types

logger = logging.getLogger(__name__)


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: Any) -> Attempt:
    """Submit and grade ``attempt``; submitting again gives the same attempt unchanged."""
    locked = locked_attempt(attempt.pk)
    if locked.is_open:
        _finish(locked, by_clock=is_overdue(locked))
    return locked


def close_if_overdue(attempt: Attempt) -> bool:
    """Close ``attempt`` when its end has passed, also when no worker runs: every read asks. Returns whether it is closed."""
    if not is_overdue(attempt):
        return not attempt.is_open
    with transaction.atomic():
        locked = locked_attempt(attempt.pk)
        if locked.is_open:
            _finish(locked, by_clock=True)
    attempt.refresh_from_db()
    return True


def close_overdue_attempts() -> int:
    """The worker's sweep: close every attempt whose end has passed; one that cannot be closed is left out and logged. Returns how many were."""
    running = Attempt.objects.filter(state=AttemptState.IN_PROGRESS, ends_at__lt=now()).select_related("assessment")
    return sum(_closed(attempt) for attempt in running.order_by("-ends_at")[:500])  # those that stay open come last


def _closed(attempt: Attempt) -> bool:
    try:
        return close_if_overdue(attempt)
    except Exception:
        logger.exception("Attempt %s could not be closed.", attempt.public_id)
        return False


def _finish(attempt: Attempt, *, by_clock: bool) -> None:
    grades = _grades(attempt)
    waiting = any(grade is None for grade in grades)
    Grade.objects.bulk_create(grade for grade in grades if grade is not None)
    attempt.state = AttemptState.MARKING if waiting else AttemptState.GRADED
    end = effective_end(attempt)
    ended = end if by_clock and end else now()  # not when somebody came to look: hours count from it
    attempt.submitted_at = max(ended, attempt.started_at)  # a server's clock that was set back keeps nobody from submitting
    attempt.closed_by_clock = by_clock
    attempt.save(update_fields=["state", "submitted_at", "closed_by_clock"])
    failpoint("attempt.before_submit_commit")
    attempt_completed.send(sender=Attempt, attempt=attempt)
    if waiting:
        tell_markers(attempt)
    else:
        attempt_graded.send(sender=Attempt, attempt=attempt)


def _grades(attempt: Attempt) -> list[Grade | None]:
    """A mark for every item that grades itself; ``None`` for what a person must mark. A blank answer to an essay earns nothing at once."""
    steps = newest_steps(attempt)
    at = now()
    return [_grade(item, steps.get(item.pk), at) for item in items_of(attempt)]


def _grade(item: Any, step: Any, at: Any) -> Grade | None:
    kind = question_types.get(item.version.type)
    content = kind.validate_content(item.version.content)
    response = step.response if step else kind.blank(content)
    grade = kind.grade(content, response)
    points = grade.points(item.points)
    if points is None:
        if kind.is_answered(content, response):
            return None
        return Grade(item=item, number=1, numerator=0, denominator=1, version=item.version, comment="Left open.", marked_at=at)
    exact = storable(points)
    return Grade(item=item, number=1, numerator=exact.numerator, denominator=exact.denominator, version=item.version, step=step, marked_at=at)

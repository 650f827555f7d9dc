"""Going on to the next page of an attempt that has no way back."""

from typing import Any

from django.db import transaction

from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import Attempt, PageLeft
from assessments.queries.attempts import items_of
from assessments.queries.navigation import place_of
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden


@transaction.atomic
def leave_page(*, attempt: Attempt, number: int, by: Any) -> int:
    """Leave page ``number`` for good and return the page the student is on now. Leaving it again changes nothing.

    Raises ``Conflict`` for a page that was not reached yet, for the last one (it is submitted), and once the attempt has ended.
    """
    if attempt.enrollment.student_id != by.pk:
        raise Forbidden("Only the student can go on in this attempt.")
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=attempt.pk)
    if close_if_overdue(locked):
        raise Conflict("This attempt has ended. What was saved before the end counts.", code="attempt_ended")
    place = place_of(locked, items_of(locked))
    if number < place.number:
        return place.number
    if number > place.number or place.is_last:
        raise Conflict("There is no next page from here. Reload the page to see where you are.", code="no_next_page")
    PageLeft.objects.create(attempt=locked, number=number, left_at=now())
    return number + 1

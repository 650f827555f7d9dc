"""An earlier saved text of an answer becomes the newest one again; what it replaces stays in the history."""

from typing import Any

from django.db import transaction

from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import Attempt, AttemptItem, AttemptStep
from assessments.models.step_rows import write_steps
from assessments.queries.attempts import items_of, newest_steps
from assessments.queries.navigation import place_of
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, NotFound


@transaction.atomic
def bring_back_answer(*, item: AttemptItem, number: int, by: Any) -> int:
    """Save the answer of step ``number`` again and return the newest step's number; the one that counts already changes nothing.

    Raises ``NotFound`` for a step that is not this question's, ``Conflict`` once the attempt has ended or the question was left for good.
    """
    if item.attempt.enrollment.student_id != by.pk:
        raise Forbidden("Only the student can change this answer.")
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=item.attempt_id)
    if close_if_overdue(locked):
        raise Conflict("This attempt has ended. Answers can no longer change.", code="attempt_ended")
    if not place_of(locked, items_of(locked)).allows(item.position):
        raise Conflict("You have left this question. Its answer can no longer change.", code="page_left")
    earlier = AttemptStep.objects.filter(item=item, number=number).first()
    if earlier is None:
        raise NotFound
    if newest_steps(locked)[item.pk].response == earlier.response:
        return locked.last_step
    locked.last_step += 1
    again = {"attempt": locked, "item": item, "response": earlier.response, "received_at": now()}
    write_steps(locked, [AttemptStep(number=locked.last_step, key=f"again-{number}-{locked.last_step}", **again)])
    return locked.last_step

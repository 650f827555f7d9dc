"""Two devices gave two answers to one question: the student says which counts."""

from typing import Any

from django.db import transaction

from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import Attempt, AttemptStep, ConflictChoice, ConflictingAnswer
from assessments.models.step_rows import write_steps
from assessments.queries.attempts import items_of, newest_steps
from assessments.queries.navigation import place_of
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden


@transaction.atomic
def choose_answer(*, conflict: ConflictingAnswer, other: bool, by: Any) -> AttemptStep:
    """Make the answer that came second count (``other``), or the newest saved one stay; either is a step. Choosing again changes nothing.

    Raises ``Conflict`` once the attempt has ended or the question was left for good, whose key may be shown by then: the newest saved answer counts.
    """
    if conflict.attempt.enrollment.student_id != by.pk:
        raise Forbidden("Only the student can choose.")
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=conflict.attempt_id)
    before = ConflictChoice.objects.filter(conflict=conflict).select_related("step").first()
    if before is not None:
        return before.step
    if close_if_overdue(locked):
        raise Conflict("This attempt has ended. The answer that was saved first counts.", code="attempt_ended")
    if not place_of(locked, items_of(locked)).allows(conflict.item.position):
        raise Conflict("You have left this question. The answer that was saved first counts.", code="page_left")
    response = conflict.response if other else newest_steps(locked)[conflict.item_id].response
    locked.last_step += 1
    at = now()
    step = AttemptStep(attempt=locked, item_id=conflict.item_id, number=locked.last_step, key=f"choice-{conflict.pk}", response=response, received_at=at)
    write_steps(locked, [step])
    step = AttemptStep.objects.get(attempt=locked, number=step.number)
    ConflictChoice.objects.create(conflict=conflict, step=step, chosen_at=at)
    return step

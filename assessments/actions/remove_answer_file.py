"""A file is taken out of an answer. It stays in the vault, and the steps before still name it: nothing that was sent is lost."""

from typing import Any

from django.db import transaction

from assessments.actions.save_responses import refuse_odd_key
from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import AttemptItem, AttemptStep
from assessments.models.step_rows import write_steps
from assessments.queries.answer_files import step_of_sending
from assessments.queries.attempts import items_of, locked_attempt, newest_steps
from assessments.queries.navigation import place_of
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, NotFound
from lms.questions.api import question_types, without_file


@transaction.atomic
def remove_answer_file(*, item: AttemptItem, file: str, key: str, by: Any) -> int:
    """Save the answer without ``file`` (its public id) and return the newest step's number; a file that it does not name changes nothing.

    Raises ``Conflict`` once the attempt has ended or the question was left for good.
    """
    if item.attempt.enrollment.student_id != by.pk:
        raise Forbidden("Only the student can change this answer.")
    refuse_odd_key(key)
    if not question_types.get(item.version.type).takes_files:
        raise NotFound
    locked = locked_attempt(item.attempt_id)
    step_key = f"{key}:{item.position}"
    if step_of_sending(item, step_key) is not None:
        return locked.last_step
    if close_if_overdue(locked):
        raise Conflict("This attempt has ended. Answers can no longer change.", code="attempt_ended")
    if not place_of(locked, items_of(locked)).allows(item.position):
        raise Conflict("You have left this question. Its answer can no longer change.", code="page_left")
    newest = newest_steps(locked).get(item.pk)
    response = without_file(newest.response, file) if newest else None
    if newest is None or response == newest.response:
        return locked.last_step
    locked.last_step += 1
    again = {"attempt": locked, "item": item, "response": response, "received_at": now()}
    write_steps(locked, [AttemptStep(number=locked.last_step, key=step_key, **again)])
    return locked.last_step

"""Draft, ready, held, retired: what becomes of a question, with who, when and why."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from assessments.models import Question, QuestionBank, QuestionState
from assessments.models.question_state import put_state
from assessments.queries.question_people import other_writers_than, reviewing_own
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Forbidden, Invalid

NEXT: dict[str, tuple[str, ...]] = {
    "draft": ("ready", "retired"),
    "ready": ("draft", "held", "retired"),
    "held": ("ready", "draft", "retired"),
    "retired": ("draft",),
}


@transaction.atomic
def change_question_states(*, bank: QuestionBank, questions: Iterable[str], state: str, reason: str, by: Any) -> int:
    """Bring the questions with these public ids into ``state``; returns how many changed, and leaves alone those that are in it already.

    All or none: raises ``Invalid`` for a way that does not exist (a draft cannot be held) or a reason that is missing, and ``Forbidden`` where a person
    would mark their own writing ready although another writer of the bank could.
    """
    require(by, "assessments.write_bank", bank)
    reason = reason.strip()[:500]
    if state not in QuestionState.values:
        raise Invalid("Choose a state.")
    if state in (QuestionState.HELD, QuestionState.RETIRED) and not reason:
        raise Invalid("Say why, in a few words: whoever finds the question missing will want to know.")
    rows = bank.questions.select_for_update(of=("self",), no_key=True).filter(public_id__in=list(questions)).exclude(state=state).order_by("pk")
    changing = list(rows.select_related("entry__version"))
    _refuse_odd_ways(changing, state)
    if state == QuestionState.READY and (own := reviewing_own(changing, by)) and other_writers_than(bank, by):
        raise Forbidden(f"You wrote {', '.join(own)} yourself. Somebody else who writes in this bank marks it ready.", code="own_question")
    for question in changing:
        put_state(question, state, reason=reason, by=by.public_id)
        data = {"question": question.external_id, "before": question.state, "after": state, "reason": reason or "no reason given"}
        record_event("assessments.question_state_changed", by=by, subject_kind="question", subject_id=question.public_id, data=data)
    return len(changing)


def _refuse_odd_ways(questions: Iterable[Question], state: str) -> None:
    odd = [f"{question.external_id} is {question.get_state_display().lower()}" for question in questions if state not in NEXT[question.state]]
    if odd:
        raise Invalid(f"That is not possible: {', '.join(odd[:5])}. A {QuestionState(state).label.lower()} question comes from another state.")

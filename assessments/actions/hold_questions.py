"""Keeping questions out of draws while their law is looked at."""

from collections.abc import Iterable

from django.db import transaction

from assessments.models import Question, QuestionState
from assessments.models.question_state import put_state

HELD = "A change of law is being looked at"
FREED = "The change of law was settled"


@transaction.atomic
def hold_questions(refs: Iterable[str], held: bool) -> int:
    """Hold ready questions, or make held ones ready again; returns how many changed. Attempts already begun keep what they drew.

    Who may is asked by the case that calls this (``curriculum.actions.settle_law_change``), and its audit record names the person.
    """
    before, after = (QuestionState.READY, QuestionState.HELD) if held else (QuestionState.HELD, QuestionState.READY)
    rows = Question.objects.select_for_update(of=("self",), no_key=True).filter(public_id__in=list(refs), state=before).order_by("pk")
    changing = list(rows.select_related("entry__version"))
    for question in changing:
        put_state(question, after, reason=HELD if held else FREED, by="")
    return len(changing)

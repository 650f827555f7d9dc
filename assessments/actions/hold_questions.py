"""Keeping questions out of draws while their law is looked at."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from assessments.models import Question, QuestionState, QuestionStateChange
from assessments.models.question_state import put_state

HELD = "A change of law is being looked at"
FREED = "The change of law was settled"


@transaction.atomic
def hold_questions(refs: Iterable[str], held: bool) -> int:
    """Hold ready questions, or make ready those that this held; returns how many changed. Attempts already begun keep what they drew.

    What a person holds stays held, whatever becomes of the law.
    Who may is asked by the case that calls this (``curriculum.actions.settle_law_change``), and its audit record names the person.
    """
    questions = Question.objects.filter(public_id__in=list(refs))
    rows = questions.filter(state=QuestionState.READY) if held else _held_by_law(questions)
    changing = list(rows.select_for_update(of=("self",), no_key=True).select_related("entry__version").order_by("pk"))
    for question in changing:
        put_state(question, QuestionState.HELD if held else QuestionState.READY, reason=HELD if held else FREED, by="")
    return len(changing)


def _held_by_law(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Those whose newest change of state is a hold that this made."""
    newest = QuestionStateChange.objects.filter(question=OuterRef("pk")).order_by("-number")
    held = questions.filter(state=QuestionState.HELD)
    return held.alias(held_by=Subquery(newest.values("by")[:1]), why=Subquery(newest.values("reason")[:1])).filter(held_by="", why=HELD)

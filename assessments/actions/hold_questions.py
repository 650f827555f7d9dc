"""Keeping questions out of draws while their law is looked at."""

from collections.abc import Iterable

from django.db import transaction

from assessments.models import Question, QuestionState


@transaction.atomic
def hold_questions(refs: Iterable[str], held: bool) -> int:
    """Hold ready questions, or make held ones ready again; returns how many changed. Attempts already begun keep what they drew.

    Who may is asked by the case that calls this (``curriculum.actions.settle_law_change``).
    """
    before, after = (QuestionState.READY, QuestionState.HELD) if held else (QuestionState.HELD, QuestionState.READY)
    return Question.objects.filter(public_id__in=list(refs), state=before).update(state=after)

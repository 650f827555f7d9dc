"""Answering a practice question: it moves to another box, and nothing else comes of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from assessments.models import PracticeCard, QuestionVersion
from assessments.policies.boxes import box_after, due_on
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.questions.api import Grade, question_types


@dataclass(frozen=True)
class Practiced:
    response: dict[str, Any]
    grade: Grade
    card: PracticeCard


@transaction.atomic
def practice_question(*, version: QuestionVersion, form: dict[str, Any], name: str, today: date, by: Any) -> Practiced:
    """Grade what ``form`` says under ``name`` and keep when the question comes again. ``version`` is one that ``by`` may practice.

    Raises ``Invalid`` for a question left open, so that nobody is shown a key without having tried, and ``InvalidResponse``.
    """
    kind = question_types.get(version.type)
    content = kind.validate_content(version.content)
    response = kind.normalize(content, kind.parse(form, name))
    if not kind.is_answered(content, response):
        raise Invalid("Answer first: then you see what is right, and why.")
    grade = kind.grade(content, response)
    start = {"box": 1, "due_on": today, "last_at": now()}
    card, _ = PracticeCard.objects.select_for_update().get_or_create(student=by, question_id=version.question_id, defaults=start)
    box = box_after(card.box if card.answered else None, right=grade.is_right)
    PracticeCard.objects.filter(pk=card.pk).update(
        box=box, due_on=due_on(box, today), answered=F("answered") + 1, missed=F("missed") + (not grade.is_right), last_at=now()
    )
    card.refresh_from_db()
    return Practiced(response, grade, card)

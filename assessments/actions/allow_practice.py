"""Which banks and questions students may practice."""

from typing import Any

from django.db import transaction

from assessments.models import Question, QuestionBank
from lms.audit.api import record_event
from lms.core.access import require


@transaction.atomic
def allow_practice(*, bank: QuestionBank, allowed: bool, by: Any) -> None:
    """Open the questions of ``bank`` to practice, or close them: practice shows what is right."""
    require(by, "assessments.open_to_practice", bank)
    if bank.allows_practice == allowed:
        return
    QuestionBank.objects.filter(pk=bank.pk).update(allows_practice=allowed)
    kind = "assessments.practice_allowed" if allowed else "assessments.practice_ended"
    record_event(kind, by=by, subject_kind="bank", subject_id=bank.slug, data={"bank": bank.title})


@transaction.atomic
def keep_for_exams(*, question: Question, exam_only: bool, by: Any) -> None:
    """Never let ``question`` be practiced, whatever its bank allows; or leave it to its bank again."""
    require(by, "assessments.open_to_practice", question.bank)
    if question.exam_only == exam_only:
        return
    Question.objects.filter(pk=question.pk).update(exam_only=exam_only)
    kind = "assessments.kept_for_exams" if exam_only else "assessments.left_to_bank"
    record_event(kind, by=by, subject_kind="question", subject_id=question.public_id, data={"question": question.external_id})

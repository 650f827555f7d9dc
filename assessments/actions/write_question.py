"""An instructor writes a question."""

from typing import Any

from django.db import IntegrityError, transaction

from assessments.actions.put_question_version import put_version
from assessments.kinds.question_facts import CheckedQuestion
from assessments.models import Question, QuestionBank, QuestionState
from lms.audit.api import record_event
from lms.core.access import require
from lms.questions.api import InvalidContent


@transaction.atomic
def write_question(*, bank: QuestionBank, checked: CheckedQuestion, by: Any) -> Question:
    """A new question, a draft until somebody marks it ready; raises ``InvalidContent`` where its name is taken in the bank."""
    require(by, "assessments.write_bank", bank)
    name = checked.facts.external_id
    try:
        with transaction.atomic():
            question = Question.objects.create(bank=bank, external_id=name, category=checked.facts.category, state=QuestionState.DRAFT)
    except IntegrityError:
        raise InvalidContent("external_id: another question of this bank has this name.") from None
    put_version(question, checked, by)
    record_event("assessments.question_written", by=by, subject_kind="question", subject_id=question.public_id, data={"question": name, "bank": bank.title})
    return question

"""An instructor edits a question: a new version, and the old ones stay."""

from typing import Any

from django.db import transaction

from assessments.actions.put_question_version import facts_of, put_version
from assessments.kinds.question_facts import CheckedQuestion, check_question
from assessments.models import Question, QuestionVersion
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Conflict
from lms.questions.api import InvalidContent


@transaction.atomic
def edit_question(*, question: Question, checked: CheckedQuestion, seen: int, by: Any) -> QuestionVersion | None:
    """The new version; ``None`` where nothing that a version keeps has changed. ``seen`` is the number of the version the author began from:
    raises ``Conflict`` where a newer one was written meanwhile, ``InvalidContent`` where the new name is taken. The state stays as it is (decision 50)."""
    require(by, "assessments.write_bank", question)
    locked = Question.objects.select_for_update(of=("self",), no_key=True).get(pk=question.pk)
    newest = locked.versions.order_by("-number").values_list("number", flat=True).first()
    if newest != seen:
        raise Conflict("Somebody else has changed this question in the meantime. Both are shown below; nothing of yours is lost.", code="edited_meanwhile")
    _rename(locked, checked)
    version = put_version(locked, checked, by)
    if version is not None:
        data = {"question": locked.external_id, "number": version.number}
        record_event("assessments.question_edited", by=by, subject_kind="question", subject_id=locked.public_id, data=data)
    return version


def _rename(question: Question, checked: CheckedQuestion) -> None:
    facts = checked.facts
    if (question.external_id, question.category) == (facts.external_id, facts.category):
        return
    if Question.objects.filter(bank=question.bank_id, external_id=facts.external_id).exclude(pk=question.pk).exists():
        raise InvalidContent("external_id: another question of this bank has this name.")
    question.external_id, question.category = facts.external_id, facts.category
    question.save(update_fields=["external_id", "category"])


@transaction.atomic
def restore_version(*, version: QuestionVersion, seen: int, by: Any) -> QuestionVersion | None:
    """An old version once more, as a new one. It is checked as today's writing is; raises as ``edit_question`` does."""
    question = version.question
    facts = facts_of(version)
    kind, content = facts.pop("type"), facts.pop("content")
    checked = check_question(kind, {**facts, "external_id": question.external_id, "category": question.category, "content": content})
    return edit_question(question=question, checked=checked, seen=seen, by=by)

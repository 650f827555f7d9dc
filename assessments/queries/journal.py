"""What an attempt kept beside its answers: late ones, earlier texts, what the page noticed."""

from typing import Any

from django.db.models import QuerySet

from assessments.models import Attempt, AttemptItem, AttemptNotes, AttemptStep, ConflictingAnswer, LateAnswer
from assessments.policies.noticing import Noticed, summed
from lms.core.composed import Composed
from lms.questions.api import file_said, question_types


def noticed_of(attempt: Attempt) -> Noticed:
    """Every fact that the page sent, summed."""
    batches = AttemptNotes.objects.filter(attempt=attempt).order_by("pk").values_list("facts", flat=True)
    return summed(fact for facts in batches for fact in facts)


def late_answers_of(attempt: Attempt) -> list[LateAnswer]:
    """What arrived after the end, in order, with the decisions."""
    return _late.rows(attempt=attempt.pk)


_late = Composed(lambda attempt: LateAnswer.objects.filter(attempt=attempt).select_related("item__version", "decision").order_by("pk"), attempt=int)


def undecided_late_answers(attempts: QuerySet[Attempt]) -> QuerySet[LateAnswer]:
    """Late answers of ``attempts`` that wait for an instructor, oldest first; those of an attempt that still runs wait with it."""
    waiting = LateAnswer.objects.filter(attempt__in=attempts, attempt__submitted_at__isnull=False, decision__isnull=True)
    return waiting.select_related("attempt__enrollment__student", "attempt__assessment__marking_rules", "item__version").order_by("received_at", "pk")


def late_answer_called(late: int) -> LateAnswer | None:
    answers = LateAnswer.objects.select_related("attempt__enrollment__cohort__campus", "attempt__enrollment__student", "attempt__assessment", "item__version")
    return answers.filter(pk=late).first()


def conflict_called(conflict: int) -> ConflictingAnswer | None:
    return ConflictingAnswer.objects.select_related("attempt__enrollment__student", "attempt__assessment").filter(pk=conflict).first()


def saved_texts(item: AttemptItem) -> list[AttemptStep]:
    """Every saved answer of one question, the newest first."""
    return list(AttemptStep.objects.filter(item=item).order_by("-number"))


def in_words(version: Any, response: Any) -> str:
    """A response in one line."""
    kind = question_types.get(version.type)
    return kind.summarize(kind.validate_content(version.content), response)


def whole_text(version: Any, response: Any) -> str:
    """What was written, as it is; every other response in one line."""
    return str(response.get("text") or "") or in_words(version, response)


def in_full(version: Any, response: Any) -> str:
    """A response to its own writer: files by the names they were given, anything else whole."""
    return "\n".join(f"{file['name']} ({file_said(file)})" for file in response.get("files", ())) or whole_text(version, response)


def is_marked_by_hand(version: Any) -> bool:
    """A person gives the mark, by a rubric."""
    kind = question_types.get(version.type)
    return bool(kind.rubric(kind.validate_content(version.content)))

"""Files that were sent as answers: what they are called in the vault, and whose attempt one belongs to."""

from typing import Any
from uuid import UUID

from assessments.models import Attempt, AttemptItem, AttemptStep, LateAnswer
from assessments.queries.attempts import attempt_called
from assessments.queries.results import shown_of

ANSWER_FILE = "assessments.answer_file"  # the vault's kind of file


def key_of_file(item: AttemptItem, key: str) -> str:
    """What the vault knows a file by: the attempt, the question's place, and the name of the sending."""
    return f"{ANSWER_FILE}/{item.attempt.public_id}/{item.position}/{key}"


def attempt_of_file(file: Any) -> Attempt | None:
    kind, _, rest = (file.key or "").partition("/")
    return attempt_called(UUID(rest.partition("/")[0])) if kind == ANSWER_FILE else None


def may_read_answer_file(person: Any, file: Any) -> bool:
    """The student, during the attempt and then as long as answers are shown; who may mark the attempt, once it has ended."""
    attempt = attempt_of_file(file)
    if attempt is None:
        return False
    if attempt.enrollment.student_id == person.pk:
        return attempt.is_open or shown_of(attempt).response
    return not attempt.is_open and bool(person.has_perm("assessments.mark_attempt", attempt))


def step_of_sending(item: AttemptItem, key: str) -> AttemptStep | None:
    """The step that the sending ``key`` became."""
    return AttemptStep.objects.filter(attempt=item.attempt_id, key=key).first()


def newest_late(item: AttemptItem) -> LateAnswer | None:
    """The newest late answer that may still count: one that was declined has no part in what comes after it."""
    return LateAnswer.objects.filter(item=item).exclude(decision__accepted=False).order_by("-pk").first()


def times_sent(item: AttemptItem) -> int:
    """How often files came or went, late ones included."""
    return AttemptStep.objects.filter(item=item).count() + LateAnswer.objects.filter(item=item).count()

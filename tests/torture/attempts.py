"""What people and the clock do to attempts, as actors; and what must hold of an attempt whatever happened."""

from datetime import UTC, datetime, timedelta
from typing import Any

from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import close_if_overdue, submit_attempt
from assessments.models import AssessmentPage, Attempt, AttemptState, AttemptStep, Grade
from curriculum.models import Enrollment

PAST = timedelta(hours=1)


def _attempt(pk: int) -> Attempt:
    return Attempt.objects.select_related("assessment", "enrollment__cohort__campus", "enrollment__student").get(pk=pk)


# Actors


def start(enrollment: int) -> int:
    place = Enrollment.objects.select_related("student").get(pk=enrollment)
    return start_attempt(assessment=AssessmentPage.objects.get(slug="first-quiz"), enrollment=place, by=place.student).pk


def save(attempt: int, key: str, answers: dict[str, str]) -> dict[str, str]:
    """The answers that the browser was told are kept."""
    sitting = _attempt(attempt)
    save_responses(attempt=sitting, form=answers, key=key, by=sitting.enrollment.student)
    return answers


def submit(attempt: int) -> str:
    sitting = _attempt(attempt)
    done = submit_attempt(attempt=sitting, by=sitting.enrollment.student)
    return f"{done.public_id} {done.state} {done.submitted_at}"


def close(attempt: int) -> bool:
    return close_if_overdue(_attempt(attempt))


# The world of a round


def fresh_attempt(*, overdue: bool = False) -> Attempt:
    """A started attempt of the course's only student; what was running before is over."""
    place = Enrollment.objects.select_related("student").get()
    AssessmentPage.objects.update(attempts_allowed=30_000)
    for running in Attempt.objects.filter(state=AttemptState.IN_PROGRESS):
        submit_attempt(attempt=running, by=place.student)
    attempt = start_attempt(assessment=AssessmentPage.objects.get(slug="first-quiz"), enrollment=place, by=place.student)
    if overdue:
        Attempt.objects.filter(pk=attempt.pk).update(ends_at=datetime.now(UTC) - PAST)
    return attempt


def faults(pk: int) -> list[str]:
    """What an attempt must never be, in words; empty when all holds."""
    attempt = Attempt.objects.get(pk=pk)
    items = list(attempt.items.order_by("position"))
    numbers = list(AttemptStep.objects.filter(attempt=attempt).order_by("number").values_list("number", flat=True))
    grades = Grade.objects.filter(item__attempt=attempt)
    found = []
    if numbers != list(range(1, len(numbers) + 1)) or attempt.last_step != len(numbers):
        found.append(f"steps {numbers} where {attempt.last_step} were counted")
    if attempt.is_open and grades.exists():
        found.append("marks of an attempt that is open")
    if not attempt.is_open and sorted(grades.values_list("item", flat=True)) != sorted(item.pk for item in items):
        found.append("not one mark for each question")
    if attempt.submitted_at and AttemptStep.objects.filter(attempt=attempt, received_at__gt=attempt.submitted_at).exists():
        found.append("an answer after the end")
    return found + [f"question {item.position}: {why}" for item in items if not attempt.is_open and (why := _mark_fault(item))]


def _mark_fault(item: Any) -> str:
    """The mark must be that of the newest answer."""
    from lms.questions.api import question_types

    kind = question_types.get(item.version.type)
    content = kind.validate_content(item.version.content)
    step = item.steps.order_by("-number").first()
    should = kind.grade(content, step.response if step else kind.blank(content)).points(item.points)
    grade = item.grades.order_by("number").first()
    return "" if (grade.numerator, grade.denominator) == (should.numerator, should.denominator) else "the mark is not that of the newest answer"


def kept_answer(pk: int, position: int) -> Any:
    step = AttemptStep.objects.filter(attempt=pk, item__position=position).order_by("-number").first()
    return step.response if step else None


def steps_by_key(pk: int, key: str) -> int:
    return AttemptStep.objects.filter(attempt=pk, key__startswith=f"{key}:").count()

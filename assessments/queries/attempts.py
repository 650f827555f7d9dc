"""Attempts as they are: their items, newest answers, and when they end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet

from assessments.models import AssessmentPage, Attempt, AttemptItem, AttemptState, AttemptStep
from lms.core.clock import now


@dataclass(frozen=True)
class Window:
    """When an attempt started now would end, and why; ``refusal`` says in a sentence why none can start."""

    ends_at: datetime | None
    reason: str
    refusal: str


def attempt_called(public_id: Any) -> Attempt | None:
    return Attempt.objects.filter(public_id=public_id).select_related("assessment", "enrollment__cohort__campus", "enrollment__student").first()


def attempts_at(assessment: AssessmentPage, enrollment: Any) -> list[Attempt]:
    """The enrollment's attempts at an assessment, oldest first."""
    return list(Attempt.objects.filter(assessment=assessment, enrollment=enrollment).order_by("number"))


def window(assessment: AssessmentPage, attempts: list[Attempt], at: datetime | None = None) -> Window:
    """The effective end of an attempt started at ``at``: the earlier of the time limit and the close, shown before the start (QZ-03)."""
    at = at or now()
    if assessment.opens_at and at < assessment.opens_at:
        return Window(None, "", "This assessment has not opened yet.")
    if assessment.closes_at and at >= assessment.closes_at:
        return Window(None, "", "This assessment has closed.")
    if len(attempts) >= assessment.attempts_allowed:
        return Window(None, "", "You have used every attempt.")
    limit = at + timedelta(minutes=assessment.time_limit_minutes) if assessment.time_limit_minutes else None
    if limit and (not assessment.closes_at or limit <= assessment.closes_at):
        return Window(limit, "time limit", "")
    return Window(assessment.closes_at, "the assessment closes", "")


def is_overdue(attempt: Attempt, at: datetime | None = None) -> bool:
    """True once the effective end and its grace have passed."""
    grace = timedelta(seconds=attempt.assessment.grace_seconds)
    return attempt.state == AttemptState.IN_PROGRESS and attempt.ends_at is not None and (at or now()) > attempt.ends_at + grace


def items_of(attempt: Attempt) -> list[AttemptItem]:
    """The frozen questions in their order, with their versions; one query."""
    return list(AttemptItem.objects.filter(attempt=attempt).select_related("version").order_by("position"))


def newest_steps(attempt: Attempt) -> dict[int, AttemptStep]:
    """The newest saved answer of each item, in one query and one sub-query."""
    newest = AttemptStep.objects.filter(attempt=attempt).values("item").annotate(top=Max("pk")).values("top")
    return {step.item_id: step for step in AttemptStep.objects.filter(pk__in=newest)}


def answers_to_mark(attempts: QuerySet[Attempt]) -> QuerySet[AttemptItem]:
    """Answers of ``attempts`` that wait for a person to mark them."""
    return AttemptItem.objects.filter(attempt__in=attempts.filter(state=AttemptState.MARKING), grades__isnull=True)

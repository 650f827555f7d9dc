"""Attempts as they are: their items, newest answers, and when they end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from assessments.models import AssessmentPage, Attempt, AttemptItem, AttemptState, AttemptStep
from assessments.policies.timing import end_of
from assessments.queries.terms import Terms, usual_terms
from lms.core.clock import now
from lms.core.composed import Composed


@dataclass(frozen=True)
class Window:
    """When an attempt started now would end, and why; ``refusal`` says in a sentence why none can start, ``when`` from when one can.

    ``longer`` tells that the end is later than it would be without an accommodation.
    """

    ends_at: datetime | None
    reason: str
    refusal: str
    when: datetime | None = None
    longer: bool = False


_PEOPLE = ("assessment", "enrollment__cohort__campus", "enrollment__student")


def attempt_called(public_id: UUID) -> Attempt | None:
    return _called.first(public_id=public_id)


def locked_attempt(pk: int) -> Attempt:
    """The attempt with its people and its assessment, held until the transaction ends."""
    attempt = _locked.first(attempt=pk)
    if attempt is None:
        raise Attempt.DoesNotExist
    return attempt


def attempts_at(assessment: AssessmentPage, enrollment: Any) -> list[Attempt]:
    """The enrollment's attempts at an assessment, oldest first."""
    return _made.rows(assessment=assessment.pk, enrollment=enrollment.pk)


_called = Composed(lambda public_id: Attempt.objects.filter(public_id=public_id).select_related(*_PEOPLE), public_id=UUID)
_locked = Composed(lambda attempt: Attempt.objects.select_for_update(of=("self",)).filter(pk=attempt).select_related(*_PEOPLE), attempt=int)
_made = Composed(
    lambda assessment, enrollment: Attempt.objects.filter(assessment=assessment, enrollment=enrollment).order_by("number"), assessment=int, enrollment=int
)


def window(assessment: AssessmentPage, attempts: list[Attempt], at: datetime | None = None, terms: Terms | None = None) -> Window:
    """The effective end of an attempt started at ``at``, shown before the start (QZ-03); ``terms`` are the student's own, else the assessment's."""
    at = at or now()
    terms = terms or usual_terms(assessment)
    if not terms.is_given:
        return Window(None, "", "This assessment is for other cohorts.")
    if terms.opens_at and at < terms.opens_at:
        return Window(None, "", "This assessment has not opened yet.", terms.opens_at)
    if terms.own_close and at >= terms.own_close:
        return Window(None, "", "This assessment has closed.")
    if len(attempts) >= assessment.attempts_allowed:
        return Window(None, "", "You have used every attempt.")
    if (again := next_start(assessment, attempts)) and at < again:
        return Window(None, "", "There is some time between two attempts.", again)
    limit = timedelta(minutes=assessment.time_limit_minutes) if assessment.time_limit_minutes else None
    end, usual = end_of(at, limit, terms.closes_at, terms.allowance), end_of(at, limit, terms.closes_at)
    return Window(end.at, end.reason, "", longer=end.at != usual.at)


def next_start(assessment: AssessmentPage, attempts: list[Attempt]) -> datetime | None:
    """When the cool-down after the last attempt is over; nothing where there is none."""
    ended = [attempt.submitted_at for attempt in attempts if attempt.submitted_at]
    return max(ended) + timedelta(hours=assessment.cooldown_hours) if ended and assessment.cooldown_hours else None


def effective_end(attempt: Attempt) -> datetime | None:
    """When the attempt ends by its own clock, accommodation and break included; the grace comes on top. ``None``: no end.

    ``ends_at`` is kept true by ``actions.pause_attempt`` and ``actions.give_accommodation``: while a break lasts it holds all of the
    break that is left, so nothing else has to count it.
    """
    return attempt.ends_at


def is_overdue(attempt: Attempt, at: datetime | None = None) -> bool:
    """True once the effective end and its grace have passed."""
    return attempt.state == AttemptState.IN_PROGRESS and is_past(effective_end(attempt), attempt.assessment.grace_seconds, at)


def is_past(end: datetime | None, grace_seconds: int, at: datetime | None = None) -> bool:
    """True once an end and its grace have passed."""
    return end is not None and (at or now()) > end + timedelta(seconds=grace_seconds)


def items_of(attempt: Attempt) -> list[AttemptItem]:
    """The frozen questions in their order, with their versions; one query."""
    return _items.rows(attempt=attempt.pk)


def newest_steps(attempt: Attempt) -> dict[int, AttemptStep]:
    """The newest saved answer of each item, in one query and one sub-query."""
    return {step.item_id: step for step in _steps.rows(attempt=attempt.pk)}


def _newest_steps(attempt: int) -> QuerySet[AttemptStep]:
    newest = AttemptStep.objects.filter(attempt=attempt).values("item").annotate(top=Max("pk")).values("top")
    return AttemptStep.objects.filter(pk__in=newest)


_items = Composed(lambda attempt: AttemptItem.objects.filter(attempt=attempt).select_related("version").order_by("position"), attempt=int)
_steps = Composed(_newest_steps, attempt=int)


def answers_to_mark(attempts: QuerySet[Attempt]) -> QuerySet[AttemptItem]:
    """Answers of ``attempts`` that wait for a person to mark them."""
    return AttemptItem.objects.filter(attempt__in=attempts.filter(state=AttemptState.MARKING), grades__isnull=True)

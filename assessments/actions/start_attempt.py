"""Starting an attempt: counted on a locked row, frozen for good."""

import secrets
from typing import Any

from django.db import transaction

from assessments.models import AssessmentItem, AssessmentPage, Attempt, AttemptItem, QuestionState, QuestionVersion
from assessments.queries.attempts import attempts_at, window
from curriculum.api import require_open
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden
from lms.questions.api import question_types


@transaction.atomic
def start_attempt(*, assessment: AssessmentPage, enrollment: Any, by: Any) -> Attempt:
    """The attempt in progress, or a new one with versions, order and option order frozen.

    Raises ``Forbidden`` for somebody else's enrollment or while the page is closed to the student, and ``Conflict`` when no attempt can start, with the reason.
    """
    if enrollment.student_id != by.pk:
        raise Forbidden("Only the student can sit this assessment.")
    places = type(enrollment).objects.select_related("cohort__campus", "student")
    enrollment = places.select_for_update(of=("self",), no_key=True).get(pk=enrollment.pk)  # the count below is of a locked row (style.md, 8)
    attempts = attempts_at(assessment, enrollment)
    running = next((attempt for attempt in attempts if attempt.is_open), None)
    if running is not None:
        return running
    if not enrollment.may_study:
        raise Conflict("This enrollment has ended, so no new attempt can start.", code="not_enrolled")
    require_open(enrollment, assessment.pk)
    at = now()
    chance = window(assessment, attempts, at)
    if chance.refusal:
        raise Conflict(chance.refusal, code="no_attempt")
    number = len(attempts) + 1
    attempt = Attempt.objects.create(assessment=assessment, enrollment=enrollment, number=number, started_at=at, ends_at=chance.ends_at)
    _freeze(attempt, assessment)
    return attempt


def _freeze(attempt: Attempt, assessment: AssessmentPage) -> None:
    versions = _newest_versions(assessment)
    if not versions:
        raise Conflict("This assessment has no questions yet. Tell your instructor.", code="no_questions")
    if assessment.shuffle_questions:
        secrets.SystemRandom().shuffle(versions)
    AttemptItem.objects.bulk_create(_item(attempt, position, version, shuffle=assessment.shuffle_options) for position, version in enumerate(versions, start=1))


def _newest_versions(assessment: AssessmentPage) -> list[QuestionVersion]:
    """The newest version of each ready question, in the assessment's order."""
    order = list(
        AssessmentItem.objects.filter(page=assessment, question__state=QuestionState.READY).order_by("sort_order").values_list("question_id", flat=True)
    )
    newest: dict[int, QuestionVersion] = {}
    for version in QuestionVersion.objects.filter(question__in=order).order_by("number"):
        newest[version.question_id] = version
    return [newest[question] for question in order if question in newest]


def _item(attempt: Attempt, position: int, version: QuestionVersion, *, shuffle: bool) -> AttemptItem:
    kind = question_types.get(version.type)
    order = kind.option_order(kind.validate_content(version.content), shuffle=shuffle, seed=secrets.token_hex(8))
    return AttemptItem(attempt=attempt, position=position, version=version, option_order=order, points=version.points)

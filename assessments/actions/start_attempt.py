"""Starting an attempt: counted on a locked row, frozen for good."""

import secrets
from typing import Any

from django.db import transaction

from assessments.actions.tell_shortfall import tell_shortfall
from assessments.models import AssessmentPage, Attempt, AttemptItem, HonorAcceptance, QuestionVersion
from assessments.queries.attempts import attempts_at, window
from assessments.queries.composition import Asked, compose
from assessments.queries.release import told_during
from assessments.queries.terms import terms_of
from curriculum.api import require_open
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.failpoints import failpoint
from lms.questions.api import question_types

CANNOT_BE_ASKED = "This quiz cannot be started just now: some of its questions are not ready. Your instructors have been told. No attempt was used."


class NotEnough(Conflict):
    """The assessment cannot be asked as it is set."""

    code = "no_questions"


def start_attempt(*, assessment: AssessmentPage, enrollment: Any, by: Any, promised: str = "") -> Attempt:
    """The attempt in progress, or a new one with versions, order and option order frozen. ``promised`` is the honor statement the student accepted.

    Raises ``Forbidden`` for somebody else's enrollment or while the page is closed to the student, ``Invalid`` when the honor statement was
    not accepted as it stands, and ``Conflict`` when no attempt can start, with the reason. A quiz that cannot be asked as it is set is told to
    its instructors, once a day.
    """
    try:
        return _start(assessment, enrollment, by, promised)
    except NotEnough:
        tell_shortfall(assessment, enrollment)
        raise


def lines_of(statement: str) -> str:
    """``statement`` with plain ends of lines: every form sends them as CR LF, the author's in the editor and the student's."""
    return statement.replace("\r\n", "\n")


@transaction.atomic
def _start(assessment: AssessmentPage, enrollment: Any, by: Any, promised: str) -> Attempt:
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
    chance = window(assessment, attempts, at, terms_of(assessment, enrollment, at))
    if chance.refusal:
        raise Conflict(chance.refusal, code="no_attempt")
    promised = lines_of(promised)
    if assessment.honor_statement and promised != lines_of(assessment.honor_statement):
        raise Invalid("Read the honor statement and accept it. Then you can start.", code="honor")
    number = len(attempts) + 1
    attempt = Attempt.objects.create(
        assessment=assessment, enrollment=enrollment, number=number, started_at=at, ends_at=chance.ends_at, navigation=assessment.navigation,
        told_during=told_during(assessment),
    )  # fmt: skip
    if assessment.honor_statement:
        HonorAcceptance.objects.create(attempt=attempt, person=by.public_id, accepted_at=at, statement=promised)
    _freeze(attempt, assessment, enrollment.student_id)
    failpoint("attempt.before_start_commit")
    return attempt


def _freeze(attempt: Attempt, assessment: AssessmentPage, student_id: int) -> None:
    composed = compose(assessment, student_id, secrets.SystemRandom())
    if composed.missing or not composed.asked:
        raise NotEnough(CANNOT_BE_ASKED)
    drawn = [one.version for one in composed.asked if isinstance(one.version, int)]
    versions = QuestionVersion.objects.in_bulk(drawn) if drawn else {}
    AttemptItem.objects.bulk_create(
        _item(attempt, position, one, versions[one.version] if isinstance(one.version, int) else one.version, shuffle=assessment.shuffle_options)
        for position, one in enumerate(composed.asked, start=1)
    )


def _item(attempt: Attempt, position: int, one: Asked, version: QuestionVersion, *, shuffle: bool) -> AttemptItem:
    kind = question_types.get(version.type)
    order = kind.option_order(kind.validate_content(version.content), shuffle=shuffle, seed=secrets.token_hex(8))
    return AttemptItem(
        attempt=attempt, position=position, version=version, option_order=order, points=one.points or version.points, section=one.section,
        section_key=one.section_key,
    )  # fmt: skip

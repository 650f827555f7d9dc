"""Releasing results to a cohort: one event, and a notice to each student whose attempt is marked."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from assessments.actions.submit_attempt import close_if_overdue
from assessments.actions.tell_marking import RELEASED, released_key
from assessments.models import AssessmentPage, Attempt, AttemptState, Release, ResultRelease
from assessments.queries.release import settings_of
from assessments.queries.waiting import unreconciled
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint
from lms.notices.api import Told, notify_many

TELLING = {"marks", "key", "explanation"}  # parts that tell others what is right


@transaction.atomic
def release_results(*, assessment: AssessmentPage, cohort: Any, by: Any) -> ResultRelease:
    """Release the results of ``assessment`` to ``cohort``, once; releasing again gives the first release.

    Raises ``Forbidden``, ``Invalid`` for a cohort of another program, and ``Conflict`` while an answer of the cohort waits until two markers agree, or
    while somebody of it still sits and could be told what is right.
    """
    require(by, "assessments.release_results", cohort)
    if not assessment.path.startswith(cohort.program.path):
        raise Invalid("This cohort's program does not have the assessment.", code="other_program")
    type(cohort).objects.select_for_update(no_key=True).get(pk=cohort.pk)  # two instructors at once make one release
    before = ResultRelease.objects.filter(assessment=assessment, cohort=cohort).first()
    if before is not None:
        return before
    attempts = Attempt.objects.filter(assessment=assessment, enrollment__cohort=cohort)
    if waiting := unreconciled(attempts).count():
        raise Conflict(f"{waiting} {'answer waits' if waiting == 1 else 'answers wait'} until the two markers agree. Settle that first.", code="unreconciled")
    if TELLING & {part for part, setting in settings_of(assessment).items() if setting == Release.AFTER_RELEASE}:
        _refuse_while_sitting(attempts)
    release = ResultRelease.objects.create(assessment=assessment, cohort=cohort, released_at=now(), released_by=by.public_id)
    record_event(
        "assessments.results_released", by=by, subject_kind="assessment", subject_id=assessment.public_id, campus=cohort.campus.slug,
        data={"assessment": assessment.title, "cohort": cohort.name},
    )  # fmt: skip
    failpoint("results.before_telling")
    _tell(attempts.filter(state=AttemptState.GRADED), assessment)
    return release


def _refuse_while_sitting(attempts: QuerySet[Attempt]) -> None:
    running = attempts.filter(state=AttemptState.IN_PROGRESS).select_related("assessment")
    if sitting := sum(not close_if_overdue(attempt) for attempt in running):
        who = "1 student of the cohort still sits" if sitting == 1 else f"{sitting} students of the cohort still sit"
        raise Conflict(f"{who} this assessment and could be told what is right. Release the results when they have submitted.", code="still_sitting")


def _tell(attempts: Any, assessment: AssessmentPage) -> None:
    told = [
        Told(
            person=attempt.enrollment.student, subject_line=f"A result is released: {assessment.title}", text="You can read your result now.",
            url=reverse("attempts:result", args=[attempt.public_id]), key=released_key(attempt),
        )
        for attempt in attempts.select_related("enrollment__student").order_by("pk")
    ]  # fmt: skip
    notify_many(RELEASED, told)

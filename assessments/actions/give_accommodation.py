"""Giving a student more time, breaks or a later close; changing it; ending it. Every change is a row of its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from assessments.models import Accommodation, AssessmentPage, Attempt, AttemptState, Release
from assessments.policies.timing import end_of
from assessments.queries.pauses import is_paused, taken_by
from assessments.queries.terms import allowance_during, closed_to_everybody, present, terms_of
from curriculum.api import enrollment_called
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.wording import day
from lms.notices.api import notify

MOST_PERCENT, MOST_BREAK, MOST_LATER = 400, 600, 24 * 60
GIVEN = ("time_percent", "break_minutes", "later_close_hours", "starts_on", "ends_on")  # fields of ``Given``


@dataclass(frozen=True)
class Given:
    """What is given: ``time_percent`` of the usual time, minutes of break, hours by which the close is later, and the days on which it holds."""

    time_percent: int
    break_minutes: int
    later_close_hours: int
    starts_on: date
    ends_on: date


@transaction.atomic
def give_accommodation(*, enrollment: Any, assessment: AssessmentPage | None, given: Given, reason: str, by: Any) -> Accommodation:
    """Give ``given`` for one assessment, or for all; in place of what was given for the same and a day in common. Attempts that run are extended.

    Raises ``Invalid`` with every fault, one of them a later close than the one that has shown what is right. The student is told, without the reason.
    """
    require(by, "curriculum.manage_cohort", enrollment)
    if faults := [*_faults_of(given, reason), *_faults_about(assessment, enrollment, given)]:
        raise Invalid(*faults)
    row = add_row(enrollment, assessment, by, ended=False, reason=reason.strip(), **vars(given))
    extend_running(enrollment)
    _record("assessments.accommodation_given", row, by)
    notify(
        enrollment.student, "assessments.accommodation", subject_line="An accommodation was set for you",
        text=f"It holds for {about(assessment)} from {day(given.starts_on)} through {day(given.ends_on)}.", url="/attempts/accommodations/",
        key=f"accommodation:{row.public_id}",
    )  # fmt: skip
    return row


@transaction.atomic
def end_accommodation(*, accommodation: Accommodation, reason: str, by: Any) -> None:
    """End it now. Attempts that run keep the time they have. Ending it again, or one that was replaced, changes nothing."""
    enrollment = accommodation.enrollment
    require(by, "curriculum.manage_cohort", enrollment)
    if not reason.strip():
        raise Invalid("Say why it ends; it is kept with the accommodation.")
    type(enrollment).objects.select_for_update(no_key=True).get(pk=enrollment.pk)
    if accommodation not in present(Accommodation.objects.filter(enrollment=enrollment)):
        return
    row = add_row(enrollment, accommodation.assessment, by, ended=True, reason=reason.strip(), **{name: getattr(accommodation, name) for name in GIVEN})
    _record("assessments.accommodation_ended", row, by)


def _faults_of(given: Given, reason: str) -> list[str]:
    faults = []
    if not 100 <= given.time_percent <= MOST_PERCENT:
        faults.append(f"Time is from 100 to {MOST_PERCENT} percent of the usual.")
    if not 0 <= given.break_minutes <= MOST_BREAK:
        faults.append(f"Breaks are from 0 to {MOST_BREAK} minutes.")
    if not 0 <= given.later_close_hours <= MOST_LATER:
        faults.append(f"The close can be up to {MOST_LATER} hours later.")
    if (given.time_percent, given.break_minutes, given.later_close_hours) == (100, 0, 0):
        faults.append("Give more time, breaks, or a later close.")
    if given.ends_on < given.starts_on:
        faults.append("The last day comes before the first one.")
    if not reason.strip():
        faults.append("Say why. The student and the coordinators of the campus can read it, nobody else.")
    return faults


def _faults_about(assessment: AssessmentPage | None, enrollment: Any, given: Given) -> list[str]:
    if assessment is None:
        return []
    if not assessment.path.startswith(enrollment.cohort.program.path):
        return ["Choose an assessment of the student's program."]
    if given.later_close_hours and Release.AFTER_CLOSE in (assessment.show_key, assessment.show_explanation) and closed_to_everybody(assessment, now()):
        return ["It has closed to everybody, and what is right is shown. A later close would come too late."]
    return []


def add_row(enrollment: Any, assessment: Any, by: Any, **facts: Any) -> Accommodation:
    """The next row of a place."""
    type(enrollment).objects.select_for_update(no_key=True).get(pk=enrollment.pk)  # numbers are counted on a locked row
    top = Accommodation.objects.filter(enrollment=enrollment).aggregate(top=Max("number"))["top"] or 0
    return Accommodation.objects.create(enrollment=enrollment, assessment=assessment, number=top + 1, given_by=by, given_at=now(), **facts)


def extend_running(enrollment: Any) -> None:
    """The end of attempts that run now, counted anew; never earlier than it was."""
    running = Attempt.objects.select_for_update(of=("self",)).filter(enrollment=enrollment, state=AttemptState.IN_PROGRESS, ends_at__isnull=False)
    for attempt in running.select_related("assessment"):
        at = now()
        if attempt.ends_at is None or at > attempt.ends_at + timedelta(seconds=attempt.assessment.grace_seconds):
            continue  # it has ended; whoever looks next closes it
        terms = terms_of(attempt.assessment, enrollment, attempt.started_at)
        paused = taken_by(attempt, attempt.paused_until if attempt.paused_until and is_paused(attempt, at) else at)
        limit = timedelta(minutes=attempt.assessment.time_limit_minutes) if attempt.assessment.time_limit_minutes else None
        allowance = allowance_during(attempt, enrollment.cohort.campus.time_zone, at)
        end = end_of(attempt.started_at, limit, terms.closes_at, allowance, paused).at
        if end and end > attempt.ends_at:
            attempt.ends_at = end
            attempt.save(update_fields=["ends_at"])


def _record(kind: str, row: Accommodation, by: Any) -> None:
    """Who, when and for what; never what was given or why, which may tell of an illness."""
    enrollment = enrollment_called(row.enrollment.public_id)
    assert enrollment is not None
    record_event(
        kind, by=by, subject_kind="enrollment", subject_id=enrollment.public_id, campus=enrollment.cohort.campus.slug,
        data={"student": enrollment.student.display_name, "about": about(row.assessment)},
    )  # fmt: skip


def about(assessment: AssessmentPage | None) -> str:
    """What an accommodation is for, in words."""
    return f"“{assessment.title}”" if assessment else "every quiz"

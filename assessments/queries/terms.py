"""What holds for one student at one assessment: the times of their cohort, and what they are allowed besides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from assessments.models import Accommodation, AssessmentPage, CohortWindow
from assessments.policies.timing import NO_ALLOWANCE, Allowance, close_for
from lms.core.clock import local_date, now


@dataclass(frozen=True)
class Terms:
    """``closes_at`` is the cohort's close, before the allowance; ``is_given`` is false where only other cohorts may sit it."""

    opens_at: datetime | None
    closes_at: datetime | None
    allowance: Allowance = NO_ALLOWANCE
    is_given: bool = True

    @property
    def own_close(self) -> datetime | None:
        """When it closes to this student."""
        return close_for(self.closes_at, self.allowance)


def usual_terms(assessment: AssessmentPage) -> Terms:
    """What the assessment says of itself, for everybody."""
    return Terms(assessment.opens_at, assessment.closes_at)


def terms_of(assessment: AssessmentPage, enrollment: Any, at: datetime | None = None) -> Terms:
    """Two queries. A cohort's own time takes the place of the assessment's; one it does not set is the assessment's."""
    window = CohortWindow.objects.filter(cohort=enrollment.cohort_id, assessment=assessment).first()
    day = local_date(at or now(), enrollment.cohort.campus.time_zone)
    return Terms(
        window.opens_at if window and window.opens_at else assessment.opens_at,
        window.closes_at if window and window.closes_at else assessment.closes_at,
        allowance_of(enrollment.pk, assessment.pk, day),
        bool(window) or not assessment.limited_to_cohorts,
    )


def allowance_of(enrollment_id: int, assessment_id: int, day: date) -> Allowance:
    """What the student is allowed at the assessment on a day: the better of what holds for it and what holds for all."""
    rows = Accommodation.objects.filter(Q(assessment=None) | Q(assessment=assessment_id), enrollment=enrollment_id)
    allowance = NO_ALLOWANCE
    for row in present(rows):
        if row.starts_on <= day <= row.ends_on:
            allowance = allowance.joined_with(_allowance(row))
    return allowance


def present(rows: Iterable[Accommodation]) -> list[Accommodation]:
    """The rows that hold: the newest for each student and assessment, unless it ended."""
    newest: dict[tuple[int, int | None], Accommodation] = {}
    for row in sorted(rows, key=lambda row: row.number):
        newest[row.enrollment_id, row.assessment_id] = row
    return [row for row in newest.values() if not row.ended]


def _allowance(row: Accommodation) -> Allowance:
    return Allowance(row.time_percent, timedelta(minutes=row.break_minutes), timedelta(hours=row.later_close_hours))


def closed_to_everybody(assessment: AssessmentPage, at: datetime) -> bool:
    """Whether nobody can begin or still be at it: past the close of every cohort and every accommodation, and no attempt runs that will end later.

    False where it does not close for somebody.
    """
    windows = list(CohortWindow.objects.filter(assessment=assessment).values_list("closes_at", flat=True))
    closes = [own or assessment.closes_at for own in windows] + ([] if assessment.limited_to_cohorts and windows else [assessment.closes_at])
    latest = max((close for close in closes if close), default=None)
    if latest is None or None in closes or latest > at:
        return False
    if assessment.attempts.filter(state="in_progress", ends_at__gte=at - timedelta(seconds=assessment.grace_seconds)).exists():
        return False
    return latest + _latest_allowed(assessment) <= at


def _latest_allowed(assessment: AssessmentPage) -> timedelta:
    """The longest later close that anybody has; a date on which it does not hold any more makes no difference here."""
    above = [assessment.path[:end] for end in range(assessment.steplen, len(assessment.path), assessment.steplen)]
    rows = Accommodation.objects.filter(Q(assessment=assessment) | Q(assessment=None, enrollment__cohort__program__path__in=above))
    return timedelta(hours=max((row.later_close_hours for row in present(rows)), default=0))

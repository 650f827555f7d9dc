"""What holds for one student at one assessment: the times of their cohort, and what they are allowed besides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q

from assessments.models import Accommodation, AssessmentPage, Attempt, CohortWindow
from assessments.policies.timing import NO_ALLOWANCE, Allowance, close_for
from lms.core.clock import local_date, now
from lms.core.composed import Composed


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


_window = Composed(lambda cohort, assessment: CohortWindow.objects.filter(cohort=cohort, assessment=assessment), cohort=int, assessment=int)
_accommodations = Composed(
    lambda enrollment, assessment: Accommodation.objects.filter(Q(assessment=None) | Q(assessment=assessment), enrollment=enrollment),
    enrollment=int, assessment=int,
)  # fmt: skip


def usual_terms(assessment: AssessmentPage) -> Terms:
    """What the assessment says of itself, for everybody."""
    return Terms(assessment.opens_at, assessment.closes_at)


def terms_of(assessment: AssessmentPage, enrollment: Any, at: datetime | None = None) -> Terms:
    """Two queries. A cohort's own time takes the place of the assessment's; one it does not set is the assessment's."""
    window = _window.first(cohort=enrollment.cohort_id, assessment=assessment.pk)
    day = local_date(at or now(), enrollment.cohort.campus.time_zone)
    return Terms(
        window.opens_at if window and window.opens_at else assessment.opens_at,
        window.closes_at if window and window.closes_at else assessment.closes_at,
        allowance_of(enrollment.pk, assessment.pk, day),
        bool(window) or not assessment.limited_to_cohorts,
    )


def allowance_of(enrollment_id: int, assessment_id: int, day: date) -> Allowance:
    """What the student is allowed at the assessment on a day: the better of what holds for it and what holds for all."""
    allowance = NO_ALLOWANCE
    for row in present(_accommodations.rows(enrollment=enrollment_id, assessment=assessment_id)):
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
    """Whether nobody can begin it or still be at it."""
    return assessment.pk in closed_pages([assessment], at)


def closed_pages(assessments: Iterable[AssessmentPage], at: datetime) -> set[int]:
    """Which are closed to everybody: past the close of every cohort and every accommodation, and no attempt runs that will end later.

    Three queries however many; one that does not close for somebody is never among them.
    """
    latest = {page.pk: (page, close) for page in assessments if (close := page.closes_at) is None or close <= at}
    own: dict[int, list[datetime | None]] = {pk: [] for pk in latest}
    for pk, close in CohortWindow.objects.filter(assessment__in=latest).values_list("assessment", "closes_at"):
        own[pk].append(close)
    past: dict[int, datetime] = {}
    for pk, (page, usual) in latest.items():
        closes = [close or usual for close in own[pk]] + ([] if page.limited_to_cohorts and own[pk] else [usual])
        if known := [close for close in closes if close is not None and close <= at]:
            past |= {pk: max(known)} if len(known) == len(closes) else {}
    later = _latest_allowed([latest[pk][0] for pk in past])
    ended = {pk for pk, close in past.items() if close + later[pk] <= at}
    return ended - _running([latest[pk][0] for pk in ended], at)


def _running(pages: list[AssessmentPage], at: datetime) -> set[int]:
    """Those at which somebody still sits, grace included."""
    running: Any = Attempt.objects.filter(assessment__in=pages, state="in_progress", ends_at__isnull=False).values_list("assessment", "ends_at")
    grace = {page.pk: timedelta(seconds=page.grace_seconds) for page in pages}
    return {pk for pk, end in running if end + grace[pk] >= at} if pages else set()


def _latest_allowed(pages: list[AssessmentPage]) -> dict[int, timedelta]:
    """The longest later close that anybody has at each; whether it holds on the day makes no difference here."""
    if not pages:
        return {}
    above = {page.pk: {page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)} for page in pages}
    of_program = Q(assessment=None, enrollment__cohort__program__path__in=set().union(*above.values()))
    rows = Accommodation.objects.filter(Q(assessment__in=pages) | of_program).annotate(program=F("enrollment__cohort__program__path"))
    found: list[Any] = present(rows)
    hours = {
        pk: max((row.later_close_hours for row in found if row.assessment_id == pk or (not row.assessment_id and row.program in paths)), default=0)
        for pk, paths in above.items()
    }
    return {pk: timedelta(hours=number) for pk, number in hours.items()}

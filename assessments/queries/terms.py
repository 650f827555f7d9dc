"""What holds for one student at one assessment: the times of their cohort, and what they are allowed besides."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Max, Q

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


def allowance_during(attempt: Attempt, zone: str, at: datetime) -> Allowance:
    """What holds for an attempt that runs: the better of the day it began and of today, for midnight takes nothing away."""
    allowance = NO_ALLOWANCE
    for day in {local_date(attempt.started_at, zone), local_date(at, zone)}:
        allowance = allowance.joined_with(allowance_of(attempt.enrollment_id, attempt.assessment_id, day))
    return allowance


def present(rows: Iterable[Accommodation]) -> list[Accommodation]:
    """The rows that hold, each on its days: those that no later one took the place of, and that did not end."""
    return [row for row in standing(rows) if not row.ended]


def standing(rows: Iterable[Accommodation]) -> list[Accommodation]:
    """The last word on every day, ends among them. A row takes the place of earlier ones of the student and assessment that share a day with it."""
    left: list[Accommodation] = []
    for row in sorted(rows, key=lambda row: row.number):
        left = [earlier for earlier in left if not _replaces(row, earlier)] + [row]
    return left


def _replaces(row: Accommodation, earlier: Accommodation) -> bool:
    return row.enrollment_id == earlier.enrollment_id and shares_days(row, earlier)


def shares_days(row: Accommodation, other: Accommodation) -> bool:
    """Whether two rows are about the same assessment (or both about all) and about a day that they have in common."""
    return row.assessment_id == other.assessment_id and row.starts_on <= other.ends_on and other.starts_on <= row.ends_on


def _allowance(row: Accommodation) -> Allowance:
    return Allowance(row.time_percent, timedelta(minutes=row.break_minutes), timedelta(hours=row.later_close_hours))


def closed_to_everybody(assessment: AssessmentPage, at: datetime) -> bool:
    """Whether nobody can begin it or still be at it."""
    return assessment.pk in closed_pages([assessment], at)


def closed_pages(assessments: Iterable[AssessmentPage], at: datetime) -> set[int]:
    """Which are closed to everybody: past the close of every cohort and every accommodation, and no attempt runs that will end later.

    Three queries however many; one that does not close for somebody is never among them. A later close that is given once all was closed does not
    open it again; only while somebody sits by it what is right is hidden.
    """
    pages = {page.pk: page for page in assessments}
    ended = {pk for pk, close in _last_closes(pages.values(), at).items() if close <= at}
    return ended - _running([pages[pk] for pk in ended], at)


def closed_since(assessment: AssessmentPage, at: datetime) -> datetime | None:
    """Since when it is closed to everybody: the last close, or the last attempt that ran on. ``None`` while it is not."""
    if not closed_to_everybody(assessment, at):
        return None
    close = _last_closes([assessment], at)[assessment.pk]
    ran_on = Attempt.objects.filter(assessment=assessment, submitted_at__gt=close)
    return ran_on.aggregate(last=Max("submitted_at"))["last"] or close


def _last_closes(assessments: Iterable[AssessmentPage], at: datetime) -> dict[int, datetime]:
    """The close to everybody, accommodations included, of those that are past the close of every cohort; two queries."""
    latest = {page.pk: (page, close) for page in assessments if (close := page.closes_at) is None or close <= at}
    own: dict[int, list[datetime | None]] = {pk: [] for pk in latest}
    for pk, close in CohortWindow.objects.filter(assessment__in=latest).values_list("assessment", "closes_at"):
        own[pk].append(close)
    past: dict[int, datetime] = {}
    for pk, (page, usual) in latest.items():
        closes = [close or usual for close in own[pk]] + ([] if page.limited_to_cohorts and own[pk] else [usual])
        if known := [close for close in closes if close is not None and close <= at]:
            past |= {pk: max(known)} if len(known) == len(closes) else {}
    return _with_later_closes([latest[pk][0] for pk in past], past)


def _running(pages: list[AssessmentPage], at: datetime) -> set[int]:
    """Those at which somebody still sits: until their end, grace included, or without one until they submit."""
    if not pages:
        return set()
    running: Any = Attempt.objects.filter(assessment__in=pages, state="in_progress").values_list("assessment", "ends_at")
    grace = {page.pk: timedelta(seconds=page.grace_seconds) for page in pages}
    return {pk for pk, end in running if end is None or end + grace[pk] >= at}


def _with_later_closes(pages: list[AssessmentPage], closes: Mapping[int, datetime]) -> dict[int, datetime]:
    """``closes`` with the longest later close that anybody was given before it was closed to all; whether it holds on the day makes no difference."""
    if not pages:
        return {}
    above = {page.pk: {page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)} for page in pages}
    of_program = Q(assessment=None, enrollment__cohort__program__path__in=set().union(*above.values()))
    rows = Accommodation.objects.filter(Q(assessment__in=pages) | of_program).annotate(program=F("enrollment__cohort__program__path"))
    found: list[Any] = sorted(rows, key=lambda row: row.given_at)
    held = {row.pk for row in present(found)}
    return {
        pk: _later_close(closes[pk], [row for row in found if row.assessment_id == pk or (not row.assessment_id and row.program in paths)], held)
        for pk, paths in above.items()
    }


def _later_close(close: datetime, rows: Iterable[Accommodation], held: Set[int]) -> datetime:
    """``close`` with the later closes of ``rows``, in the order in which they were given, as far as they hold: none that came when all was closed."""
    last = open_until = close
    for row in rows:
        if not row.ended and row.given_at <= open_until:
            own = close + timedelta(hours=row.later_close_hours)
            open_until = max(open_until, own)
            last = max(last, own) if row.pk in held else last
    return last

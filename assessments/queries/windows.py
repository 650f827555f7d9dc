"""What coordinators and instructors set for a cohort: its quizzes with their times, and accommodations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from assessments.models import Accommodation, AssessmentPage, CohortWindow
from assessments.queries.results import assessments_of
from assessments.queries.terms import present, standing


def quizzes_of(cohort: Any) -> list[AssessmentPage]:
    """The published assessments of the cohort's program, in the order of the outline."""
    return assessments_of(cohort.program)


@dataclass
class QuizTimes:
    """One row of the page: ``given`` is true as well where everybody may sit the quiz and the cohort has no times of its own."""

    page: AssessmentPage
    given: bool
    opens_at: datetime | None
    closes_at: datetime | None


def quiz_times(cohort: Any) -> list[QuizTimes]:
    windows = {row.assessment_id: row for row in CohortWindow.objects.filter(cohort=cohort)}
    rows = []
    for page in quizzes_of(cohort):
        window = windows.get(page.pk)
        rows.append(QuizTimes(page, window is not None, window.opens_at if window else None, window.closes_at if window else None))
    return rows


def accommodations(of: QuerySet[Accommodation]) -> QuerySet[Accommodation]:
    people = ("enrollment__student", "enrollment__cohort__campus", "assessment", "given_by", "carried_from__enrollment__cohort")
    return of.select_related(*people).order_by("enrollment", "number")


@dataclass(frozen=True)
class Held:
    """One accommodation that holds, with the rows before it."""

    row: Accommodation
    earlier: list[Accommodation]


def held(rows: list[Accommodation]) -> list[Held]:
    """What holds, each with its history; by student and then for all quizzes before single ones."""
    now_held = sorted(present(rows), key=lambda row: (row.enrollment.student.legal_name, row.enrollment_id, row.assessment_id or 0))
    return [Held(one, [row for row in rows if _same(row, one) and row.number < one.number and row not in now_held]) for one in now_held]


def held_in_places(rows: list[Accommodation]) -> list[Held]:
    """The same, of places that were not left: what went along to another place is told there."""
    return [one for one in held(rows) if one.row.enrollment.state != "withdrawn"]


def ended(rows: list[Accommodation]) -> list[Accommodation]:
    """What was ended and not given anew."""
    return [row for row in standing(rows) if row.ended]


def _same(row: Accommodation, other: Accommodation) -> bool:
    return (row.enrollment_id, row.assessment_id) == (other.enrollment_id, other.assessment_id)


def accommodations_in(cohort: Any) -> list[Accommodation]:
    """Every row of a cohort's students, withdrawn ones too."""
    return list(accommodations(Accommodation.objects.filter(enrollment__cohort=cohort)))


def accommodations_of(student: Any) -> list[Accommodation]:
    """One's own, in every place."""
    return list(accommodations(Accommodation.objects.filter(enrollment__student=student)))


def accommodation_called(public_id: str) -> Accommodation | None:
    return accommodations(Accommodation.objects.filter(public_id=public_id)).first()

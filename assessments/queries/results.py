"""Results of assessments: exact points, the counting attempt, and whether it passed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from assessments.models import AssessmentPage, Attempt, AttemptItem, AttemptState, Grade


@dataclass(frozen=True)
class AttemptScore:
    """One graded attempt. ``percent`` is rounded down for showing; ``passed`` compares exactly."""

    attempt: str
    enrollment_id: int
    assessment_id: int
    points: Fraction
    maximum: int
    passed: bool
    submitted_at: datetime

    @property
    def percent(self) -> int:
        return int(self.points * 100 / self.maximum) if self.maximum else 0


def required_assessments(program: Any) -> list[AssessmentPage]:
    """The published assessments that the program's certificate needs passed, in outline order."""
    return list(AssessmentPage.objects.descendant_of(program).live().filter(required=True).order_by("path"))


def assessments_of(program: Any) -> list[AssessmentPage]:
    """Every published assessment of a program, in outline order."""
    return list(AssessmentPage.objects.descendant_of(program).live().order_by("path"))


def scores_of_enrollments(enrollment_ids: list[int]) -> list[AttemptScore]:
    """Every graded attempt's score, in three queries however many there are."""
    attempts = Attempt.objects.filter(enrollment__in=enrollment_ids, state=AttemptState.GRADED).select_related("assessment").order_by("pk")
    items = defaultdict(list)
    for pk, attempt_id, points in AttemptItem.objects.filter(attempt__in=attempts).values_list("pk", "attempt_id", "points"):
        items[attempt_id].append((pk, points))
    grades = newest_grades(attempts)
    return [_score(attempt, items[attempt.pk], grades) for attempt in attempts]


def newest_grades(attempts: Any) -> dict[int, Fraction]:
    """Points of the counting grade of each item of ``attempts``."""
    rows = Grade.objects.filter(item__attempt__in=attempts).order_by("number")  # a later grade of an item replaces the earlier one
    return {row.item_id: Fraction(row.numerator, row.denominator) for row in rows}


def _score(attempt: Attempt, items: list[tuple[int, int]], grades: dict[int, Fraction]) -> AttemptScore:
    points = sum((grades.get(pk, Fraction(0)) for pk, _ in items), Fraction(0))
    maximum = sum(worth for _, worth in items)
    passed = maximum > 0 and points * 100 >= attempt.assessment.pass_percent * maximum
    assert attempt.submitted_at is not None  # held by the database for a graded attempt
    return AttemptScore(str(attempt.public_id), attempt.enrollment_id, attempt.assessment_id, points, maximum, passed, attempt.submitted_at)


def best_scores(enrollment_ids: list[int]) -> dict[tuple[int, int], AttemptScore]:
    """The best graded attempt by (enrollment, assessment); of equals the earliest counts."""
    best: dict[tuple[int, int], AttemptScore] = {}
    for score in scores_of_enrollments(enrollment_ids):
        key = (score.enrollment_id, score.assessment_id)
        if key not in best or score.points * best[key].maximum > best[key].points * score.maximum:
            best[key] = score
    return best


def passed_by_enrollment(cohort: Any) -> dict[int, set[int]]:
    """Assessments passed, by enrollment of the cohort."""
    passed: dict[int, set[int]] = defaultdict(set)
    enrollment_ids = list(cohort.enrollments.values_list("pk", flat=True))
    for score in scores_of_enrollments(enrollment_ids):
        if score.passed:
            passed[score.enrollment_id].add(score.assessment_id)
    return dict(passed)

"""Results of assessments: exact points, the counting attempt, and whether it passed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from assessments.models import AssessmentPage, Attempt, AttemptItem, AttemptState, Grade
from assessments.queries.release import Shown, shown_parts
from curriculum.api import counted_for
from lms.core.composed import Composed


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
    """Every graded attempt's score, in one query however many there are."""
    return [_score(rows) for rows in _by_attempt(_items(Q(attempt__enrollment__in=enrollment_ids))) if rows[0]["attempt__state"] == AttemptState.GRADED]


def standing_of(enrollment_id: int) -> tuple[set[int], list[AttemptScore]]:
    """The assessments that an enrollment has an open attempt at, and its graded attempts; one query for both."""
    attempts = _by_attempt(_of_enrollment.rows(enrollment=enrollment_id))
    running = {rows[0]["attempt__assessment_id"] for rows in attempts if rows[0]["attempt__state"] == AttemptState.IN_PROGRESS}
    return running, [_score(rows) for rows in attempts if rows[0]["attempt__state"] == AttemptState.GRADED]


def shown_of(attempt: Attempt) -> Shown:
    """What of an attempt its student may see now."""
    scores = [score for score in scores_of_enrollments([attempt.enrollment_id]) if score.assessment_id == attempt.assessment_id]
    made = Attempt.objects.filter(enrollment=attempt.enrollment_id, assessment=attempt.assessment_id).count()
    return shown_parts(attempt, passed=any(score.passed for score in scores), attempts_made=made)


def _items(of: Q) -> QuerySet[AttemptItem, Any]:
    """The items of some attempts, oldest attempt first, with what a score needs: the item's points and its newest grade."""
    newest = Grade.objects.filter(item=OuterRef("pk")).order_by("-number")  # a later grade of an item replaces the earlier one
    return (
        AttemptItem.objects.filter(of)
        .annotate(numerator=Subquery(newest.values("numerator")[:1]), denominator=Subquery(newest.values("denominator")[:1]))
        .order_by("attempt_id", "position")
        .values(
            "attempt_id", "attempt__public_id", "attempt__enrollment_id", "attempt__assessment_id", "attempt__assessment__pass_percent",
            "attempt__state", "attempt__submitted_at", "points", "numerator", "denominator",
        )
    )  # fmt: skip


_of_enrollment = Composed(lambda enrollment: _items(Q(attempt__enrollment=enrollment)), enrollment=int)


def _by_attempt(items: Iterable[dict[str, Any]]) -> list[list[Any]]:
    return [list(group) for _, group in groupby(items, key=itemgetter("attempt_id"))]


def newest_grades(attempts: Any) -> dict[int, Fraction]:
    """Points of the counting grade of each item of ``attempts``."""
    rows = Grade.objects.filter(item__attempt__in=attempts).order_by("number")  # a later grade of an item replaces the earlier one
    return {row.item_id: Fraction(row.numerator, row.denominator) for row in rows}


def _score(items: list[Any]) -> AttemptScore:
    points = sum((Fraction(item["numerator"], item["denominator"]) for item in items if item["numerator"] is not None), Fraction(0))
    maximum = sum(item["points"] for item in items)
    attempt = items[0]
    passed = maximum > 0 and points * 100 >= attempt["attempt__assessment__pass_percent"] * maximum
    assert attempt["attempt__submitted_at"] is not None  # held by the database for a graded attempt
    return AttemptScore(
        str(attempt["attempt__public_id"]), attempt["attempt__enrollment_id"], attempt["attempt__assessment_id"], points, maximum, passed,
        attempt["attempt__submitted_at"],
    )  # fmt: skip


def best_scores(enrollment_ids: list[int]) -> dict[tuple[int, int], AttemptScore]:
    """The best graded attempt by (enrollment, assessment); of equals the earliest counts."""
    return best_of(scores_of_enrollments(enrollment_ids))


def best_of(scores: list[AttemptScore]) -> dict[tuple[int, int], AttemptScore]:
    """The best of ``scores``, oldest first, by (enrollment, assessment)."""
    best: dict[tuple[int, int], AttemptScore] = {}
    for score in scores:
        key = (score.enrollment_id, score.assessment_id)
        if key not in best or score.points * best[key].maximum > best[key].points * score.maximum:
            best[key] = score
    return best


def passed_by_enrollment(cohort: Any) -> dict[int, set[int]]:
    """Assessments passed, by enrollment of the cohort, here or in a place the student moved from."""
    passed: dict[int, set[int]] = defaultdict(set)
    holders = {place.pk: held for place, held in counted_for(cohort.enrollments.select_related("cohort")).items()}
    for score in scores_of_enrollments(list(holders)):
        if score.passed:
            for holder in holders[score.enrollment_id]:
                passed[holder.pk].add(score.assessment_id)
    return dict(passed)

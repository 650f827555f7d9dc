"""A student's own results: every attempt as far as it is released, what counts and why, and what came from elsewhere."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q

from assessments.models import Attempt, AttemptState, ImportedResult
from assessments.queries.gradebook import Book, Cell, book_of, exemptions_of, line_of
from assessments.queries.release import shown_parts
from assessments.queries.results import AttemptScore, best_scores, scores_of_enrollments
from assessments.statistics.overall import Overall
from curriculum.api import counted_for, enrollments_of


@dataclass(frozen=True)
class OwnAttempt:
    """``score`` only where it is released; ``is_counted``: it is the one that counts."""

    attempt: Attempt
    score: AttemptScore | None
    is_counted: bool
    may_review: bool


@dataclass(frozen=True)
class OwnPlace:
    """A program one studies: a cell for each assessment with its attempts, the overall result of what is released, and what groups drop."""

    enrollment: Any
    rows: list[tuple[Cell, list[OwnAttempt]]]
    overall: Overall
    drops: dict[str, int]


def own_places(student: Any) -> list[OwnPlace]:
    """One’s places, the newest first."""
    places = list(enrollments_of(student))
    holders = counted_for(places)
    keys = [place.pk for place in holders]
    shown = _shown(keys)
    counting = {score.attempt for score in best_scores(keys).values()}
    exempt = exemptions_of(places)
    return [_place(book_of(place.cohort), place, [one.pk for one, held in holders.items() if place in held], shown, counting, exempt) for place in places]


def _shown(keys: list[int]) -> list[OwnAttempt]:
    """Every attempt that is over, oldest first, with its score where its release says so."""
    attempts = list(Attempt.objects.filter(enrollment__in=keys).select_related("assessment", "enrollment__cohort").order_by("pk"))
    scores = scores_of_enrollments(keys)
    by_attempt = {score.attempt: score for score in scores}
    passed = {(score.enrollment_id, score.assessment_id) for score in scores if score.passed}
    made = Counter((attempt.enrollment_id, attempt.assessment_id) for attempt in attempts)
    found = []
    for attempt in attempts:
        if attempt.state != AttemptState.IN_PROGRESS:
            key = (attempt.enrollment_id, attempt.assessment_id)
            parts = shown_parts(attempt, passed=key in passed, attempts_made=made[key])
            score = by_attempt.get(str(attempt.public_id)) if parts.score else None
            found.append(OwnAttempt(attempt, score, False, parts.response or parts.marks))
    return found


def _place(book: Book, place: Any, keys: list[int], shown: list[OwnAttempt], counting: set[str], exempt: dict[Any, Any]) -> OwnPlace:
    mine = [one for one in shown if one.attempt.enrollment_id in keys]
    best: dict[tuple[int, int], AttemptScore] = {}
    for one in mine:
        if one.score and one.score.attempt in counting:
            key = (place.pk, one.attempt.assessment_id)
            if key not in best or _share(one.score) > _share(best[key]):
                best[key] = one.score
    line = line_of(book, place, best, exempt)
    counted = {score.attempt for score in best.values()}
    rows = []
    for cell in line.cells:
        attempts = [one for one in mine if one.attempt.assessment_id == cell.activity.page.pk]
        rows.append((cell, [OwnAttempt(one.attempt, one.score, str(one.attempt.public_id) in counted, one.may_review) for one in attempts]))
    return OwnPlace(place, rows, line.overall, book.drops)


def _share(score: AttemptScore) -> Fraction:
    return score.points / score.maximum if score.maximum else Fraction(0)


def imported_results(student: Any) -> list[ImportedResult]:
    """What django-quiz-app kept about the student: known by their e-mail address, when it was imported or now."""
    mine = Q(student=student) | Q(student=None, email=student.email.lower())
    return list(ImportedResult.objects.filter(mine).select_related("bank").order_by("bank", "pk"))

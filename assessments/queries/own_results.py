"""A student's own results: every attempt as far as it is released, what counts and why, and what came from elsewhere."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from assessments.models import Attempt, AttemptState, ImportedResult
from assessments.policies.passing import AVERAGE
from assessments.queries.gradebook import Book, Cell, book_of, exemptions_of, line_of
from assessments.queries.release import parts_shown
from assessments.queries.results import AttemptScore, best_of, holders_of, scores_of_enrollments
from assessments.statistics.overall import Overall
from curriculum.api import enrollments_of


@dataclass(frozen=True)
class OwnAttempt:
    """``score`` only where it is released; ``is_counted``: it is the one that counts; ``shows_answers``: the student may read again what they answered."""

    attempt: Attempt
    score: AttemptScore | None
    is_counted: bool
    may_review: bool
    shows_answers: bool


@dataclass(frozen=True)
class OwnPlace:
    """A program one studies: a cell for each assessment with its attempts, the overall result of what is released, and what groups drop."""

    enrollment: Any
    rows: list[tuple[Cell, list[OwnAttempt]]]
    overall: Overall
    drops: dict[str, int]

    @property
    def begun(self) -> list[tuple[Cell, list[OwnAttempt]]]:
        """Those with something to tell: sat, exempt, or of no weight."""
        return [(cell, attempts) for cell, attempts in self.rows if attempts or cell.status != "open"]

    @property
    def ahead(self) -> list[Cell]:
        """Those that were not sat yet."""
        return [cell for cell, attempts in self.rows if not attempts and cell.status == "open"]


def own_places(student: Any) -> list[OwnPlace]:
    """One’s places, the newest first."""
    places = list(enrollments_of(student))
    holders = holders_of(places)
    scores = scores_of_enrollments(list(holders))
    shown, counted, exempt = _shown(list(holders), scores), best_of(scores, holders), exemptions_of(places)
    return [_place(book_of(place.cohort), place, [one for one in shown if place.pk in holders[one.attempt.enrollment_id]], counted, exempt) for place in places]


def _shown(keys: list[int], scores: list[AttemptScore]) -> list[OwnAttempt]:
    """Every attempt that is over, oldest first, with its score where its release says so."""
    attempts = list(Attempt.objects.filter(enrollment__in=keys).select_related("assessment", "enrollment__cohort").order_by("pk"))
    by_attempt = {score.attempt: score for score in scores}
    shown = parts_shown(attempts, {(score.enrollment_id, score.assessment_id) for score in scores if score.passed})
    found = []
    for attempt in attempts:
        if attempt.state != AttemptState.IN_PROGRESS:
            parts = shown[attempt.pk]
            score = by_attempt.get(str(attempt.public_id)) if parts.score else None
            found.append(OwnAttempt(attempt, score, False, parts.response or parts.marks, parts.response))
    return found


def _place(book: Book, place: Any, mine: list[OwnAttempt], counted: dict[tuple[int, int], AttemptScore], exempt: dict[Any, Any]) -> OwnPlace:
    """What counts of an assessment is told once every mark that it comes from is: as the gradebook has it, or not at all."""
    kept_back = {one.attempt.assessment_id for one in mine if one.score is None and one.attempt.state == AttemptState.GRADED}
    best = {key: score for key, score in counted.items() if key[0] == place.pk and key[1] not in kept_back}
    line = line_of(book, place, best, exempt)
    rows = []
    for cell in line.cells:
        counts = best.get((place.pk, cell.activity.key))
        attempts = [one for one in mine if one.attempt.assessment_id == cell.activity.key]
        rows.append((cell, [replace(one, is_counted=_is_counted(one, counts)) for one in attempts]))
    return OwnPlace(place, rows, line.overall, book.drops)


def _is_counted(one: OwnAttempt, counts: AttemptScore | None) -> bool:
    return one.score is not None and counts is not None and (counts.rule == AVERAGE or counts.attempt == one.score.attempt)


def imported_results(student: Any) -> list[ImportedResult]:
    """What django-quiz-app kept about the student: known by their e-mail address, when it was imported or now."""
    mine = Q(student=student) | Q(student=None, email=student.email.lower())
    return list(ImportedResult.objects.filter(mine).select_related("bank").order_by("bank", "pk"))

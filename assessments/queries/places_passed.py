"""In which places attempts count, and which of those pass: before marks are changed, with other marks, and after.

An attempt counts in its own place and in those that the student moved on to. What counts there is for ``results.best_of`` to say: the best attempt,
the last, the average. So a change of one attempt's marks may change nothing, or cost the pass of a place that it was not made in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from assessments.models import Attempt
from assessments.queries.gains import Gain, with_gains
from assessments.queries.results import AttemptScore, Holders, best_of, holders_of, scores_of_enrollments
from curriculum.api import places_counting

NOTHING_GAINED: Mapping[str, Iterable[Gain]] = {}


@dataclass(frozen=True)
class Standings:
    """What counts where ``attempts`` (primary key: enrollment, assessment) do: ``scores`` of every attempt of those places."""

    attempts: Mapping[int, tuple[int, int]]
    holders: Holders
    scores: list[AttemptScore]

    def counting_attempts(self) -> QuerySet[Attempt, int]:
        """Primary keys of every attempt of those places at those assessments."""
        pages = {page for _, page in self.attempts.values()}
        return Attempt.objects.filter(enrollment__in=self.holders, assessment__in=pages).values_list("pk", flat=True)

    def passed(self, gains: Mapping[str, Iterable[Gain]] = NOTHING_GAINED) -> dict[int, frozenset[int]]:
        """By attempt, the places (enrollments) that it counts in and that pass its assessment, with ``gains`` (by the attempts' public ids)."""
        scores = (with_gains(score, gains[score.attempt]) if score.attempt in gains else score for score in self.scores)
        counts = best_of(scores, self.holders)
        passes = {key for key, score in counts.items() if score.passed}
        return {
            pk: frozenset(place for place in self.holders[enrollment] if (place, page) in passes) for pk, (enrollment, page) in self.attempts.items()
        }  # fmt: skip


def standings_of(attempts: Iterable[int]) -> Standings:
    """Eight queries at most, however many."""
    rows = Attempt.objects.filter(pk__in=list(attempts)).order_by("pk").values_list("pk", "enrollment_id", "assessment_id")
    made = {pk: (enrollment, page) for pk, enrollment, page in rows}
    holders = holders_of(places_counting({enrollment for enrollment, _ in made.values()}))
    return Standings(made, holders, scores_of_enrollments(list(holders), {page for _, page in made.values()}))


def places_passed(attempts: Iterable[int]) -> dict[int, frozenset[int]]:
    """By attempt, the places that it counts in and that pass its assessment now."""
    return standings_of(attempts).passed()


@dataclass(frozen=True)
class Place:
    """A place in which an attempt counts: the attempt's primary key and public id, and the public id of the enrollment."""

    pk: int
    attempt: str
    enrollment: str


def places_of_attempts(attempts: Iterable[int]) -> list[Place]:
    rows = list(Attempt.objects.filter(pk__in=list(attempts)).order_by("pk").values_list("pk", "public_id", "enrollment_id"))
    places = places_counting({enrollment for _, _, enrollment in rows})
    holders, names = holders_of(places), {place.pk: place.public_id for place in places}
    return [Place(pk, str(public_id), names[place]) for pk, public_id, enrollment in rows for place in holders[enrollment]]

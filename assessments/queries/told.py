"""How students stand at assessments as far as they are told it: what an outline and a calendar may say."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.queries.release import places_shown
from assessments.queries.results import AttemptScore, Holders, Key, best_of


@dataclass(frozen=True)
class Told:
    """``score`` is what counts of the attempts whose result is told; ``kept_back``: something is marked whose result comes later."""

    score: AttemptScore | None
    kept_back: bool

    @property
    def passed(self) -> bool:
        return self.score is not None and self.score.passed


def told_of(scores: Iterable[AttemptScore], holders: Holders | None = None) -> dict[Key, Told]:
    """By place and assessment, of all attempts that were submitted, oldest first; six queries at most however many.

    Where attempts of several places count together (``holders``), each is told when its own place is: a result that waits for its release says nothing
    through the others.
    """
    scores = list(scores)
    shown = places_shown(scores) if scores else set()
    told = best_of([one for one in scores if (one.enrollment_id, one.assessment_id) in shown], holders)
    kept = [one for one in scores if (one.enrollment_id, one.assessment_id) not in shown]
    kept_back = set(best_of(kept, holders))
    return {key: Told(told.get(key), key in kept_back) for key in {*told, *kept_back}}

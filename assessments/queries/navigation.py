"""Where a student is in an attempt: which questions stand on the page, and which may be answered (rules: ``policies.navigating``)."""

from collections.abc import Sequence

from django.db.models import Max

from assessments.models import Attempt, AttemptItem, ConflictingAnswer, PageLeft
from assessments.policies.navigating import FREE, Place, left_behind, place_after
from assessments.queries.saving import open_conflicts

__all__ = ["Place", "choices_open", "left_positions", "pages_left", "place_of"]


def pages_left(attempt: Attempt) -> int:
    """How many pages the student has left for good; asks the database only where there is no way back."""
    if attempt.navigation == FREE:
        return 0
    return PageLeft.objects.filter(attempt=attempt).aggregate(most=Max("number"))["most"] or 0


def place_of(attempt: Attempt, items: Sequence[AttemptItem]) -> Place:
    """The page the student is on; ``items`` are all of the attempt's, in order. Save and take go by ``place_of(…).allows(position)``."""
    return place_after(attempt.navigation, [item.section for item in items], pages_left(attempt))


def left_positions(attempt: Attempt, items: Sequence[AttemptItem]) -> tuple[int, ...]:
    """The questions that can no longer be answered while the attempt still runs."""
    return left_behind(attempt.navigation, [item.section for item in items], pages_left(attempt))


def choices_open(attempt: Attempt, items: Sequence[AttemptItem]) -> list[ConflictingAnswer]:
    """Conflicts that the student can still decide: those of questions that were not left for good."""
    place = place_of(attempt, items)
    return [conflict for conflict in open_conflicts(attempt) if place.allows(conflict.item.position)]

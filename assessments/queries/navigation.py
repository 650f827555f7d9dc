"""Where a student is in an attempt: which questions stand on the page, and which may be answered (rules: ``policies.navigating``)."""

from collections.abc import Sequence

from django.db.models import Max

from assessments.models import Attempt, AttemptItem, PageLeft
from assessments.policies.navigating import FREE, Place, left_behind, place_after

__all__ = ["Place", "left_positions", "pages_left", "place_of"]


def pages_left(attempt: Attempt) -> int:
    """How many pages the student has left for good; asks the database only where there is no way back."""
    if attempt.assessment.navigation == FREE:
        return 0
    return PageLeft.objects.filter(attempt=attempt).aggregate(most=Max("number"))["most"] or 0


def place_of(attempt: Attempt, items: Sequence[AttemptItem]) -> Place:
    """The page the student is on; ``items`` are all of the attempt's, in order. Save and take go by ``place_of(…).allows(position)``."""
    return place_after(attempt.assessment.navigation, [item.section for item in items], pages_left(attempt))


def left_positions(attempt: Attempt, items: Sequence[AttemptItem]) -> tuple[int, ...]:
    """The questions that can no longer be answered while the attempt still runs."""
    return left_behind(attempt.assessment.navigation, [item.section for item in items], pages_left(attempt))

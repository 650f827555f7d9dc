"""Saying to higher apps that marks of a graded attempt were changed: a certificate may rest on them."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.models import Attempt, AttemptState
from assessments.queries.places_passed import places_passed
from assessments.signals import attempt_regraded


def tell_regraded(attempts: Iterable[Attempt], before: Mapping[int, frozenset[int]], **cause: Any) -> None:
    """Say it of those that are graded, in this transaction. ``before`` is what ``places_passed`` gave before the change; ``cause`` as in ``signals``."""
    graded = [attempt for attempt in attempts if attempt.state == AttemptState.GRADED]
    after = places_passed([attempt.pk for attempt in graded]) if graded else {}
    for attempt in graded:
        attempt_regraded.send(sender=Attempt, attempt=attempt, passed_before=before[attempt.pk], passed_after=after[attempt.pk], **cause)

"""What two accounts of one person hold of assessments, before they are merged: attempts belong to a place and move with it (decision 125)."""

from typing import Any

from assessments.models import Attempt, AttemptState
from lms.core.merging import Held, Outlook


def look_at_attempts(kept: Any, merged: Any) -> Outlook:
    """The part of assessments."""
    attempts = Attempt.objects.filter(enrollment__student=merged)
    held = [Held("Attempts of assessments", Attempt.objects.filter(enrollment__student=kept).count(), attempts.count())]
    going_on = Attempt.objects.filter(enrollment__student__in=[kept, merged], state=AttemptState.IN_PROGRESS)
    refusals = ["An attempt of one of the accounts is going on. Let it be handed in first."] if going_on.exists() else []
    return Outlook(held, [], refusals)

"""After study was told in bulk: the board of a cohort, and who is trained by what was told."""

from typing import Any

from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.actions.refresh_summaries import refresh_cohort
from accreditation.models import PlaceSummary
from curriculum.api import places_called

AT_ONCE = 100


def look_at_told(cohort: Any) -> int:
    """Make the summaries of the cohort's places, as the clock would; whoever they say is trained is looked at and told so. Returns how many those are.

    The one fact that is not dated by what is told: it is judged today.
    """
    refresh_cohort(cohort)
    trained = sorted(PlaceSummary.objects.filter(cohort=cohort, stage="trained").values_list("enrollment", flat=True))
    for start in range(0, len(trained), AT_ONCE):
        evaluate_completion(enrollments=places_called(trained[start : start + AT_ONCE]), cause="entry")
    if trained:
        refresh_cohort(cohort)
    return len(trained)

"""The door of assessments for higher apps."""

from assessments.actions.submit_attempt import close_overdue_attempts
from assessments.kinds.touched import Touched, touched_sources
from assessments.queries.places_passed import Place, places_of_attempts
from assessments.queries.results import (
    AttemptScore,
    assessments_of,
    counted_scores,
    counting_score,
    passed_by_enrollment,
    required_assessments,
    scores_of_enrollments,
)

__all__ = [
    "AttemptScore", "Place", "Touched", "assessments_of", "close_overdue_attempts", "counted_scores", "counting_score", "passed_by_enrollment",
    "places_of_attempts", "required_assessments", "scores_of_enrollments", "touched_sources",
]  # fmt: skip

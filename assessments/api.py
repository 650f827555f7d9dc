"""The door of assessments for higher apps."""

from assessments.actions.submit_attempt import close_overdue_attempts
from assessments.queries.results import (
    AttemptScore,
    assessments_of,
    best_scores,
    counting_score,
    passed_by_enrollment,
    required_assessments,
    scores_of_enrollments,
)

__all__ = [
    "AttemptScore", "assessments_of", "best_scores", "close_overdue_attempts", "counting_score", "passed_by_enrollment", "required_assessments",
    "scores_of_enrollments",
]  # fmt: skip

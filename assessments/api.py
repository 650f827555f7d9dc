"""The door of assessments for higher apps."""

from assessments.actions.submit_attempt import close_overdue_attempts
from assessments.queries.results import AttemptScore, assessments_of, best_scores, passed_by_enrollment, required_assessments

__all__ = ["AttemptScore", "assessments_of", "best_scores", "close_overdue_attempts", "passed_by_enrollment", "required_assessments"]

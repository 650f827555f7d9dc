"""The door of assessments for higher apps."""

from assessments.queries.results import AttemptScore, assessments_of, best_scores, passed_by_enrollment, required_assessments

__all__ = ["AttemptScore", "assessments_of", "best_scores", "passed_by_enrollment", "required_assessments"]

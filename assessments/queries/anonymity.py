"""Whether whoever marks may know whose an attempt is (decision 62)."""

from typing import Any

from assessments.models import Attempt, Dispute, LateAnswer, MarkingRules
from assessments.queries.results import shown_of


def alias(attempt: Any) -> str:
    """What an attempt, by its public id, is called while names are hidden; says nothing of who it is, and the same each time."""
    return f"Student {str(attempt)[:4].upper()}"


def is_anonymous(attempt: Attempt) -> bool:
    """The assessment is marked without names, which it is unless somebody chose otherwise."""
    rules: MarkingRules | None = getattr(attempt.assessment, "marking_rules", None)
    return rules is None or rules.anonymous


def is_name_hidden(attempt: Attempt) -> bool:
    """Whether the name is kept from whoever marks: until every mark is there, reconciled and shown to the student, and while a judgment is asked for anew."""
    return is_anonymous(attempt) and (not _is_result_out(attempt) or _is_judgment_asked(attempt))


def _is_result_out(attempt: Attempt) -> bool:
    shown = shown_of(attempt)
    return shown.score or shown.marks


def _is_judgment_asked(attempt: Attempt) -> bool:
    """A mark is disputed, or an answer that came late waits for a decision."""
    late = LateAnswer.objects.filter(attempt=attempt, decision__isnull=True)
    return late.exists() or Dispute.objects.filter(item__attempt=attempt, outcome=Dispute.Outcome.OPEN).exists()


def name_for_marker(attempt: Attempt) -> str:
    """The student's name, or what stands for it."""
    return alias(attempt.public_id) if is_name_hidden(attempt) else attempt.enrollment.student.display_name

"""How an assessment is marked, and comments to use again."""

from typing import Any

from django.db import transaction

from assessments.models import Attempt, MarkingRules, SavedComment
from assessments.queries.waiting import unmarked
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Conflict


@transaction.atomic
def keep_marking_rules(*, rules: MarkingRules, by: Any) -> MarkingRules:
    """Keep how an assessment is marked, on every campus. Raises ``Conflict`` for one marker instead of two while answers wait with one opinion or two."""
    require(by, "assessments.mark")
    waiting: Any = unmarked(Attempt.objects.filter(assessment=rules.assessment))
    if rules.markers == 1 and waiting.filter(opinion_count__gt=0).exists():
        raise Conflict("Answers were marked by a first person already. Let the second mark them before you change this.", code="half_marked")
    rules.save()
    page = rules.assessment
    record_event("assessments.marking_rules_changed", by=by, subject_kind="assessment", subject_id=page.public_id, data={"assessment": page.title})
    return rules


def keep_comment(*, campus: Any, text: str, shared: bool, by: Any) -> SavedComment | None:
    """Keep ``text`` to use again; what is kept already is shared or not, as said now. Nothing for no text."""
    require(by, "assessments.mark", campus)
    if not text.strip():
        return None
    comment, _ = SavedComment.objects.update_or_create(campus=campus, owner=by.public_id, text=text.strip()[:1000], defaults={"shared": shared})
    return comment


def forget_comment(*, public_id: str, by: Any) -> None:
    """Remove a comment of one's own."""
    SavedComment.objects.filter(public_id=public_id, owner=by.public_id).delete()

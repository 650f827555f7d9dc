"""What waits to be marked, and for whom: answers nobody marked, answers of which two markers gave different marks."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import Attempt, AttemptItem, AttemptState, Claim, MarkingRules, Opinion
from lms.core.clock import now


def rules_of(assessment: Any) -> MarkingRules:
    """How an assessment is marked; an unsaved row of defaults where nobody chose."""
    found: MarkingRules | None = MarkingRules.objects.filter(assessment=assessment).first()
    return found or MarkingRules(assessment=assessment)


def unmarked(attempts: QuerySet[Attempt]) -> QuerySet[AttemptItem, Any]:
    """Answers of ``attempts`` that have no mark which counts, each with its number of ``opinion_count``."""
    items: Any = AttemptItem.objects.filter(attempt__in=attempts.filter(state=AttemptState.MARKING), grades__isnull=True)
    return items.annotate(opinion_count=_count_of(Opinion.objects.all()))


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of ``rows`` belong to the item, counted on their own: PostgreSQL lets no sub-query look into grouped rows."""
    counted = rows.filter(item=OuterRef("pk")).order_by().values("item").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def unreconciled(attempts: QuerySet[Attempt]) -> QuerySet[AttemptItem, Any]:
    """Answers of which both markers gave a mark, too far apart to count by themselves."""
    items: Any = unmarked(attempts)
    return items.filter(opinion_count=2)


def to_mark_by(person: Any, attempts: QuerySet[Attempt], at: datetime | None = None) -> QuerySet[AttemptItem]:
    """Answers that ``person`` can mark now: not marked, a seat free, not held by another, and no opinion of theirs yet; oldest first."""
    at = at or now()
    mine = Opinion.objects.filter(item=OuterRef("pk"), marked_by=person.public_id)
    held = _count_of(Claim.objects.filter(until__gt=at).exclude(person=person.public_id))
    rules = MarkingRules.objects.filter(assessment=OuterRef("attempt__assessment"), markers=2)
    items = unmarked(attempts).annotate(held=held, double=Exists(rules), mine=Exists(mine))
    seats = Q(double=False, held=0) | (Q(double=True, mine=False) & Q(opinion_count__lt=2 - F("held")))
    return items.filter(seats).order_by("attempt__submitted_at", "attempt_id", "position")


def claims_of(person: Any, at: datetime) -> QuerySet[Claim]:
    return Claim.objects.filter(person=person.public_id, until__gt=at)

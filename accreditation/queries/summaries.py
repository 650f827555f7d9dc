"""Which summaries of the board tell of today, and which places want theirs made again."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accreditation.models import PlaceSummary
from accreditation.policies.sharing import HOURS
from accreditation.rules.campuses import READERS
from accreditation.rules.sharing import Reach
from curriculum.api import roster


def summaries_of(cohort: Any) -> QuerySet[PlaceSummary]:
    return PlaceSummary.objects.filter(cohort=cohort)


def summaries_read_by(person: Any) -> QuerySet[PlaceSummary]:
    """Of any cohort, those of students whose hours the person may read: where students decide, of who consented."""
    return PlaceSummary.objects.filter(Reach(person, HOURS, READERS).rows_by("cohort__campus__slug", "student"))


def places_to_refresh(cohort: Any, today: date) -> QuerySet[Any]:
    """The places of a cohort without a summary of ``today``, in the order they were made."""
    good = PlaceSummary.objects.filter(enrollment=OuterRef("pk"), is_stale=False, as_of=today)
    places: QuerySet[Any] = roster(cohort).filter(~Exists(good)).order_by("pk")
    return places


def needs_refresh(cohort: Any, today: date) -> bool:
    """Whether any summary of the cohort is not of today, or any place has none: four look-ups in indexes."""
    found = summaries_of(cohort)
    if found.filter(is_stale=True).exists() or found.filter(as_of__lt=today).exists():
        return True
    return found.count() != cohort.enrollments.exclude(state="withdrawn").count()

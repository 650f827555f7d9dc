"""Which summaries of the board tell of today, and which places want theirs made again."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from accreditation.models import PlaceSummary
from accreditation.policies.place_status import STATUSES
from curriculum.api import roster


def summaries_of(cohort: Any) -> QuerySet[PlaceSummary]:
    return PlaceSummary.objects.filter(cohort=cohort)


def places_to_refresh(cohort: Any, today: date) -> QuerySet[Any]:
    """The places of a cohort without a summary of ``today``, in the order they were made."""
    good = PlaceSummary.objects.filter(enrollment=OuterRef("pk"), is_stale=False, as_of=today)
    places: QuerySet[Any] = roster(cohort).filter(~Exists(good)).order_by("pk")
    return places


@dataclass(frozen=True)
class Counts:
    """Places of a cohort that have a summary, by status and by stage. ``is_fresh``: every place has one, and each is of today."""

    by_status: dict[str, int]
    by_stage: dict[str, int]
    is_fresh: bool

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


def counts_of(cohort: Any, today: date) -> Counts:
    """Two queries, however many places: one over an index of the summaries, one that counts places."""
    by_status, by_stage, is_fresh = dict.fromkeys(STATUSES, 0), defaultdict[str, int](int), True
    groups = summaries_of(cohort).order_by().values("stage", "status", "is_stale", "as_of").annotate(found=Count("pk"))
    for stage, status, is_stale, as_of, found in groups.values_list("stage", "status", "is_stale", "as_of", "found"):
        by_status[status] += found
        by_stage[stage] += found
        is_fresh &= not is_stale and as_of >= today
    places = cohort.enrollments.exclude(state="withdrawn").count()
    return Counts(by_status, dict(by_stage), is_fresh and places == sum(by_status.values()))

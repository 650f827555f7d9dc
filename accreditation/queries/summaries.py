"""Which summaries of the board tell of today, and which places want theirs made again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from accreditation.models import PlaceSummary
from accreditation.policies.place_status import STATUSES
from accreditation.policies.sharing import HOURS
from accreditation.rules.campuses import READERS
from accreditation.rules.sharing import Reach
from curriculum.api import everybody_enrolled, roster
from lms.core.composed import Composed


def summaries_of(cohort: Any) -> QuerySet[PlaceSummary]:
    return PlaceSummary.objects.filter(cohort=cohort)


def summaries_read_by(person: Any) -> QuerySet[PlaceSummary]:
    """Of any cohort, those of students whose hours the person may read: where students decide, of who consented."""
    return PlaceSummary.objects.filter(Reach(person, HOURS, READERS).rows_by("cohort__campus__slug", "student"))


def summaries_shown(cohort: Any, person: Any) -> QuerySet[PlaceSummary]:
    """The same of one cohort, without a condition where the person reads the whole campus."""
    return summaries_of(cohort) if _reads_whole(cohort, person) else summaries_read_by(person).filter(cohort=cohort)


def _reads_whole(cohort: Any, person: Any) -> bool:
    return cohort.campus.slug in Reach(person, HOURS, READERS).whole


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
    counts = _counted(_groups_of_cohort.rows(cohort=cohort.pk), today)
    places = sum(_enrolled_in.rows(cohort=cohort.pk))
    return replace(counts, is_fresh=counts.is_fresh and places == counts.total)


def counts_shown(cohort: Any, counts: Counts, today: date, person: Any) -> Counts:
    """Of ``counts``, what the person may read of: all where they read the whole campus."""
    return counts if _reads_whole(cohort, person) else _counted(_groups(summaries_read_by(person).filter(cohort=cohort)), today)


def _groups(summaries: QuerySet[PlaceSummary]) -> QuerySet[PlaceSummary, tuple[str, str, bool, date, int]]:
    groups = summaries.order_by().values("stage", "status", "is_stale", "as_of").annotate(found=Count("pk"))
    return groups.values_list("stage", "status", "is_stale", "as_of", "found")


def _enrolled(cohort: int) -> QuerySet[Any, int]:
    return everybody_enrolled().filter(cohort=cohort).order_by().values("cohort").annotate(found=Count("pk")).values_list("found", flat=True)


_groups_of_cohort = Composed(lambda cohort: _groups(PlaceSummary.objects.filter(cohort=cohort)), cohort=int)
_enrolled_in = Composed(_enrolled, cohort=int)


def _counted(groups: Iterable[tuple[str, str, bool, date, int]], today: date) -> Counts:
    by_status, by_stage, is_fresh = dict.fromkeys(STATUSES, 0), defaultdict[str, int](int), True
    for stage, status, is_stale, as_of, found in groups:
        by_status[status] += found
        by_stage[stage] += found
        is_fresh &= not is_stale and as_of >= today
    return Counts(by_status, dict(by_stage), is_fresh)

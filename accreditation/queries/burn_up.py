"""Hours of a cohort week by week beside its plan: the burn-up."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

from accreditation.models import Entry
from accreditation.policies.pace import expected_minutes
from curriculum.api import counted_for

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class BurnWeek:
    """The end of one week: minutes credited for days up to ``on`` (none for weeks to come), and what the plan has by then, both of the whole cohort."""

    on: date
    credited: int | None
    planned: int


def burn_up(cohort: Any, today: date, places: QuerySet[Any]) -> list[BurnWeek]:
    """Of ``places``, from the first week of ``cohort`` to its last, or to this one if that is later; a constant number of queries.

    Minutes of the program's tracks as the ledger stands, by the day they were earned; what was earned in a place a student moved from counts from its own day.
    """
    by_day = _minutes_by_day(places)
    stated = sum(track.minutes for track in cohort.program.tracks.all()) * places.count()
    return [
        BurnWeek(
            on, sum(minutes for day, minutes in by_day.items() if day <= on) if on - WEEK < today else None,
            expected_minutes(stated, cohort.starts_on, cohort.ends_on, on),
        )
        for on in _weeks(cohort.starts_on, max(cohort.ends_on, today))
    ]  # fmt: skip


def _minutes_by_day(places: QuerySet[Any]) -> dict[date, int]:
    """Minutes of the places themselves, then those of earlier places, once for each place they count in."""
    found: dict[date, int] = defaultdict(int)
    credited = Entry.objects.exclude(track="").order_by()
    own = credited.filter(enrollment__in=places.order_by().values("public_id")).values("occurred_to").annotate(total=Sum("minutes"))
    for day, total in own.values_list("occurred_to", "total"):
        found[day] += total
    moved = list(places.filter(moved_from__isnull=False).select_related("cohort"))
    times = {place.public_id: len(holders) for place, holders in counted_for(moved).items() if place not in moved}
    earlier = credited.filter(enrollment__in=list(times)).values("enrollment", "occurred_to").annotate(total=Sum("minutes"))
    for place, day, total in earlier.values_list("enrollment", "occurred_to", "total"):
        found[day] += total * times[place]
    return found


def _weeks(first: date, last: date) -> list[date]:
    """The last day of each week counted from ``first``; at most two years of them."""
    found: list[date] = []
    on = first + WEEK - timedelta(days=1)
    while len(found) < 104:
        found.append(on)
        if on >= last:
            break
        on += WEEK
    return found

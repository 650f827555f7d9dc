"""Hours of a cohort week by week beside its plan: the burn-up."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from accreditation.models import Entry
from accreditation.policies.pace import expected_minutes
from curriculum.api import counted_for, roster

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class BurnWeek:
    """The end of one week: minutes credited for days up to ``on`` (none for weeks to come), and what the plan has by then, both of the whole cohort."""

    on: date
    credited: int | None
    planned: int


def burn_up(cohort: Any, today: date) -> list[BurnWeek]:
    """From the first week of ``cohort`` to its last, or to this one if that is later; a constant number of queries.

    Minutes of the program's tracks as the ledger stands, by the day they were earned; what was earned in a place a student moved from counts from its own day.
    """
    places = list(roster(cohort).select_related("cohort"))
    held = {place.public_id: len(holders) for place, holders in counted_for(places).items()}
    by_day: dict[date, int] = {}
    rows = Entry.objects.filter(enrollment__in=list(held)).exclude(track="").order_by().values("enrollment", "occurred_to").annotate(total=Sum("minutes"))
    for enrollment, day, total in rows.values_list("enrollment", "occurred_to", "total"):
        by_day[day] = by_day.get(day, 0) + total * held[enrollment]
    stated = sum(track.minutes for track in cohort.program.tracks.all()) * len(places)
    return [
        BurnWeek(
            on, sum(minutes for day, minutes in by_day.items() if day <= on) if on - WEEK < today else None,
            expected_minutes(stated, cohort.starts_on, cohort.ends_on, on),
        )
        for on in _weeks(cohort.starts_on, max(cohort.ends_on, today))
    ]  # fmt: skip


def _weeks(first: date, last: date) -> list[date]:
    """The last day of each week counted from ``first``; at most two years of them."""
    found, on = [], first + WEEK - timedelta(days=1)
    while len(found) < 104:
        found.append(on)
        if on >= last:
            break
        on += WEEK
    return found

"""Credited minutes by day, and those that made up for missed sessions."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Sum

from accreditation.models import Entry
from accreditation.models.entry import SourceKind
from accreditation.queries.hours import entries_as_of, held_by, holders_of
from curriculum.api import make_up_lessons
from lms.core.clock import end_of_day

Key = tuple[str, str]


def minutes_by_date(enrollments: list[Any], as_of: date) -> dict[Key, tuple[tuple[date, int], ...]]:
    """By place and track, the credited minutes of each day, oldest first; days that were taken back whole are left out. One query a zone."""
    holders = holders_of(enrollments)
    found: dict[Key, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for zone in {place.cohort.campus.time_zone for place in enrollments}:
        own = {place.public_id for place in enrollments if place.cohort.campus.time_zone == zone}
        rows = entries_as_of(as_of, zone).filter(enrollment__in=list(holders)).order_by().values("enrollment", "track", "occurred_to")
        for row in rows.annotate(total=Sum("minutes")):
            for holder in own.intersection(held_by(row["enrollment"], holders)):
                found[holder, row["track"]][row["occurred_to"]] += row["total"]
    return {key: tuple((day, minutes) for day, minutes in sorted(days.items()) if minutes) for key, days in found.items()}


def make_up_minutes(enrollments: Iterable[Any], as_of: date) -> dict[Key, int]:
    """By place and track, the credited minutes of lessons given in place of a missed session, kept apart from live hours."""
    places = list(enrollments)
    ends = {place.public_id: end_of_day(as_of, place.cohort.campus.time_zone) for place in places}
    lessons = make_up_lessons(places)
    given = {(place.public_id, lesson) for place in places for lesson, at in lessons.get(place.pk, ()) if at < ends[place.public_id]}
    rows = Entry.objects.filter(source_kind=SourceKind.LESSON, enrollment__in=[place for place, _lesson in given])
    found: dict[Key, int] = defaultdict(int)
    for place, lesson, track, minutes, at in rows.values_list("enrollment", "source_id", "track", "minutes", "recorded_at"):
        if (place, lesson) in given and at < ends[place]:
            found[place, track] += minutes
    return dict(found)

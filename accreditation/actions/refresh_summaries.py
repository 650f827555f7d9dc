"""Making the summaries of places again from the facts: the one writer of ``PlaceSummary`` (decision 92)."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from accreditation.actions.summary_turns import take_turns
from accreditation.models import PlaceSummary
from accreditation.queries.place_facts import PlaceFacts, place_facts
from accreditation.queries.summaries import Counts, counts_of, counts_shown, places_to_refresh
from curriculum.api import open_cohorts
from lms.core.clock import local_date, now
from lms.core.failpoints import failpoint

AT_ONCE = 100
"""How many a reader waits for; the clock does the others."""
COLUMNS = [*PlaceFacts.__dataclass_fields__, "cohort", "student"]


def refresh_cohort(cohort: Any, *, most: int | None = None) -> int:
    """Bring the summaries of ``cohort`` to today, at most ``most`` of them; returns how many are left. Nothing is written where all are of today."""
    today = local_date(now(), cohort.campus.time_zone)
    if counts_of(cohort, today).is_fresh:
        return 0
    _drop_ended(cohort)
    while most is None or most > 0:
        batch = min(AT_ONCE, most) if most is not None else AT_ONCE
        seen, done = _refresh_some(cohort, today, batch)
        if seen < batch:
            return seen - done
        if done == 0:
            break
        most = most - done if most is not None else None
    return places_to_refresh(cohort, today).count()


def fresh_counts(cohort: Any, reader: Any) -> tuple[Counts, int]:
    """For who reads a board: the counts of what they may read, after at most ``AT_ONCE`` stale summaries were made again, and how many are left."""
    today = local_date(now(), cohort.campus.time_zone)
    counts = counts_of(cohort, today)
    left = 0
    if not counts.is_fresh:
        left = refresh_cohort(cohort, most=AT_ONCE)
        counts = counts_of(cohort, today)
    return counts_shown(cohort, counts, today, reader), left


def refresh_summaries() -> int:
    """Every open cohort, by the clock; returns how many cohorts had something to do."""
    found = 0
    for cohort in open_cohorts():
        if not counts_of(cohort, local_date(now(), cohort.campus.time_zone)).is_fresh:
            refresh_cohort(cohort)
            found += 1
    return found


@transaction.atomic
def _refresh_some(cohort: Any, today: Any, most: int) -> tuple[int, int]:
    """One batch in one transaction; returns how many places wanted it, and how many were made again.

    Marks are taken off before the facts are read: what changes meanwhile waits for our commit, then marks the row again. Rows that somebody else
    is marking or making are left to them. A first summary is made of who has no fact under way (``summary_turns``).
    """
    places = list(places_to_refresh(cohort, today)[:most])
    keys = [place.pk for place in places]
    held = set(PlaceSummary.objects.select_for_update(skip_locked=True).filter(pk__in=keys).values_list("pk", flat=True))
    PlaceSummary.objects.filter(pk__in=held).update(is_stale=False)
    known = set(PlaceSummary.objects.filter(pk__in=keys).values_list("pk", flat=True))
    first = take_turns(place.student.public_id for place in places if place.pk not in known)
    mine = [place for place in places if place.pk in held or (place.pk not in known and place.student.public_id in first)]
    rows = [
        PlaceSummary(enrollment=place, cohort=cohort, student=place.student.public_id, **asdict(facts))
        for place, facts in zip(mine, place_facts(mine, today), strict=True)
    ]
    failpoint("board.before_keeping")
    PlaceSummary.objects.bulk_create(rows, update_conflicts=True, unique_fields=["enrollment"], update_fields=COLUMNS)
    return len(places), len(mine)


def _drop_ended(cohort: Any) -> None:
    """Who withdrew or moved is on no board."""
    PlaceSummary.objects.filter(cohort=cohort, enrollment__state="withdrawn").delete()

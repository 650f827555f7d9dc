"""Saying when pages open to a cohort and when they are due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from curriculum.actions.fill_places import lock_cohort
from curriculum.models import Cohort, PlannedPage
from curriculum.queries.calendar import holidays_of
from curriculum.queries.plan import pages_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.wording import day


@dataclass(frozen=True)
class Dates:
    """Both may be missing: then the page has no dates."""

    opens_on: date | None = None
    due_on: date | None = None


@transaction.atomic
def set_plan(*, cohort: Cohort, dates: Mapping[int, Dates], by: Any) -> int:
    """Give pages (by primary key) these dates and return how many changed; pages that are not named keep theirs.

    Raises ``Invalid`` with a sentence for each date that cannot be; then nothing changes.
    """
    require(by, "curriculum.plan_cohort", cohort)
    locked = lock_cohort(cohort)
    titles = pages_of(cohort.program)
    holidays = {row.on: row.name for row in holidays_of(cohort)}
    faults = [fault for pk, one in dates.items() for fault in _faults(titles.get(pk), one, cohort, holidays)]
    if faults:
        raise Invalid(*faults)
    changed = sum(_put(locked, pk, one) for pk, one in dates.items())
    if changed:
        record_event(
            "curriculum.plan_changed", by=by, subject_kind="cohort", subject_id=cohort.public_id, campus=cohort.campus.slug,
            data={"cohort": cohort.name, "count": changed},
        )  # fmt: skip
    return changed


def _faults(title: str | None, dates: Dates, cohort: Cohort, holidays: Mapping[date, str]) -> list[str]:
    if title is None:
        return ["One of these pages is no part of the program any more. Reload the page."]
    found = []
    opens, due = dates.opens_on, dates.due_on
    if opens and opens > cohort.ends_on:
        found.append(f"“{title}” would open after the cohort's last day, {day(cohort.ends_on)}.")
    if due and not cohort.starts_on <= due <= cohort.ends_on:
        found.append(f"“{title}” would be due outside the cohort's days, {day(cohort.starts_on)} to {day(cohort.ends_on)}.")
    if opens and due and opens > due:
        found.append(f"“{title}” would be due before it opens.")
    if due and due in holidays:
        found.append(f"“{title}” would be due on a holiday: {holidays[due]}.")
    return found


def _put(cohort: Cohort, pk: int, dates: Dates) -> bool:
    row = PlannedPage.objects.filter(cohort=cohort, page=pk).first()
    if row is None:
        if dates == Dates():
            return False
        PlannedPage.objects.create(cohort=cohort, page_id=pk, opens_on=dates.opens_on, due_on=dates.due_on, changed_at=now())
        return True
    if Dates(row.opens_on, row.due_on) == dates:
        return False
    if dates == Dates():
        row.delete()
        return True
    row.opens_on, row.due_on, row.sequence, row.changed_at = dates.opens_on, dates.due_on, row.sequence + 1, now()
    row.save(update_fields=["opens_on", "due_on", "sequence", "changed_at"])
    return True


@transaction.atomic
def set_prerequisites_bind(*, cohort: Cohort, bind: bool, by: Any) -> None:
    """Say whether a lesson waits in this cohort until those it builds on are done."""
    require(by, "curriculum.plan_cohort", cohort)
    if Cohort.objects.filter(pk=cohort.pk).exclude(prerequisites_bind=bind).update(prerequisites_bind=bind):
        record_event(
            "curriculum.plan_changed", by=by, subject_kind="cohort", subject_id=cohort.public_id, campus=cohort.campus.slug,
            data={"cohort": cohort.name, "count": "the prerequisites, and with them the opening"},
        )  # fmt: skip

"""Giving a cohort its quizzes, with times of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.models import CohortWindow
from assessments.queries.windows import quizzes_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Invalid


@dataclass(frozen=True)
class Times:
    """``given``: the cohort may sit it where only some may. A time that is ``None`` is the assessment's own."""

    given: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@transaction.atomic
def set_windows(*, cohort: Any, times: Mapping[int, Times], by: Any) -> int:
    """Keep ``times`` by assessment; one that is not named stays as it is. Returns how many changed. Attempts that run keep their end.

    Raises ``Invalid`` with every fault; then nothing is kept.
    """
    require(by, "curriculum.plan_cohort", cohort)
    type(cohort).objects.select_for_update(no_key=True).get(pk=cohort.pk)
    pages = {page.pk: page for page in quizzes_of(cohort)}
    wanted = {pk: window for pk, window in times.items() if pk in pages}
    _check({pages[pk]: window for pk, window in wanted.items()})
    present = {row.assessment_id: row for row in CohortWindow.objects.filter(cohort=cohort)}
    changed = [pk for pk, window in wanted.items() if _put(cohort, pk, window, present.get(pk))]
    if changed:
        titles = ", ".join(pages[pk].title for pk in changed)
        record_event(
            "assessments.windows_set", by=by, subject_kind="cohort", subject_id=cohort.slug, campus=cohort.campus.slug,
            data={"cohort": cohort.name, "titles": titles},
        )  # fmt: skip
    return len(changed)


def _check(wanted: Mapping[Any, Times]) -> None:
    faults = []
    for page, window in wanted.items():
        opens, closes = window.opens_at or page.opens_at, window.closes_at or page.closes_at
        if opens and closes and opens >= closes:
            faults.append(f"“{page.title}” would close before it opens.")
        if not window.given and (window.opens_at or window.closes_at):
            faults.append(f"“{page.title}” has times but is not given to the cohort.")
    if faults:
        raise Invalid(*faults)


def _put(cohort: Any, assessment: int, window: Times, row: CohortWindow | None) -> bool:
    if not window.given:
        return bool(row and row.delete()[0])
    times = {"opens_at": window.opens_at, "closes_at": window.closes_at}
    if row is not None and all(getattr(row, name) == value for name, value in times.items()):
        return False
    CohortWindow.objects.update_or_create(cohort=cohort, assessment_id=assessment, defaults=times)
    return True

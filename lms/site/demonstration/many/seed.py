"""As many students as are asked for, on several campuses, in batches that several processes make side by side (decision 127).

Each batch is one transaction and is made once: a run that was stopped is begun again, and goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from typing import Any, TypeVar

import django
from django.db import connection, connections

from accreditation.api import look_at_told
from curriculum.api import put_cohort
from curriculum.models import Cohort, Enrollment
from lms.core.clock import now
from lms.core.progress import Progress, untold
from lms.site.demonstration.many.batch import BatchOrder, make_batch
from lms.site.demonstration.people import hashed_password

COHORT = 500
"""Places of one cohort."""
BATCH = 100
"""Students of one transaction: some 6 000 lessons, ten megabytes of rows."""
BEGUN_BEFORE = timedelta(days=75)
"""Days since their first one, before which a program of some 350 lessons is over at five a day: nobody studies in the future."""
GOES_ON_FOR = timedelta(days=45)
CAMPUS = 1_000_000
"""Numbers of students begin anew after so many with each campus, so that more students change nothing of those there are."""
Order = TypeVar("Order")


@dataclass(frozen=True)
class Many:
    """What there is now of the large part of the demonstration."""

    students: int
    cohorts: int
    entries: int


def seed_many(*, shares: Sequence[tuple[Any, int]], program: Any, seed_number: int = 1, processes: int = 1, progress: Progress = untold) -> Many:
    """Make so many students on each campus of ``shares``, who have completed every lesson of ``program``, with the summaries of their boards.

    With more than one of ``processes`` it must not run in a transaction of the caller's: the others would not see its campuses. SQLite takes one alone.
    """
    cohorts, orders = [], []
    password = hashed_password()
    for place, (campus, students) in enumerate(shares):
        for group, first in enumerate(range(1, students + 1, COHORT), start=1):
            cohorts.append(_cohort(campus, program, group))
            own = range(first, min(first + COHORT, students + 1))
            orders += [BatchOrder(cohorts[-1].pk, place * CAMPUS, own[at : at + BATCH], password, seed_number) for at in range(0, len(own), BATCH)]
    at_once = processes if connection.vendor == "postgresql" else 1
    entries = sum(_each(make_batch, orders, at_once, progress, "Batches of students"))
    _analyze()
    sum(_each(look_at_cohort, [cohort.pk for cohort in cohorts], at_once, progress, "Boards"))
    return Many(Enrollment.objects.filter(cohort__in=cohorts).count(), len(cohorts), entries)


def look_at_cohort(cohort: int) -> int:
    """The board of the cohort with this primary key; how many of its students are trained."""
    return look_at_told(Cohort.objects.select_related("campus", "program").get(pk=cohort))


def _cohort(campus: Any, program: Any, group: int) -> Cohort:
    today = now().date()
    return put_cohort(
        slug=f"{campus.slug}-group-{group}", name=f"Group {group}", campus=campus, program=program, starts_on=today - BEGUN_BEFORE,
        ends_on=today + GOES_ON_FOR,
    )  # fmt: skip


def _each(work: Callable[[Order], int], orders: Sequence[Order], processes: int, progress: Progress, message: str) -> Iterator[int]:
    """``work`` of each order, in turn or side by side, telling how many are done."""
    done = _side_by_side(work, orders, processes) if processes > 1 else (work(order) for order in orders)
    progress(0, len(orders), message)
    for number, result in enumerate(done, start=1):
        yield result
        progress(number, len(orders), message)


def _side_by_side(work: Callable[[Order], int], orders: Sequence[Order], processes: int) -> Iterator[int]:
    """In processes of their own, each with its connection. The first failure ends it; what is committed stays."""
    connections.close_all()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        waiting = [pool.submit(work, order) for order in orders]
        try:
            for future in as_completed(waiting):
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _analyze() -> None:
    """What the planner knows of empty tables is wrong for full ones."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

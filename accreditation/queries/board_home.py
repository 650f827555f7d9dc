"""Across all cohorts of a person: how each stands, what waits for them, and which dates come."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from accreditation.policies.place_status import STATUSES, Status
from accreditation.policies.stages import reached
from accreditation.queries.applications import legal_names_of
from accreditation.queries.deadlines import Due, dues_for
from accreditation.queries.summaries import summaries_read_by
from lms.core.waiting import Waiting, waiting_for

NEXT_DATES = 6


@dataclass(frozen=True)
class CohortLine:
    """One cohort: places by status (those there are), and its funnel as (key, title, number)."""

    cohort: Any
    statuses: list[tuple[Status, int]]
    funnel: list[tuple[str, str, int]]
    total: int


@dataclass(frozen=True)
class BoardHome:
    """``dues`` are the nearest dates, each with the student it is about, if it is about one."""

    running: list[CohortLine]
    closed: list[CohortLine]
    waiting: list[Waiting]
    dues: list[tuple[Due, str]]
    more_dues: int


def board_home(cohorts: list[Any], person: Any) -> BoardHome:
    """What ``person`` sees of ``cohorts``; a constant number of queries. Figures are those of the cohorts' boards, as they were last made."""
    counts: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    rows = summaries_read_by(person).filter(cohort__in=cohorts).order_by().values("cohort", "stage", "status").annotate(found=Count("pk"))
    for cohort, stage, status, found in rows.values_list("cohort", "stage", "status", "found"):
        counts[cohort][stage, status] = found
    lines = [_line(cohort, counts[cohort.pk]) for cohort in cohorts]
    dues = dues_for(person)
    names = legal_names_of({due.student for due in dues[:NEXT_DATES] if due.student})
    return BoardHome(
        running=[one for one in lines if not one.cohort.closed_at], closed=[one for one in lines if one.cohort.closed_at], waiting=waiting_for(person),
        dues=[(due, names.get(due.student, "")) for due in dues[:NEXT_DATES]], more_dues=max(0, len(dues) - NEXT_DATES),
    )  # fmt: skip


def _line(cohort: Any, counts: dict[tuple[str, str], int]) -> CohortLine:
    by_status, by_stage = dict.fromkeys(STATUSES, 0), defaultdict[str, int](int)
    for (stage, status), found in counts.items():
        by_status[status] += found
        by_stage[stage] += found
    shown = [(STATUSES[key], number) for key, number in by_status.items() if number]
    return CohortLine(cohort, shown, reached(by_stage), sum(by_status.values()))

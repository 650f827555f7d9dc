"""One page of a cohort's board: the same number of queries whatever the cohort holds, and 25 rows at most."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet

from accreditation.models import BoardView, PlaceSummary
from accreditation.policies.place_status import STATUSES, Status
from accreditation.policies.stages import reached
from accreditation.queries.board_filters import BoardFilters, narrowed
from accreditation.queries.summaries import summaries_of, summaries_read_by
from accreditation.requirements import ACTORS, requirements

PER_PAGE = 25


@dataclass(frozen=True)
class BoardLine:
    """A row of the board in words."""

    summary: PlaceSummary

    @property
    def status(self) -> Status:
        return STATUSES[self.summary.status]

    @property
    def first_missing(self) -> str:
        return requirements.get(self.summary.first_missing).title if self.summary.first_missing in requirements else ""

    @property
    def who(self) -> str:
        return ACTORS.get(self.summary.next_actor, "") if self.summary.next_actor else ""  # type: ignore[call-overload]

    @property
    def more(self) -> int:
        """How many things are missing beside the first."""
        return self.summary.open - 1


@dataclass(frozen=True)
class StatusCount:
    """How many places of the cohort have a status, and the address of these under the same other filters."""

    status: Status
    number: int
    query: str


@dataclass(frozen=True)
class BoardPage:
    """``counts`` are of the whole cohort; ``page`` is Django's page of ``lines``; ``trained`` came
    at least that far; ``all_query`` the same view of every status."""

    page: Any
    lines: list[BoardLine]
    counts: list[StatusCount]
    total: int
    trained: int
    all_query: str


class _Counted(Paginator):
    """Its number of rows is known already, or asked once."""

    def __init__(self, rows: QuerySet[PlaceSummary], known: int | None) -> None:
        super().__init__(rows, PER_PAGE)
        if known is not None:
            self.count = known


def board_page(cohort: Any, filters: BoardFilters, number: Any, viewer: Any) -> BoardPage:
    """Page ``number`` of the board that ``viewer`` reads under ``filters``; a number that is none gives the first page, one past the end the last."""
    by_status, by_stage = counts_of(cohort, viewer)
    total = sum(by_status.values())
    known = None
    if filters.only_status:
        known = by_status[filters.status] if filters.status else total
    page = _Counted(narrowed(summaries_read_by(viewer).filter(cohort=cohort), filters).prefetch_related("enrollment__student"), known).get_page(number)
    lines = [BoardLine(row) for row in page.object_list]
    counts = [StatusCount(status, by_status[key], filters.but(status=key)) for key, status in STATUSES.items()]
    trained = next(number for key, _title, number in reached(by_stage) if key == "trained")
    return BoardPage(page, lines, counts, total, trained, filters.but(status=""))


def counts_of(cohort: Any, viewer: Any) -> tuple[dict[str, int], dict[str, int]]:
    """Places of a cohort that ``viewer`` reads, by status and by stage, in one query."""
    by_status, by_stage = dict.fromkeys(STATUSES, 0), defaultdict[str, int](int)
    counted = summaries_read_by(viewer).filter(cohort=cohort).order_by().values("stage", "status").annotate(found=Count("pk"))
    for stage, status, found in counted.values_list("stage", "status", "found"):
        by_status[status] += found
        by_stage[stage] += found
    return by_status, dict(by_stage)


def views_of(cohort: Any, person: Any) -> list[BoardView]:
    """The saved views of one's own, then those that others share."""
    found = BoardView.objects.filter(cohort=cohort)
    return sorted((view for view in found if view.is_shared or view.owner == person.public_id), key=lambda view: (view.owner != person.public_id, view.name))


def view_called(cohort: Any, public_id: str) -> BoardView | None:
    return BoardView.objects.filter(cohort=cohort, public_id=public_id).first()


def places_of_board(cohort: Any, filters: BoardFilters, chosen: list[str]) -> list[Any]:
    """The places that were chosen (public ids) of a cohort, or all that ``filters`` show where none were; with student, cohort and campus."""
    rows = narrowed(summaries_of(cohort), filters) if not chosen else summaries_of(cohort).filter(enrollment__public_id__in=chosen).order_by("name", "pk")
    return [row.enrollment for row in rows.select_related("enrollment__student", "enrollment__cohort__campus", "enrollment__cohort__program")]

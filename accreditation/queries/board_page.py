"""One page of a cohort's board: the same number of queries whatever the cohort holds, and 25 rows at most."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from accreditation.models import BoardView, PlaceSummary
from accreditation.policies.place_status import STATUSES, Status
from accreditation.policies.stages import reached
from accreditation.queries.board_filters import BoardFilters, narrowed
from accreditation.queries.summaries import Counts, summaries_of, summaries_shown
from accreditation.requirements import ACTORS, requirements
from curriculum.api import roster
from lms.core.composed import Composed
from lms.core.localized import counted, day
from lms.core.wording import hours

PER_PAGE = 25
WHO: dict[str, str] = {str(key): title for key, title in ACTORS.items()}


@dataclass(frozen=True)
class BoardLine:
    """A row of the board in words, made ready here: a template that asks for each costs more than the row (performance.md)."""

    summary: PlaceSummary
    status: Status
    url: str
    beside: str
    first_missing: str
    note: str
    hours: str
    plan: str
    last: str
    due: str
    waits: str


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


def board_page(cohort: Any, counts: Counts, filters: BoardFilters, number: Any, viewer: Any) -> BoardPage:
    """Page ``number`` of what ``viewer`` reads of the board under ``filters``, beside its ``counts``.

    No number gives the first page, one past the end the last.
    """
    by_status, total = counts.by_status, counts.total
    known = None
    if filters.only_status:
        known = by_status[filters.status] if filters.status else total
    page = _Counted(narrowed(summaries_shown(cohort, viewer), filters), known).get_page(number)
    lines = _lines(page.object_list)
    chips = [StatusCount(status, by_status[key], filters.but(status=key)) for key, status in STATUSES.items()]
    trained = next(number for key, _title, number in reached(counts.by_stage) if key == "trained")
    return BoardPage(page, lines, chips, total, trained, filters.but(status=""))


def _lines(rows: Iterable[PlaceSummary]) -> list[BoardLine]:
    before, after = reverse("cohorts:student", args=["-"]).split("-")
    beside = reverse("cohorts:drawer", args=["-"]).split("-")
    return [_line(row, f"{before}{row.place}{after}", f"{beside[0]}{row.place}{beside[1]}") for row in rows]


def _line(row: PlaceSummary, url: str, beside: str) -> BoardLine:
    more = f"; {row.open - 1} more missing" if row.open > 1 else ""
    who = WHO.get(row.next_actor, "")
    return BoardLine(
        summary=row, status=STATUSES[row.status], url=url, beside=beside,
        first_missing=requirements.get(row.first_missing).title if row.first_missing in requirements else "Nothing", note=who + more,
        hours=hours(row.minutes), plan=f"{hours(row.expected)} by the plan", last=day(row.last_activity_on) if row.last_activity_on else "Nothing yet",
        due=day(row.due_on) if row.due_on else "None", waits=f"{counted(row.waiting, 'waits', 'wait')} for a decision" if row.waiting else "",
    )  # fmt: skip


def views_of(cohort: Any, person: Any) -> list[BoardView]:
    """The saved views of one's own, then those that others share."""
    found = _views.rows(cohort=cohort.pk)
    return sorted((view for view in found if view.is_shared or view.owner == person.public_id), key=lambda view: (view.owner != person.public_id, view.name))


_views = Composed(lambda cohort: BoardView.objects.filter(cohort=cohort), cohort=int)


def view_called(cohort: Any, public_id: str) -> BoardView | None:
    return BoardView.objects.filter(cohort=cohort, public_id=public_id).first()


def places_of_board(cohort: Any, filters: BoardFilters, chosen: list[str]) -> list[Any]:
    """The places that were chosen (public ids) of a cohort, or all that ``filters`` show where none were; with student, cohort and campus."""
    places = roster(cohort).select_related("student", "cohort__campus", "cohort__program")
    if chosen:
        return list(places.filter(public_id__in=chosen))
    return list(places.filter(pk__in=narrowed(summaries_of(cohort), filters).order_by().values("pk")))

"""What a board is narrowed and ordered by, as its address says it: every state of the board is a link."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet

from accreditation.models import PlaceSummary
from accreditation.policies.place_status import STATUSES
from accreditation.policies.stages import STAGES
from accreditation.requirements import ACTORS, requirements

SORTS: dict[str, str] = {
    "": "Who needs somebody first", "name": "Name", "hours": "Fewest hours first", "quiet": "Longest without anything new", "due": "Nearest deadline",
}  # fmt: skip
LONGEST_SEARCH = 80


@dataclass(frozen=True)
class BoardFilters:
    """Keys, each empty where it narrows nothing. ``missing`` is a requirement, ``who`` takes the next step, ``track`` has too few hours."""

    q: str = ""
    status: str = ""
    stage: str = ""
    missing: str = ""
    who: str = ""
    track: str = ""
    waiting: str = ""
    sort: str = ""

    @property
    def query(self) -> str:
        """As it stands in the address, without a page; empty for the whole board."""
        return urlencode({name: getattr(self, name) for name in self.__dataclass_fields__ if getattr(self, name)})

    def but(self, **changes: str) -> str:
        """The query of the same board with something else."""
        return replace(self, **changes).query

    @property
    def has_more(self) -> bool:
        """Whether anything beside name, status and order narrows."""
        return bool(replace(self, q="", status="", sort="").query)

    @property
    def only_status(self) -> bool:
        """Whether the number of rows follows from the counts by status alone."""
        return not replace(self, status="", sort="").query


def board_filters(asked: Any, tracks: list[str]) -> BoardFilters:
    """From a query string; what is not known narrows nothing. ``tracks`` are slugs of the program's."""

    def one(name: str, known: Any) -> str:
        return asked.get(name, "") if asked.get(name, "") in known else ""

    return BoardFilters(
        q=" ".join(asked.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH], status=one("status", STATUSES), stage=one("stage", STAGES),
        missing=one("missing", {each.key for each in requirements}), who=one("who", ACTORS), track=one("track", tracks), waiting=one("waiting", ("1",)),
        sort=one("sort", SORTS),
    )  # fmt: skip


def narrowed(summaries: QuerySet[PlaceSummary], filters: BoardFilters) -> QuerySet[PlaceSummary]:
    """The rows that ``filters`` leave, in their order. Each word of the search stands somewhere in the name."""
    for word in filters.q.casefold().split():
        summaries = summaries.filter(name__contains=word)
    exact = {"status": filters.status, "stage": filters.stage, "next_actor": filters.who}
    summaries = summaries.filter(**{name: value for name, value in exact.items() if value})
    if filters.missing:
        summaries = summaries.filter(missing__contains=f",{filters.missing},")
    if filters.track:
        summaries = summaries.filter(short_tracks__contains=f",{filters.track},")
    if filters.waiting:
        summaries = summaries.filter(waiting__gt=0)
    return summaries.order_by(*_order(filters.sort))


def _order(sort: str) -> list[Any]:
    orders: dict[str, list[Any]] = {
        "": ["rank", "name", "pk"], "name": ["name", "pk"], "hours": ["minutes", "name", "pk"],
        "quiet": [F("last_activity_on").asc(nulls_first=True), "name", "pk"], "due": [F("due_on").asc(nulls_last=True), "name", "pk"],
    }  # fmt: skip
    return orders[sort]

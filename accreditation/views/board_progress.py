"""A cohort in pictures, each with its table: the readiness funnel, the hours burn-up; and hours by student."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accreditation.actions.refresh_summaries import fresh_counts
from accreditation.policies.stages import reached
from accreditation.queries.board import cohort_board
from accreditation.queries.burn_up import BurnWeek, burn_up
from accreditation.rules.records import roster_shared_with
from curriculum.api import cohort_called
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.clock import local_date, now

PER_PAGE = 25
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 240, 56, 16, 200
BAR_LEFT, BAR_WIDTH, BAR_STEP = 200, 380, 32


@dataclass(frozen=True)
class FunnelBar:
    """``y`` is the top of its line and ``width`` its length, in units of the picture; ``percent`` of all places, rounded down."""

    title: str
    number: int
    percent: int
    y: int
    width: int

    @property
    def middle(self) -> int:
        return self.y + 16

    @property
    def end(self) -> int:
        return BAR_LEFT + self.width + 8


@dataclass(frozen=True)
class Lines:
    """The two lines of the burn-up as points of SVG, and the words of its axes."""

    credited: str
    planned: str
    top: int
    labels: list[tuple[int, Any]]


@access.may("accreditation.view_board", subject=lambda cohort: cohort_called(cohort))
@require_safe
def progress(request: HttpRequest, cohort: Any) -> HttpResponse:
    """The pictures are of the whole cohort; the table of hours has 25 students a page."""
    counts, _left = fresh_counts(cohort, request.user)
    today = local_date(now(), cohort.campus.time_zone)
    places = roster_shared_with(request.user, cohort)
    weeks = burn_up(cohort, today, places)
    page = Paginator(places, PER_PAGE).get_page(request.GET.get("page"))
    hours = cohort_board(cohort, list(page.object_list))
    record_disclosures(
        viewer=request.user, owners=[row.enrollment.student.public_id for row in hours.rows], what="Hours by kind of training", purpose="Running the cohort",
        campus=cohort.campus.slug,
    )  # fmt: skip
    context = {"cohort": cohort, "funnel": _bars(counts.by_stage), "weeks": weeks, "lines": _lines(weeks), "board": hours, "page": page, "today": today}
    return render(request, "accreditation/board/progress.html", context)


def _bars(by_stage: dict[str, int]) -> list[FunnelBar]:
    found = reached(by_stage)
    total = found[0][2]
    return [
        FunnelBar(title, number, number * 100 // total if total else 0, 8 + place * BAR_STEP, number * BAR_WIDTH // total if total else 0)
        for place, (_key, title, number) in enumerate(found)
    ]


def _lines(weeks: list[BurnWeek]) -> Lines:
    top = max((max(week.planned, week.credited or 0) for week in weeks), default=0) or 1
    step = (WIDTH - LEFT - 16) / max(1, len(weeks) - 1)

    def points(values: list[int | None]) -> str:
        return " ".join(
            f"{round(LEFT + place * step)},{round(BOTTOM - (BOTTOM - TOP) * max(0, value) / top)}" for place, value in enumerate(values) if value is not None
        )

    every = max(1, len(weeks) // 5)
    labels = [(min(WIDTH - 24, round(LEFT + place * step)), week.on) for place, week in enumerate(weeks) if place % every == 0]
    return Lines(points([week.credited for week in weeks]), points([week.planned for week in weeks]), top, labels)

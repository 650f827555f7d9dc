"""Problems that readers reported, with where the passage stands now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

from curriculum.anchors import Found
from curriculum.models import ContentSnapshot, Problem, ProgramPage
from curriculum.queries.marks import found_in, lesson_url
from curriculum.rules import problems_handled_by


def problem_called(public_id: str) -> Problem | None:
    return Problem.objects.filter(public_id=public_id).select_related("lesson").first()


def open_problems(person: Any) -> QuerySet[Problem]:
    """The longest waiting first."""
    return problems_handled_by(person).filter(settled_at=None).select_related("lesson", "snapshot").order_by("pk")


def settled_problems(person: Any) -> QuerySet[Problem]:
    return problems_handled_by(person).exclude(settled_at=None).select_related("lesson", "snapshot").order_by("-settled_at", "-pk")


@dataclass(frozen=True)
class PlacedProblem:
    problem: Problem
    found: Found
    url: str
    edit_url: str


def placed(problems: Iterable[Problem], programs: Iterable[ProgramPage]) -> list[PlacedProblem]:
    """Each report with where its passage stands in the lesson's newest text. Costs the same for one and for many."""
    rows, known = list(problems), list(programs)
    newest = dict(ContentSnapshot.objects.filter(lesson__in={row.lesson_id for row in rows}).values_list("lesson").annotate(newest=Max("pk")))
    snapshots = ContentSnapshot.objects.in_bulk(list(newest.values()))
    return [_placed(row, snapshots[newest[row.lesson_id]], known) for row in rows]


def _placed(problem: Problem, newest: ContentSnapshot, programs: list[ProgramPage]) -> PlacedProblem:
    found = found_in(problem, newest)
    url = lesson_url(problem.lesson, programs) if problem.lesson.live else ""
    return PlacedProblem(problem, found, f"{url}#{found.address}" if url and found.address else url, f"/cms/pages/{problem.lesson_id}/edit/")

"""The gradebook of a cohort: students × activities in a constant number of queries, and how each overall result comes about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from assessments.models import AssessmentPage, Exemption, GradebookGroup, GradebookWeight
from assessments.queries.reached import Reached, best_reached
from assessments.queries.results import AttemptScore, assessments_of, holders_of
from assessments.statistics.overall import Overall, Result, Status, overall
from curriculum.api import done_sources, lessons_of, roster

SCORES_AT_ONCE = 1000  # students whose results are read together where all are wanted


@dataclass(frozen=True)
class Activity:
    """An assessment as the gradebook counts it."""

    page: AssessmentPage
    weight: int
    group: str

    @cached_property
    def key(self) -> int:
        """The assessment's primary key, asked once for all students."""
        return int(self.page.pk)


@dataclass(frozen=True)
class Book:
    """What is counted in a cohort. ``drops``: how many of the lowest results do not count, by group."""

    cohort: Any
    activities: list[Activity]
    drops: dict[str, int]


Score = AttemptScore | Reached


@dataclass(frozen=True)
class Cell:
    """``score``: the counting attempt; ``status`` says what becomes of it; ``reason`` of an exemption."""

    activity: Activity
    score: Score | None
    status: Status
    reason: str = ""

    @property
    def share(self) -> Fraction | None:
        return share_of(self.score)


@dataclass(frozen=True)
class Line:
    """One student: a cell for each activity, and the overall result."""

    enrollment: Any
    cells: list[Cell]
    overall: Overall


def share_of(score: Score | None) -> Fraction | None:
    return score.share if score and score.maximum else None


def book_of(cohort: Any) -> Book:
    """Three queries: the assessments, their weights, the groups."""
    weights = {row.assessment_id: row for row in GradebookWeight.objects.filter(cohort=cohort).select_related("group")}
    activities = [_activity(page, weights.get(page.pk)) for page in assessments_of(cohort.program)]
    return Book(cohort, activities, dict(GradebookGroup.objects.filter(cohort=cohort).values_list("name", "drop_lowest")))


def _activity(page: AssessmentPage, row: GradebookWeight | None) -> Activity:
    if row is None:
        return Activity(page, 1, "")
    return Activity(page, row.weight, row.group.name if row.group else "")


def students_in(cohort: Any, wanted: str = "") -> QuerySet[Any]:
    """The cohort's students by name; those whose name or address holds ``wanted``."""
    places = roster(cohort)
    for word in wanted.split()[:5]:
        name = Q(student__legal_last_name__icontains=word) | Q(student__legal_first_name__icontains=word) | Q(student__preferred_name__icontains=word)
        places = places.filter(name | Q(student__email__icontains=word))
    return places


def lines_of(book: Book, enrollments: Sequence[Any]) -> list[Line]:
    """The lines of some students of the cohort: results here or in a place the student moved from, and exemptions."""
    scores, exempt = best_reached(holders_of(enrollments)), exemptions_of(enrollments)
    return [line_of(book, place, scores, exempt) for place in enrollments]


def line_of(book: Book, place: Any, scores: Mapping[tuple[int, int], Score], exempt: dict[tuple[int, int], Exemption]) -> Line:
    key = place.pk
    found = [(activity, scores.get((key, activity.key)), exempt.get((key, activity.key))) for activity in book.activities]
    whole = overall([Result(activity.weight, activity.group, share_of(score), bool(one)) for activity, score, one in found], book.drops)
    cells = [Cell(activity, score, status, one.reason if one else "") for (activity, score, one), status in zip(found, whole.statuses, strict=True)]
    return Line(place, cells, whole)


def every_line(book: Book, enrollments: QuerySet[Any]) -> Iterator[Line]:
    """All lines, some students at a time, so that memory does not grow with the cohort."""
    batch: list[Any] = []
    for place in enrollments.iterator(chunk_size=SCORES_AT_ONCE):
        batch.append(place)
        if len(batch) == SCORES_AT_ONCE:
            yield from lines_of(book, batch)
            batch = []
    yield from lines_of(book, batch)


def exemptions_of(enrollments: Iterable[Any]) -> dict[tuple[int, int], Exemption]:
    """Exemptions in force by (enrollment, assessment)."""
    rows = Exemption.objects.filter(enrollment__in=[place.pk for place in enrollments]).order_by("number")
    newest = {(row.enrollment_id, row.assessment_id): row for row in rows}
    return {key: row for key, row in newest.items() if row.is_exempt}


def lessons_done(cohort: Any, enrollments: Sequence[Any]) -> tuple[int, dict[int, int]]:
    """How many lessons there are, and how many each of the students has done."""
    lessons = list(lessons_of(cohort.program).values_list("pk", flat=True))
    done: dict[int, int] = {}
    for place, _ in done_sources.get("lessons")([place.pk for place in enrollments], lessons):
        done[place] = done.get(place, 0) + 1
    return len(lessons), done

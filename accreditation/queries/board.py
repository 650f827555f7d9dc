"""The coordinator's board: one row a student, the same number of queries for three students and for thirty."""

from dataclasses import dataclass
from typing import Any

from accreditation.queries.hours import minutes_by_category, minutes_by_track
from assessments.api import passed_by_enrollment, required_assessments
from curriculum.api import completed_counts, lesson_count, roster
from lms.core.wording import hours


@dataclass(frozen=True)
class BoardRow:
    """Minutes by track in the order of ``Board.tracks``; ``missing`` says in words what is still to do."""

    enrollment: Any
    name: str
    minutes: list[int]
    total: int
    categories: dict[str, int]
    lessons_done: int
    quizzes_passed: int
    missing: list[str]

    @property
    def is_complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Board:
    tracks: list[Any]
    lessons: int
    quizzes: int
    rows: list[BoardRow]
    categories: list[str]

    @property
    def complete(self) -> int:
        return sum(row.is_complete for row in self.rows)


def cohort_board(cohort: Any) -> Board:
    """Everything the board of ``cohort`` shows."""
    enrollments = list(roster(cohort))
    ids = [enrollment.public_id for enrollment in enrollments]
    tracks = list(cohort.program.tracks.all())
    by_track, by_category = minutes_by_track(ids), minutes_by_category(ids)
    done = completed_counts(cohort)
    required = required_assessments(cohort.program)
    passed = passed_by_enrollment(cohort)
    minimum = cohort.program.minimum_percent
    rows = []
    for enrollment in enrollments:
        minutes = [by_track.get(enrollment.public_id, {}).get(track.slug, 0) for track in tracks]
        open_quizzes = [page.title for page in required if page.pk not in passed.get(enrollment.pk, set())]
        missing = [*_short(tracks, minutes, minimum), *(f"Pass “{title}”" for title in open_quizzes)]
        categories = by_category.get(enrollment.public_id, {})
        counts = (done.get(enrollment.pk, 0), len(required) - len(open_quizzes))
        rows.append(BoardRow(enrollment, enrollment.student.legal_name, minutes, sum(minutes), categories, *counts, missing))
    used = sorted({category for row in rows for category in row.categories})
    return Board(tracks, lesson_count(cohort.program), len(required), rows, used)


def _short(tracks: list[Any], minutes: list[int], minimum_percent: int) -> list[str]:
    short = []
    for track, have in zip(tracks, minutes, strict=True):
        needed = -(-track.minutes * minimum_percent // 100)
        if have < needed:
            short.append(f"{hours(needed - have)} more in {track.title.lower()}")
    return short

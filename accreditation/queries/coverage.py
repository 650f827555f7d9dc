"""Broad knowledge as a picture: credited minutes of every topic, for one student or a cohort (domain reference, 8.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accreditation.dossier import Dossier
from accreditation.models import Entry
from accreditation.queries.dossier import build_dossiers
from curriculum.api import topics

STEPS = (1, 30, 60, 120)  # least minutes of each shade but the lightest; house figures, nothing asks for them


def shade(minutes: int) -> int:
    """0 for nothing credited, up to 4 for two hours or more."""
    return sum(minutes >= step for step in STEPS)


@dataclass(frozen=True)
class Cell:
    slug: str
    title: str
    required: bool
    minutes: int

    @property
    def shade(self) -> int:
        return shade(self.minutes)

    @property
    def is_gap(self) -> bool:
        return self.required and self.minutes <= 0

    @property
    def width(self) -> int:
        """Of its bar, in hundredths of the picture's width: full at four hours."""
        return min(100, max(0, self.minutes) * 100 // 240)


@dataclass(frozen=True)
class CoverageRow:
    enrollment: Any
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> list[str]:
        return [cell.title for cell in self.cells if cell.is_gap]


@dataclass(frozen=True)
class Coverage:
    """``topics`` are the columns; the must-have ones first, in the program's order."""

    topics: tuple[tuple[str, str, bool], ...]
    rows: tuple[CoverageRow, ...]

    @property
    def gaps_by_topic(self) -> list[tuple[str, int]]:
        """Every must-have topic with the number of students who have nothing of it, where there are some."""
        counts = [(title, sum(row.cells[place].is_gap for row in self.rows)) for place, (_slug, title, _required) in enumerate(self.topics)]
        return [(title, count) for title, count in counts if count]


def coverage_of(enrollments: Sequence[Any], as_of: date) -> Coverage:
    """The matrix of some places as of a date, from the trainings on EOIR's list; a constant number of queries."""
    columns = tuple((topic.slug, topic.title, topic.required) for topic in sorted(topics(), key=lambda topic: not topic.required))
    dossiers = build_dossiers(enrollments, as_of)
    rows = tuple(CoverageRow(place, _cells(columns, dossier)) for place, dossier in zip(enrollments, dossiers, strict=True))
    used = {cell.slug for row in rows for cell in row.cells if cell.required or cell.minutes}
    kept = tuple(column for column in columns if column[0] in used)
    return Coverage(kept, tuple(CoverageRow(row.enrollment, tuple(cell for cell in row.cells if cell.slug in used)) for row in rows))


def _cells(columns: tuple[tuple[str, str, bool], ...], dossier: Dossier) -> tuple[Cell, ...]:
    minutes: dict[str, int] = {}
    for training in dossier.eoir_trainings:
        for topic in training.topics:
            minutes[topic.slug] = minutes.get(topic.slug, 0) + topic.minutes
    return tuple(Cell(slug, title, required, minutes.get(slug, 0)) for slug, title, required in columns)


def entries_on(entries: QuerySet[Entry], topic: str) -> list[tuple[Entry, int]]:
    """The entries that credit ``topic``, each with its minutes, in the order given: what a figure of the matrix is made of."""
    return [(entry, entry.topics[topic]) for entry in entries if entry.topics.get(topic)]

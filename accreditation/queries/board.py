"""Hours by student: one row each, by track and by kind of training, the same number of queries for three students and for thirty."""

from dataclasses import dataclass
from typing import Any

from accreditation.dossier import Dossier
from accreditation.models.entry import Category
from accreditation.queries.completion import still_open
from accreditation.queries.dossier import build_dossiers
from accreditation.queries.hours import minutes_by_category, minutes_by_track
from accreditation.requirements.completion import missing_of_training
from assessments.api import passed_by_enrollment, required_assessments
from curriculum.api import completed_counts, lesson_count, roster
from lms.core.clock import local_date, now


@dataclass(frozen=True)
class BoardRow:
    """Minutes by track and by kind of training, each beside its title, in the order of ``Board``; ``missing`` says in words what is still to do."""

    enrollment: Any
    name: str
    by_track: list[tuple[str, int]]
    by_kind: list[tuple[str, int]]
    total: int
    lessons_done: int
    quizzes_passed: int
    missing: list[str]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def kinds_total(self) -> int:
        """Everything that was credited, outside training included; ``total`` is of the program's tracks."""
        return sum(minutes for _kind, minutes in self.by_kind)


@dataclass(frozen=True)
class Board:
    tracks: list[Any]
    lessons: int
    quizzes: int
    kinds: list[str]
    rows: list[BoardRow]

    @property
    def complete(self) -> int:
        return sum(row.is_complete for row in self.rows)


def cohort_board(cohort: Any, places: list[Any] | None = None) -> Board:
    """Hours of ``places`` of ``cohort`` (of all its places unless given), and what each lacks."""
    enrollments = list(roster(cohort)) if places is None else places
    tracks = list(cohort.program.tracks.all())
    by_category = minutes_by_category(enrollments)
    kinds = [kind for kind in Category if any(kind.value in minutes for minutes in by_category.values())]
    required = required_assessments(cohort.program)
    by_track, done, passed = minutes_by_track(enrollments), completed_counts(cohort), passed_by_enrollment(cohort)
    rows = []
    dossiers = build_dossiers(enrollments, local_date(now(), cohort.campus.time_zone))
    for place, dossier in zip(enrollments, dossiers, strict=True):
        minutes = [by_track.get(place.public_id, {}).get(track.slug, 0) for track in tracks]
        to_pass = [page.title for page in required if page.pk not in passed.get(place.pk, set())]
        row = BoardRow(
            enrollment=place,
            name=place.student.legal_name,
            by_track=[(track.title, count) for track, count in zip(tracks, minutes, strict=True)],
            by_kind=[(str(kind.label), by_category.get(place.public_id, {}).get(kind.value, 0)) for kind in kinds],
            total=sum(minutes),
            lessons_done=done.get(place.pk, 0),
            quizzes_passed=len(required) - len(to_pass),
            missing=_missing(dossier),
        )
        rows.append(row)
    return Board(tracks, lesson_count(cohort.program), len(required), [str(kind.label) for kind in kinds], rows)


def _missing(dossier: Dossier) -> list[str]:
    """What the program asks for before the student is trained, then what other tracks lack."""
    open_now = still_open(dossier)
    others = [gap for training in dossier.trainings if training.track for gap in missing_of_training(training, dossier.rules)]
    return [*open_now, *(gap for gap in others if gap not in open_now)]

"""The accreditation record with outside training: one row for each, after the tracks of the place it was entered in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from accreditation.models import Entry
from accreditation.queries.hours import holders_of
from accreditation.queries.outside_facts import TRACK_TITLE, Folded, folded_outside
from accreditation.queries.record import RecordRow, recorded
from lms.core.clock import end_of_day

FROM_PAPER = "Outside training, from paper"


@dataclass(frozen=True)
class OutsideTrack:
    """What stands in place of a track."""

    title: str
    slug: str = ""
    on_eoir_list: bool = True


@dataclass(frozen=True)
class OutsideRow(RecordRow):
    """One outside training of one student, with its own title and provider."""

    told: Folded

    @property
    def heading(self) -> str:
        return f"{self.told.title} ({self.told.provider})"

    def as_columns(self) -> dict[str, Any]:
        training = self.told.training
        return super().as_columns() | {
            "training": self.told.title,
            "provider": self.told.provider,
            "score": training.test_result if training else "",
            "certificate_no": (training.certificate_number or None) if training else None,
        }


def rows_with_outside(enrollments: list[Any], as_of: date | None = None) -> list[RecordRow]:
    """The rows of ``record_rows``, each place's outside trainings after its tracks; three queries more where there are any, whatever the number of students."""
    program = recorded(enrollments, as_of)
    if not program.beside:
        return program.rows
    outside = _outside_by_place([place for place in enrollments if place.public_id in program.beside], as_of)
    rows: list[RecordRow] = []
    for number, row in enumerate(program.rows):
        rows.append(row)
        is_last = number + 1 == len(program.rows) or program.rows[number + 1].enrollment is not row.enrollment
        rows += [_row(row, told) for told in outside.get(row.enrollment.public_id, ())] if is_last else []
    return rows


def _outside_by_place(enrollments: list[Any], as_of: date | None) -> dict[str, list[Folded]]:
    holders = holders_of(enrollments)
    campuses = {place.cohort.campus for place in enrollments}
    until = {campus.slug: end_of_day(as_of, campus.time_zone) for campus in campuses} if as_of is not None else None
    entries = Entry.objects.filter(student__among={place.student.public_id for place in enrollments})  # by student, as the index of sources has them
    found: dict[str, list[Folded]] = defaultdict(list)
    for told in folded_outside(entries.filter(campus__in=until) if until is not None else entries, until):
        for holder in holders.get(told.enrollment, ()):
            found[holder].append(told)
    return found


def _row(beside: RecordRow, told: Folded) -> OutsideRow:
    track = OutsideTrack(TRACK_TITLE if told.training else FROM_PAPER)
    return OutsideRow(beside.enrollment, beside.named, track, told.fold, (), None, beside.ledger_seq, beside.ledger_head, beside.titles, told)

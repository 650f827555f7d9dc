"""Batches of hours: one by its name, a cohort's, their lines with what became of them, and what students have for the same already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from accreditation.models import BatchLine, Entry, HoursBatch
from accreditation.models.entry import Kind
from accreditation.queries.outside import Told, plain_name
from lms.people.api import names_of


def batch_called(public_id: str) -> HoursBatch | None:
    return HoursBatch.objects.filter(public_id=public_id).first()


def batches_of(cohort: Any) -> QuerySet[HoursBatch]:
    """A cohort's batches, newest first."""
    return HoursBatch.objects.filter(cohort=cohort.slug).order_by("-pk")


def paper_with(cohort: Any, sha256: str) -> HoursBatch | None:
    """The batch that was read from this very file and was not declined or withdrawn."""
    return HoursBatch.objects.filter(cohort=cohort.slug, kind="paper", file_sha256=sha256, state__in=["pending", "approved"]).first()


def entries_of_batch(batch: HoursBatch) -> dict[int, Entry]:
    """By line, the credit that was posted for it."""
    students = batch.lines.values("student")
    rows = Entry.objects.filter(student__in=students, cohort=batch.cohort, kind=Kind.CREDIT, evidence__batch=batch.public_id)
    return {entry.evidence["line"]: entry for entry in rows}


def reversed_of(entries: Iterable[Entry]) -> set[tuple[str, int]]:
    """Which of the entries (student, seq) were reversed."""
    students = {entry.student for entry in entries}
    rows = Entry.objects.filter(student__in=students, kind=Kind.REVERSAL).values_list("student", "reverses")
    return {(student, seq) for student, seq in rows if seq is not None}


@dataclass(frozen=True)
class ShownLine:
    """A line with its student's name, the entry it became, and why it became none."""

    line: BatchLine
    name: str
    seq: int | None
    is_undone: bool
    refused: str


def shown_lines(batch: HoursBatch) -> list[ShownLine]:
    """The lines of a batch in order; a constant number of queries."""
    lines = list(batch.lines.select_related("batch"))
    names = names_of({line.student for line in lines})
    if batch.reverses:
        undone = reversed_of([Entry(student=line.student) for line in lines])
        return [ShownLine(line, names.get(line.student, ""), line.reverses, (line.student, line.reverses) in undone, _why(batch, line)) for line in lines]
    entries = entries_of_batch(batch)
    undone = reversed_of(entries.values())
    return [_shown(batch, line, names.get(line.student, ""), entries.get(line.number), undone) for line in lines]


def _shown(batch: HoursBatch, line: BatchLine, name: str, entry: Entry | None, undone: set[tuple[str, int]]) -> ShownLine:
    return ShownLine(line, name, entry.seq if entry else None, entry is not None and (entry.student, entry.seq) in undone, _why(batch, line))


def _why(batch: HoursBatch, line: BatchLine) -> str:
    return str(batch.refused.get(str(line.number), ""))


def credited_for(students: Iterable[str], source_kind: str, source_id: str) -> dict[str, int]:
    """By student, the minutes that stand for a lesson or live session, in one query."""
    rows = Entry.objects.filter(student__in=set(students), source_kind=source_kind, source_id=source_id).order_by().values_list("student")
    return dict(rows.annotate(total=Sum("minutes")))


def credited_as(students: Iterable[str], title: str, on: date) -> dict[str, int]:
    """By student, the minutes that stand under a title on a day, from batches and adjustments, in one query."""
    found: dict[str, int] = defaultdict(int)
    rows = Entry.objects.filter(student__in=set(students), source_kind="adjustment", occurred_from__lte=on, occurred_to__gte=on)
    for student, said, minutes in rows.values_list("student", "title", "minutes"):
        if plain_name(said) == plain_name(title):
            found[student] += minutes
    return dict(found)


def trainings_there(students: Iterable[str]) -> dict[str, list[Told]]:
    """By student, the trainings from outside or from paper that stand, in one query: what paper must not bring a second time."""
    rows = Entry.objects.filter(student__in=set(students), evidence__kind__in=["outside", "paper"], kind=Kind.CREDIT)
    entries = list(rows)
    undone = reversed_of(entries)
    found: dict[str, list[Told]] = defaultdict(list)
    for entry in entries:
        if (entry.student, entry.seq) not in undone:
            found[entry.student].append(Told(entry.title, entry.provider, entry.occurred_from, entry.occurred_to))
    return dict(found)

"""Batches of hours: one by its name, a cohort's, their lines with what became of them, and what students have for the same already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from accreditation.models import BatchLine, Entry, HoursBatch
from accreditation.models.entry import Category, Kind, Mode
from accreditation.queries.outside import Told, plain_name
from curriculum.api import topic_titles
from lms.people.api import names_of

CATEGORIES, MODES = dict(Category.choices), dict(Mode.choices)


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


def reversed_of(students: Iterable[str]) -> set[tuple[str, int | None]]:
    """Which entries (student, seq) of these students were reversed."""
    rows = Entry.objects.filter(student__in=set(students), kind=Kind.REVERSAL).values_list("student", "reverses")
    return {(student, seq) for student, seq in rows if seq is not None}


@dataclass(frozen=True)
class ShownLine:
    """A line with its student's name, what it counts as in words, the entry it became, and why it became none."""

    line: BatchLine
    name: str
    counts_as: str
    seq: int | None
    is_undone: bool
    refused: str


def shown_lines(batch: HoursBatch) -> list[ShownLine]:
    """The lines of a batch in order; a constant number of queries."""
    lines = list(batch.lines.select_related("batch"))
    names, titles = names_of({line.student for line in lines}), topic_titles()
    seqs = {line.number: line.reverses for line in lines} if batch.reverses else {number: entry.seq for number, entry in entries_of_batch(batch).items()}
    undone = reversed_of({line.student for line in lines})
    return [
        ShownLine(
            line, names.get(line.student, ""), counts_as(line, titles), seqs.get(line.number), (line.student, seqs.get(line.number)) in undone,
            str(batch.refused.get(str(line.number), "")),
        )
        for line in lines
    ]  # fmt: skip


def counts_as(line: BatchLine, titles: Mapping[str, str]) -> str:
    """``Law, with a teacher, in person; law and skills; Asylum 60 min``: kind and mode, track, topics."""
    kind, mode = CATEGORIES.get(line.category, line.category), MODES.get(line.mode, line.mode)
    topics = ", ".join(f"{titles.get(slug, slug)} {minutes} min" for slug, minutes in sorted(line.topics.items()))
    return "; ".join(part for part in (f"{kind}, {str(mode).lower()}", line.track.replace("_", " "), topics) if part)


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
    undone = reversed_of({entry.student for entry in entries})
    found: dict[str, list[Told]] = defaultdict(list)
    for entry in entries:
        if (entry.student, entry.seq) not in undone:
            found[entry.student].append(Told(entry.title, entry.provider, entry.occurred_from, entry.occurred_to))
    return dict(found)

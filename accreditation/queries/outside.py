"""Outside training: one by its name, a student's, what is alike, and what was credited on the same days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from accreditation.models import Entry, OutsideTraining, ProposalState
from accreditation.models.entry import Kind, SourceKind

NOT_IN_A_NAME = re.compile(r"[\W_]+")


def outside_called(public_id: str) -> OutsideTraining | None:
    return OutsideTraining.objects.filter(public_id=public_id).first()


def outside_of(student: str) -> QuerySet[OutsideTraining]:
    """A student's outside trainings, newest first."""
    return OutsideTraining.objects.filter(student=student).order_by("-pk")


def is_followed(training: OutsideTraining) -> bool:
    """Whether a newer version of it was handed in."""
    return OutsideTraining.objects.filter(version_of=training.public_id).exclude(state=ProposalState.WITHDRAWN).exists()


def plain_name(text: str) -> str:
    """``CLINIC’s  COIL (2026)`` → ``clinic s coil 2026``: what two spellings of one name have in common."""
    return " ".join(NOT_IN_A_NAME.sub(" ", text.casefold()).split())


@dataclass(frozen=True)
class Told:
    """A training as somebody tells of it: by whom it was given, what it was called, when it was, and its document."""

    title: str
    provider: str
    first_on: date
    last_on: date
    document_sha256: str = ""

    @property
    def name(self) -> tuple[str, str]:
        return plain_name(self.title), plain_name(self.provider)

    def overlaps(self, first: date, last: date) -> bool:
        return self.first_on <= last and first <= self.last_on


def double_of(student: str, told: Told, *, but: str = "") -> str:
    """Why ``told`` is a double of what waits or was credited, as a sentence; empty when it is none.

    ``but`` is the training that is being decided about: then only what was credited counts, so of two that wait the first decided is credited.
    """
    states = [ProposalState.APPROVED] if but else [ProposalState.PENDING, ProposalState.APPROVED]
    live = OutsideTraining.objects.filter(student=student, state__in=states).exclude(public_id=but)
    standing = standing_sources(student)
    for other in live:
        if not other.is_pending and other.public_id not in standing:
            continue
        if told.document_sha256 and told.document_sha256 == other.document_sha256:
            return f"This document is there already, with “{other.title}”. Each document counts once."
        if told.name == (plain_name(other.title), plain_name(other.provider)) and told.overlaps(other.first_on, other.last_on):
            return f"“{other.title}” by {other.provider} is there already for these days. Each training counts once."
    return _double_in_ledger(student, told, but)


def _double_in_ledger(student: str, told: Told, but: str) -> str:
    """The same against entries that were read from paper."""
    rows = Entry.objects.filter(student=student, kind=Kind.CREDIT, evidence__kind="paper", occurred_from__lte=told.last_on, occurred_to__gte=told.first_on)
    standing = standing_sources(student)
    for entry in rows.exclude(source_id=but):
        if entry.source_id in standing and told.name == (plain_name(entry.title), plain_name(entry.provider)):
            return f"“{entry.title}” by {entry.provider} was credited from paper already for these days (entry {entry.seq})."
    return ""


def standing_sources(student: str) -> set[str]:
    """Sources of outside training and batches from which anything is still credited."""
    kinds = [SourceKind.EXTERNAL_TRAINING, SourceKind.ADJUSTMENT]
    rows = Entry.objects.filter(student=student, source_kind__in=kinds).order_by().values_list("source_id")
    return {source for source, minutes in rows.annotate(total=Sum("minutes")) if minutes > 0}


@dataclass(frozen=True)
class Nearby:
    """An entry on the same days as a proposal, for the second person to see."""

    seq: int
    title: str
    minutes: int
    first_on: date
    last_on: date


def credited_nearby(trainings: Iterable[OutsideTraining]) -> dict[str, list[Nearby]]:
    """By public id of each training, the standing entries on its days, in one query."""
    found = list(trainings)
    near = {one.public_id: list[Nearby]() for one in found}
    if not found:
        return near
    anywhere = Q()
    for one in found:
        anywhere |= Q(student=one.student, occurred_from__lte=one.last_on, occurred_to__gte=one.first_on)
    rows = list(Entry.objects.filter(anywhere).order_by("seq"))
    undone = {(row.student, row.reverses) for row in rows if row.reverses}
    for one in found:
        for row in rows:
            is_near = row.student == one.student and row.occurred_from <= one.last_on and one.first_on <= row.occurred_to
            stands = row.reverses is None and (row.student, row.seq) not in undone and row.source_id != one.public_id
            if is_near and stands:
                near[one.public_id].append(Nearby(row.seq, row.title, row.minutes, row.occurred_from, row.occurred_to))
    return near

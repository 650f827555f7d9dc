"""Corrections that wait, and what each would change."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accreditation.models import Correction, CorrectionState, Entry
from accreditation.rules.records import corrections_decided_by, corrections_visible_to
from curriculum.api import topic_titles
from lms.people.api import names_of
from lms.vault.api import open_texts


@dataclass(frozen=True)
class Proposal:
    """A correction beside the entry it corrects, in words. ``topics`` are (title, minutes)."""

    correction: Correction
    entry: Entry
    student: str
    proposed_by: str
    decided_by: str
    reason: str
    answer: str
    topics: list[tuple[str, int]]
    may_decide: bool


def pending_corrections(person: Any) -> QuerySet[Correction]:
    """What waits for ``person`` to decide."""
    return corrections_decided_by(person).filter(state=CorrectionState.PENDING)


def waiting_on_campuses_of(person: Any) -> QuerySet[Correction]:
    """What waits on the person's campuses, their own proposals included: those wait for somebody else."""
    return corrections_visible_to(person).filter(state=CorrectionState.PENDING)


def proposals(corrections: QuerySet[Correction], person: Any) -> list[Proposal]:
    """Each correction with its entry and its people."""
    found = list(corrections)
    rows = Entry.objects.filter(student__in={one.student for one in found}, seq__in={one.seq for one in found})
    entries = {(entry.student, entry.seq): entry for entry in rows}
    names = names_of({name for one in found for name in (one.student, one.proposed_by, one.decided_by) if name})
    titles = topic_titles() if found else {}
    reasons = open_texts([(one.student, bytes(one.sealed_reason)) for one in found])
    answers = open_texts([(one.student, bytes(one.sealed_answer or b"")) for one in found])
    return [
        Proposal(
            one, entries[one.student, one.seq], names.get(one.student, ""), names.get(one.proposed_by, ""), names.get(one.decided_by, ""), reason, answer,
            [(titles.get(slug, slug), minutes) for slug, minutes in one.topics.items()], person.has_perm("accreditation.decide_correction", one),
        )
        for one, reason, answer in zip(found, reasons, answers, strict=True)
    ]  # fmt: skip


def correction_called(public_id: str) -> Correction | None:
    return Correction.objects.filter(public_id=public_id).first()


def corrections_of_entry(student: str, seq: int) -> QuerySet[Correction]:
    """Every correction proposed for an entry, newest first."""
    return Correction.objects.filter(student=student, seq=seq).order_by("-pk")

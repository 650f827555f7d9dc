"""Crediting told study in bulk: the entries that ``post_lesson`` would have posted, one chain a student, made without a statement for each.

Constraint: the same bytes. Drafts, evidence and hashes are those of ``post_lesson`` and ``append``; the database checks the chain as it takes the rows.
Whoever tells looks afterwards who is trained by them (``evaluate_completion``): that is judged, not posted.
"""

from typing import Any

from accreditation.actions.post_lesson import measured_draft, measured_evidence, nominal_draft, stretches
from accreditation.ledger.body import Draft, entry_hash, placed
from accreditation.models import Entry, LedgerHead
from curriculum.api import Studied, lesson_facts
from lms.core.canonical import GENESIS
from lms.core.copying import copy_rows

COLUMNS = tuple(field.attname for field in Entry._meta.concrete_fields if field.name != "id")


class ToldEntries:
    """The entries of many students who had none, collected and then written at once."""

    def __init__(self) -> None:
        self._entries: list[list[Any]] = []
        self._heads: list[tuple[str, int, str]] = []

    def post(self, enrollment: Any, studied: list[Studied]) -> int:
        """Keep what ``studied`` earns in this place; how many entries that are."""
        seq, last = 0, GENESIS
        for one in studied:
            for draft in _drafts(enrollment, one):
                values = placed(draft, seq=seq + 1, prev_hash=last, recorded_at=one.completion.completed_at)
                seq, last = seq + 1, entry_hash(values)
                values["hash"] = last
                self._entries.append([values[name] for name in COLUMNS])
        if studied:
            self._heads.append((enrollment.student.public_id, seq, last))
        return seq

    def write(self) -> None:
        """Write everything that was kept."""
        copy_rows(LedgerHead, ("student", "seq", "hash"), self._heads)
        copy_rows(Entry, COLUMNS, self._entries)
        self._entries, self._heads = [], []


def _drafts(enrollment: Any, studied: Studied) -> list[Draft]:
    snapshot = studied.completion.snapshot
    mode = lesson_facts(snapshot).credit_mode
    if mode == "nominal":
        return [nominal_draft(enrollment, studied.completion)]
    if mode != "measured":
        return []
    earned = [stretch for stretch in stretches(studied.runs, 0) if stretch.minutes > 0]
    evidences = [measured_evidence(studied.activity, stretch, studied.log_seq, studied.log_hash) for stretch in earned]
    return [measured_draft(enrollment, snapshot, stretch, evidence) for stretch, evidence in zip(earned, evidences, strict=True)]

"""Proof that the ledger says what it said: chains, heads, anchors, and everything the entries rest on (hours.md, section 4).

Verification reads each student's entries in order, recomputes every hash and stops at the first entry that does not
hold. Checks of what entries rest on (study log, snapshots, measured figures) are registered in
``accreditation.ledger.foundations``; each is asked once per student, so one replay serves all of a student's entries.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from accreditation.ledger.anchor_files import KeptAnchor, kept_anchors
from accreditation.ledger.anchored import Anchored, AnchoredChain, AnchorsBroken, anchors_up_to
from accreditation.ledger.body import HASHED, entry_hash
from accreditation.ledger.foundations import foundations
from accreditation.models import Entry, LedgerHead
from lms.core.canonical import GENESIS

COLUMNS = (*HASHED, "hash")
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Bad:
    """The first thing that does not hold: whose, at which entry (0: the chain as a whole), and why in a sentence."""

    student: str
    seq: int
    why: str


@dataclass(frozen=True)
class Verification:
    """What ``verify_ledger`` prints. ``anchors`` counts the anchors that the chains were compared with."""

    ok: bool
    students: int
    entries: int
    anchors: int
    first_bad: Bad | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def verify(student: str | None = None, progress: Progress | None = None, *, received: KeptAnchor | None = None) -> Verification:
    """Verify every chain, or one student's, also against an anchor that was ``received`` by mail. Reads only.

    Memory stays flat but for some 16 characters an anchored entry.
    """
    heads = dict(_heads(student))
    anchored, bad_anchor = _anchored(received)
    chains = dict(anchored.chains) if anchored else {}
    students = entries = 0
    bad: Bad | None = None
    for whose, rows in _chains(student):
        students += 1
        entries += len(rows)
        chain = chains.pop(whose, None)
        bad = bad or _first_bad(whose, rows, heads.pop(whose, None), chain)
        if progress is not None:
            progress(entries)
    gone = {whose: chain for whose, chain in chains.items() if student in (None, whose)}
    bad = bad or _chain_cut_to_nothing(heads) or _anchored_chain_gone(gone) or bad_anchor or _first_bad_elsewhere(student)
    return Verification(ok=bad is None, students=students, entries=entries, anchors=anchored.count if anchored else 0, first_bad=bad)


def verify_each(students: Iterable[str]) -> Iterator[tuple[str, Verification]]:
    """Verify the chain of each student by itself, with the anchors read once. What is wrong with the anchors is wrong for each."""
    anchored, bad_anchor = _anchored(None)
    for whose in students:
        heads, rows = dict(_heads(whose)), next((rows for _student, rows in _chains(whose)), [])
        chain = anchored.chains.get(whose) if anchored else None
        if rows:
            bad = _first_bad(whose, rows, heads.get(whose), chain)
        else:
            bad = _chain_cut_to_nothing(heads) or _anchored_chain_gone({whose: chain} if chain else {})
        bad = bad or bad_anchor
        yield whose, Verification(ok=bad is None, students=1, entries=len(rows), anchors=anchored.count if anchored else 0, first_bad=bad)


def _anchored(received: KeptAnchor | None) -> tuple[Anchored | None, Bad | None]:
    """The chains as anchored; what does not hold of the anchors themselves."""
    try:
        anchored = Anchored(anchors_up_to())
    except AnchorsBroken as broken:
        return None, Bad("", 0, str(broken))
    kept, damaged = kept_anchors()
    contradictions = (anchored.contradiction(anchor) for anchor in [*kept, *([received] if received else [])])
    return anchored, next((Bad("", 0, why) for why in (damaged, *contradictions) if why), None)


def _heads(student: str | None) -> Iterator[tuple[str, tuple[int, str]]]:
    heads = LedgerHead.objects.filter(student=student) if student else LedgerHead.objects.all()
    for whose, seq, last_hash in heads.values_list("student", "seq", "hash").iterator():
        yield whose, (seq, last_hash)


def _chains(student: str | None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    entries = Entry.objects.filter(student=student) if student else Entry.objects.all()
    rows = entries.order_by("student", "seq").values_list(*COLUMNS).iterator(chunk_size=2000)
    for whose, group in groupby(rows, key=lambda row: row[0]):
        yield whose, [dict(zip(COLUMNS, row, strict=True)) for row in group]


def _first_bad(student: str, rows: list[dict[str, Any]], head: tuple[int, str] | None, anchored: AnchoredChain | None) -> Bad | None:
    previous = GENESIS
    for number, row in enumerate(rows, start=1):
        why = _broken_link(row, number, previous)
        if why:
            return Bad(student, number, why)
        previous = row["hash"]
    difference = anchored.first_difference(rows) if anchored else None
    if difference:
        return Bad(student, *difference)
    if head != (rows[-1]["seq"], previous):
        return Bad(student, rows[-1]["seq"], "The end of the chain is not where the chain's head says it is.")
    return _first_bad_foundation(student, rows)


def _broken_link(row: dict[str, Any], number: int, previous: str) -> str:
    if row["seq"] != number:
        return f"Entry {number} is missing."
    if row["prev_hash"] != previous:
        return "The entry does not continue the one before it."
    if _hash_or_nothing(row) != row["hash"]:
        return "The entry's content does not match its hash."
    if sum(row["topics"].values()) != row["minutes"]:
        return "The minutes by topic do not add up to the entry's minutes."
    return ""


def _hash_or_nothing(row: dict[str, Any]) -> str:
    try:
        return entry_hash(row)
    except (TypeError, ValueError, AttributeError):  # an edited column may hold what cannot be hashed at all
        return ""


def _first_bad_foundation(student: str, rows: list[dict[str, Any]]) -> Bad | None:
    for foundation in foundations:
        found = foundation.check(student, rows)
        if found is not None:
            return Bad(student, *found)
    return None


def _chain_cut_to_nothing(left: dict[str, tuple[int, str]]) -> Bad | None:
    for whose, (seq, _) in sorted(left.items()):
        if seq:
            return Bad(whose, 1, f"All {seq} entries of this student are missing.")
    return None


def _anchored_chain_gone(gone: dict[str, AnchoredChain]) -> Bad | None:
    for whose, chain in sorted(gone.items()):
        return Bad(whose, 1, f"All entries of this student are missing; anchor {chain.anchor} covers {chain.seq}.")
    return None


def _first_bad_elsewhere(student: str | None) -> Bad | None:
    if student is not None:
        return None
    for foundation in foundations:
        found = foundation.check_rest()
        if found is not None:
            return Bad(*found)
    return None

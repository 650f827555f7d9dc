"""Whether documents still say what they said: their events, their sealed texts and their files, each against the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from accreditation.models import Evidence, EvidenceEvent, EvidenceText
from lms.core.canonical import sha256_hex
from lms.vault.api import StoredFile, Unreadable, verify

AT_ONCE = 500


@dataclass(frozen=True)
class BadDocument:
    """The first document that does not hold, by public id, and a sentence on why."""

    evidence: str
    why: str


@dataclass(frozen=True)
class Proof:
    """How many documents were looked at, and the first bad one."""

    documents: int
    first_bad: BadDocument | None

    @property
    def ok(self) -> bool:
        return self.first_bad is None


def prove_evidence() -> Proof:
    """Look at every document in the order in which they were handed in, files included, some hundred at a time; stops at the first that does not hold."""
    looked_at, after = 0, 0
    while rows := list(Evidence.objects.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        bad = _first_bad(rows)
        if bad is not None:
            return Proof(looked_at, bad)
        looked_at, after = looked_at + len(rows), rows[-1].pk
    return Proof(looked_at, None)


def _first_bad(rows: list[Evidence]) -> BadDocument | None:
    events: dict[int, list[EvidenceEvent]] = {row.pk: [] for row in rows}
    for event in EvidenceEvent.objects.filter(evidence__in=events):
        events[event.evidence_id].append(event)
    texts = {(text.evidence_id, text.number): bytes(text.sealed) for text in EvidenceText.objects.filter(evidence__in=events)}
    files = {file.public_id: file for file in StoredFile.objects.filter(public_id__in={row.file for row in rows} - {""})}
    for row in rows:
        why = _wrong_events(row, events[row.pk]) or _wrong_texts(row, events[row.pk], texts) or _wrong_file(row, events[row.pk], files)
        if why:
            return BadDocument(row.public_id, why)
    return None


def _wrong_events(row: Evidence, events: list[EvidenceEvent]) -> str:
    if [event.number for event in events] != list(range(1, len(events) + 1)) or not events:
        return "An event is missing."
    if any((event.student, event.uploaded_by) != (row.student, row.uploaded_by) for event in events):
        return "An event names another student or another person who handed it in."
    return ""


def _wrong_texts(row: Evidence, events: Iterable[EvidenceEvent], texts: dict[tuple[int, int], bytes]) -> str:
    known = list(events)
    if known[-1].kind == "purged":
        return "It was removed, and its words are still there." if any((row.pk, event.number) in texts for event in known) else ""
    for event in known:
        sealed = texts.get((row.pk, event.number))
        if (sha256_hex(sealed) if sealed is not None else "") != event.text_sha256:
            return f"The words of event {event.number} are not those that were kept."
    return ""


def _wrong_file(row: Evidence, events: list[EvidenceEvent], files: dict[str, StoredFile]) -> str:
    if not row.file or events[-1].kind == "purged":
        return ""
    file = files.get(row.file)
    if file is None or file.removed_at is not None:
        return "Its file is gone."
    if (file.sha256, file.size) != (row.sha256, row.size):
        return "Its file is another than the one that was handed in."
    try:
        verify(file)
    except Unreadable:
        return "Its file cannot be read as it was kept."
    return ""

"""Whether filed packets are still what was filed: their rows against each other, the audit, and the bytes in the vault."""

from dataclasses import dataclass

from accreditation.models import FiledPacket
from lms.audit.api import events_about
from lms.vault.api import StoredFile, Unreadable, verify

EVENT, PURGED = "accreditation.packet_filed", "accreditation.packet_purged"


@dataclass(frozen=True)
class BadPacket:
    """The first filed packet that does not hold: whose, which, and why."""

    student: str
    packet: str
    why: str


def first_bad_packet() -> BadPacket | None:
    """Look at every filed packet in order, its file read to the end in constant memory."""
    for row in FiledPacket.objects.select_related("packet").defer("packet__contents").order_by("pk").iterator(chunk_size=200):
        why = _why(row)
        if why:
            return BadPacket(row.student, row.packet.public_id, why)
    return None


def _is_said(row: FiledPacket, kind: str) -> bool:
    """Whether the audit has an event of ``kind`` about this packet with its hash."""
    said = [event for event in events_about("person", row.student).filter(kind=kind) if event.data.get("packet") == row.packet.public_id]
    return any(event.data.get("sha256") == row.sha256 for event in said)


def _why(row: FiledPacket) -> str:
    if (row.sha256, row.size, row.kind, row.number) != (row.packet.sha256, row.packet.size, row.packet.kind, row.packet.number):
        return "It is not the packet that was built."
    if not _is_said(row, EVENT):
        return "The audit does not name its hash."
    file = StoredFile.objects.filter(public_id=row.file).first()
    if file is not None and file.removed_at is not None and _is_said(row, PURGED):
        return ""  # its time was over; the rows and the hash stay
    if file is None or file.removed_at is not None:
        return "Its file is gone."
    if (file.sha256, file.size) != (row.sha256, row.size):
        return "Its file is another than the one that was filed."
    try:
        verify(file)
    except (Unreadable, OSError):
        return "Its file cannot be read as it was kept."
    return ""

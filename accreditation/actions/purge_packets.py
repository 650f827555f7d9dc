"""Removing filed packets whose time is over: the file alone. The rows, their hashes and the audit stay, so that a copy elsewhere can still be checked."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from accreditation.models import Application
from accreditation.queries.packet_retention import Term, due_packets, terms_of
from lms.audit.api import record_event
from lms.core.failpoints import failpoint
from lms.vault.api import StoredFile, remove_file


@dataclass
class PacketPurge:
    """What one run removed, or would remove, and what a hold kept. People are public ids."""

    dry_run: bool
    removed: list[Term] = field(default_factory=list)
    held: list[Term] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"removed": [_told(one) for one in self.removed], "held": [_told(one) for one in self.held]}


def purge_packets(*, dry_run: bool = False) -> PacketPurge:
    """Remove every filed packet that is due and not held; with ``dry_run`` only say which. A second run removes nothing twice."""
    run = PacketPurge(dry_run)
    for term in due_packets():
        if term.held:
            run.held.append(term)
        elif dry_run or _removed(term):
            run.removed.append(term)
    return run


@transaction.atomic
def _removed(term: Term) -> bool:
    """Whether this run removed it. Asked once more with the student’s applications locked: a step that was recorded meanwhile may lengthen its time."""
    filed = term.filed
    list(Application.objects.select_for_update().filter(student=filed.student))
    [again] = terms_of([filed])
    file = StoredFile.objects.filter(public_id=filed.file, removed_at__isnull=True).first()
    if not again.is_over or file is None:
        return False
    data = {"packet": filed.packet.public_id, "number": filed.number, "sha256": filed.sha256, "why": again.why}
    record_event("accreditation.packet_purged", by=None, subject_kind="person", subject_id=filed.student, campus=filed.campus, data=data)
    failpoint("packets.purging")
    return remove_file(file, by=None)


def _told(term: Term) -> dict[str, str]:
    first = term.first_day.isoformat() if term.first_day else ""
    return {"packet": term.filed.packet.public_id, "student": term.filed.student, "first_day": first, "why": term.why}

"""Removing filed packets whose time is over: the file alone. The rows, their hashes and the audit stay, so that a copy elsewhere can still be checked."""

from django.db import transaction

from accreditation.actions.hold_turn import take_hold_turn
from accreditation.actions.purge_due import Purge, purge_due
from accreditation.models import Application
from accreditation.queries.packet_retention import Term, due_packets, terms_of
from lms.audit.api import record_event
from lms.core.failpoints import failpoint
from lms.vault.api import StoredFile, remove_file


def purge_packets(*, dry_run: bool = False) -> Purge[Term]:
    """Remove every filed packet that is due and not held; with ``dry_run`` only say which. A second run removes nothing twice."""
    return purge_due(due_packets(), _removed, _told, dry_run=dry_run)


@transaction.atomic
def _removed(term: Term) -> bool:
    """Whether this run removed it. Asked once more with the student’s applications locked: a step that was recorded meanwhile may lengthen its time."""
    take_hold_turn()
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

"""Removing documents whose time is over: the file, and what was typed beside it. The row, its events and an audit event stay.

Each document goes in a transaction of its own, so that a run that is cut off has removed some and not half of one, and the next does the rest.
"""

from django.db import transaction

from accreditation.actions.evidence_steps import add_event, newest_event
from accreditation.actions.hold_turn import take_hold_turn
from accreditation.actions.purge_due import Purge, purge_due
from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Evidence, EvidenceEventKind, EvidenceText
from accreditation.queries.evidence import with_state
from accreditation.queries.retention import Due, due_documents
from lms.audit.api import record_event
from lms.core.errors import Conflict
from lms.core.failpoints import failpoint
from lms.vault.api import StoredFile, remove_file


def purge_evidence(*, dry_run: bool = False) -> Purge[Due]:
    """Remove every document that is due and not held; with ``dry_run`` only say which. A second run removes nothing twice."""
    return purge_due(due_documents(), _removed, _told, dry_run=dry_run)


@transaction.atomic
def _removed(due: Due) -> bool:
    """Whether this run removed it. Everything is asked once more: a hold placed meanwhile, a new filing, and whoever was quicker leave it alone."""
    take_hold_turn()
    evidence = due.evidence
    again = due_documents(Evidence.objects.filter(pk=evidence.pk))
    if not again or again[0].held:
        return False
    try:
        add_event(evidence, EvidenceEventKind.PURGED, by=None, after=newest_event(evidence), why=due.why)
    except Conflict:
        return False
    failpoint("evidence.purging")
    EvidenceText.objects.filter(evidence=evidence).delete()
    _remove_file(evidence)
    subject = {"subject_kind": "person" if evidence.student else "organization", "subject_id": evidence.owner}
    data = {"kind": evidence_kinds.get(evidence.kind).title, "evidence": evidence.public_id, "why": due.why}
    record_event("accreditation.evidence_purged", by=None, campus=evidence.campus, data=data, **subject)
    return True


def _remove_file(evidence: Evidence) -> None:
    """Unless the same file belongs to another document that is still kept."""
    others = with_state(Evidence.objects.filter(file=evidence.file).exclude(pk=evidence.pk)).exclude(state="purged")
    file = StoredFile.objects.filter(public_id=evidence.file).first() if evidence.file else None
    if file is not None and not others.exists():
        remove_file(file, by=None)


def _told(due: Due) -> dict[str, str]:
    evidence = due.evidence
    return {
        "evidence": evidence.public_id, "kind": evidence.kind, "student": evidence.student, "organization": evidence.organization,
        "first_day": due.first_day.isoformat(), "why": due.why,
    }  # fmt: skip

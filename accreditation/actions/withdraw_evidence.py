"""Taking a document back."""

from typing import Any

from django.db import transaction

from accreditation.actions.evidence_steps import add_event, newest_event
from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Evidence, EvidenceEventKind
from accreditation.queries.evidence import OPEN
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Conflict


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by: Any) -> None:
    """Take it out of what counts; only its owner still opens the file, until it is removed. Withdrawing again changes nothing.

    Raises ``Forbidden`` for who may not, ``Conflict`` for a document that was replaced or removed.
    """
    require(by, "accreditation.change_evidence", evidence, sentence="Only who handed it in takes it back.")
    newest = newest_event(evidence)
    if newest.kind == EvidenceEventKind.WITHDRAWN:
        return
    if newest.kind not in OPEN:
        raise Conflict(f"This document was {newest.get_kind_display().lower()} already.", code="closed")
    add_event(evidence, EvidenceEventKind.WITHDRAWN, by=by, after=newest)
    subject = {"subject_kind": "person" if evidence.student else "organization", "subject_id": evidence.owner}
    data = {"kind": evidence_kinds.get(evidence.kind).title, "evidence": evidence.public_id}
    record_event("accreditation.evidence_withdrawn", by=by, campus=evidence.campus, data=data, **subject)

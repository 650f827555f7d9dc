"""A second person's word on a document: verified, or not accepted with a reason. Neither who handed it in nor the student decides."""

from typing import Any

from django.db import transaction

from accreditation.actions.evidence_steps import QUICKER, add_event, newest_event
from accreditation.actions.tell_evidence import tell_decided
from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Evidence, EvidenceEvent, EvidenceEventKind
from accreditation.queries.evidence import OPEN, with_state
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.failpoints import failpoint

LONGEST_REASON = 1000


@transaction.atomic
def verify_evidence(*, evidence: Evidence, undecided: bool = False, by: Any) -> None:
    """Say that the document is what it claims to be; a verified one it replaces gives way now. Verifying again changes nothing.

    ``undecided``: only if nobody decided about it yet. Raises ``Forbidden`` for who handed it in and whose it is, ``Conflict`` for a document that was
    withdrawn, replaced or removed, and for one that somebody was quicker with.
    """
    newest = _newest_open(evidence, by)
    if undecided and newest.kind != EvidenceEventKind.SUBMITTED:
        raise Conflict(QUICKER, code="decided_meanwhile")
    if newest.kind == EvidenceEventKind.VERIFIED:
        return
    event = add_event(evidence, EvidenceEventKind.VERIFIED, by=by, after=newest)
    for older in _replaced_by(evidence):
        add_event(older, EvidenceEventKind.REPLACED, by=by, after=newest_event(older))
    failpoint("evidence.before_telling")
    _told(evidence, event, by)


@transaction.atomic
def reject_evidence(*, evidence: Evidence, reason: str, by: Any) -> None:
    """Say why the document cannot be used; a verified one, too, when something was found out later. The reason is kept sealed.

    Raises ``Invalid`` without a reason, else as ``verify_evidence``. Rejecting again changes nothing.
    """
    said = reason.strip()
    if not said:
        raise Invalid("Say why; whoever handed it in reads your reason.", code="no_reason")
    if len(said) > LONGEST_REASON:
        raise Invalid(f"Say it in at most {LONGEST_REASON:,} characters.", code="too_long")
    newest = _newest_open(evidence, by)
    if newest.kind == EvidenceEventKind.REJECTED:
        return
    _told(evidence, add_event(evidence, EvidenceEventKind.REJECTED, by=by, after=newest, text=said), by)


def _newest_open(evidence: Evidence, by: Any) -> EvidenceEvent:
    if by.public_id in (evidence.uploaded_by, evidence.student):
        raise Forbidden("A second person verifies: not who handed it in, and not whose document it is.")
    require(by, "accreditation.verify_evidence", evidence)
    newest = newest_event(evidence)
    if newest.kind not in OPEN:
        raise Conflict(f"This document was {newest.get_kind_display().lower()} meanwhile, so nothing is left to decide.", code="closed")
    return newest


def _replaced_by(evidence: Evidence) -> list[Any]:
    """The older documents that give way: the one it replaces and what that one replaced; of kinds with one document, every other."""
    theirs = with_state(Evidence.objects.filter(kind=evidence.kind, student=evidence.student, organization=evidence.organization, pk__lt=evidence.pk))
    open_ones = {one.public_id: one for one in theirs if one.state in OPEN}
    if evidence.kind in evidence_kinds and evidence_kinds.get(evidence.kind).one:
        return list(open_ones.values())
    before = {one.public_id: one.replaces for one in theirs}
    chain, at = [], evidence.replaces
    while at in before:
        chain.append(at)
        at = before[at]
    return [open_ones[name] for name in chain if name in open_ones]


def _told(evidence: Evidence, event: EvidenceEvent, by: Any) -> None:
    title = evidence_kinds.get(evidence.kind).title
    subject = {"subject_kind": "person" if evidence.student else "organization", "subject_id": evidence.owner}
    record_event(f"accreditation.evidence_{event.kind}", by=by, campus=evidence.campus, data={"kind": title, "evidence": evidence.public_id}, **subject)
    tell_decided(evidence, event.number, verified=event.kind == EvidenceEventKind.VERIFIED)

"""A second person's word on a correction: approving it reverses the entry and posts what replaces it, in one transaction."""

from typing import Any

from django.db import transaction

from accreditation.actions.flag_certificates import flag_certificates
from accreditation.actions.tell_correction import tell_decided
from accreditation.ledger.append import append
from accreditation.ledger.body import Draft
from accreditation.ledger.reverse import COPIED, reverse
from accreditation.models import Correction, CorrectionState, Entry
from accreditation.models.entry import Kind
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.failpoints import failpoint
from lms.vault.api import open_text, seal_text


@transaction.atomic
def approve_correction(*, correction: Correction, by: Any) -> Correction:
    """Reverse the entry and post its replacement; approving again changes nothing.

    Certificates that rest on the entry are flagged. Raises ``Conflict`` for a correction that was declined or whose entry
    was reversed meanwhile, and ``Forbidden`` for who proposed it and whose hours they are.
    """
    locked = _locked(correction, by)
    if locked.state == CorrectionState.APPROVED:
        return locked
    if locked.state == CorrectionState.DECLINED:
        raise Conflict("This correction was declined. Propose it again if it is right.", code="declined")
    entry = Entry.objects.get(student=locked.student, seq=locked.seq)
    if Entry.objects.filter(student=locked.student, reverses=locked.seq).exists():
        raise Conflict("The entry was reversed meanwhile. Decline this correction, and look at the entry that replaced it.", code="already_reversed")
    reason = open_text(locked.student, bytes(locked.sealed_reason))
    reverse(student=locked.student, seq=locked.seq, recorded_by=locked.proposed_by, approved_by=by.public_id, reason=reason)
    failpoint("correction.between")
    if locked.minutes:
        append(_replacement(entry, locked, approved_by=by.public_id, reason=reason))
    flag_certificates(entry=entry, by=by)
    return _decided(locked, CorrectionState.APPROVED, by)


@transaction.atomic
def decline_correction(*, correction: Correction, answer: str, by: Any) -> Correction:
    """Leave the entry as it is and say why; raises ``Conflict`` for a correction that was approved, ``Invalid`` without an answer."""
    if not answer.strip():
        raise Invalid("Say why; whoever proposed it reads your answer.")
    locked = _locked(correction, by)
    if locked.state == CorrectionState.APPROVED:
        raise Conflict("This correction was approved meanwhile.", code="approved")
    if locked.state == CorrectionState.PENDING:
        locked.sealed_answer = seal_text(locked.student, answer.strip())
        _decided(locked, CorrectionState.DECLINED, by)
    return locked


def _locked(correction: Correction, by: Any) -> Correction:
    if by.public_id in (correction.proposed_by, correction.student):
        raise Forbidden("A second person decides: not who proposed it, and not whose hours they are.")
    return Correction.objects.select_for_update().get(pk=correction.pk)


def _decided(correction: Correction, state: CorrectionState, by: Any) -> Correction:
    correction.state, correction.decided_by, correction.decided_at = state, by.public_id, now()
    correction.save(update_fields=["state", "decided_by", "decided_at", "sealed_answer"])
    facts = {"seq": correction.seq, "correction": correction.public_id}
    record_event(f"accreditation.correction_{state.value}", by=by, subject_kind="person", subject_id=correction.student, campus=correction.campus, data=facts)
    tell_decided(correction)
    return correction


def _replacement(entry: Entry, correction: Correction, *, approved_by: str, reason: str) -> Draft:
    return Draft(
        **{name: getattr(entry, name) for name in COPIED if name != "category"},
        recorded_by=correction.proposed_by,
        approved_by=approved_by,
        reason=reason,
        student=entry.student,
        kind=Kind.ADJUSTMENT,
        category=correction.category,
        minutes=correction.minutes,
        topics=correction.topics,
        evidence={"kind": "correction", "corrects": entry.seq, "corrects_hash": entry.hash},
        idempotency=("correction", correction.public_id),
    )

"""A second person's word on an outside training: credited whole, credited in part, or declined with the reason."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from accreditation.actions.record_outside_training import refuse_doubles, refuse_overfull
from accreditation.actions.second_person import decide, lock_chain, locked_for_decision, refuse_closed, refuse_silent
from accreditation.actions.tell_hours import hours_event, tell_hours_decided
from accreditation.ledger.append import append
from accreditation.ledger.body import Draft
from accreditation.ledger.topics import split_minutes
from accreditation.models import Entry, OutsideTraining, ProposalState
from accreditation.models.entry import Kind, SourceKind
from accreditation.queries.day_room import Held
from accreditation.queries.outside import Told
from curriculum.api import enrollment_called
from lms.audit.api import record_event
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint


@transaction.atomic
def approve_outside_training(*, training: OutsideTraining, minutes: int | None = None, answer: str = "", by: Any) -> OutsideTraining:
    """Credit ``minutes`` of it (all of them unless said) by one entry; approving again changes nothing, whatever is asked.

    Raises ``Invalid`` for minutes that it does not have, for partial credit without a reason, and for days that are full meanwhile,
    ``Conflict`` for one that was declined or withdrawn, ``Forbidden`` for who entered it and whose hours they are.
    """
    locked = locked_for_decision(training, by)
    if locked.state == ProposalState.APPROVED:
        return locked
    refuse_closed(locked)
    credited = locked.minutes if minutes is None else minutes
    _refuse_minutes(locked, credited, answer)
    lock_chain(locked.student)
    told = Told(locked.title, locked.provider, locked.first_on, locked.last_on, locked.document_sha256)
    refuse_doubles(locked.student, told, but=locked.public_id)
    refuse_overfull(locked.student, Held(locked.first_on, locked.last_on, credited))
    entry = append(_draft(locked, credited, answer.strip(), by)).entry
    failpoint("outside.between")
    _decided(locked, ProposalState.APPROVED, answer, by, approved_minutes=credited, entry_seq=entry.seq)
    _tell(locked, entry)
    return locked


@transaction.atomic
def decline_outside_training(*, training: OutsideTraining, answer: str, by: Any) -> OutsideTraining:
    """Credit nothing and say why; raises ``Conflict`` for one that was approved, ``Invalid`` without an answer."""
    refuse_silent(answer)
    locked = locked_for_decision(training, by)
    if locked.state == ProposalState.APPROVED:
        raise Conflict("This training was approved meanwhile.", code="approved")
    if locked.is_pending:
        _decided(locked, ProposalState.DECLINED, answer, by)
        _tell(locked, None)
    return locked


def _refuse_minutes(training: OutsideTraining, minutes: int, answer: str) -> None:
    if not 1 <= minutes <= training.minutes:
        raise Invalid(f"Credit 1 to {training.minutes} min, or decline.")
    if minutes < training.minutes and not answer.strip():
        raise Invalid("Say why only a part is credited; the student reads it, and it is kept with the entry.")


def _draft(training: OutsideTraining, minutes: int, reason: str, by: Any) -> Draft:
    place = enrollment_called(training.enrollment)
    return Draft(
        student=training.student,
        kind=Kind.CREDIT,
        category=training.category,
        minutes=minutes,
        topics=split_minutes(minutes, training.topics),
        source_kind=SourceKind.EXTERNAL_TRAINING,
        source_id=training.public_id,
        title=training.title,
        provider=training.provider,
        mode=training.mode,
        occurred_from=training.first_on,
        occurred_to=training.last_on,
        enrollment=training.enrollment,
        cohort=place.cohort.slug if place else "",
        campus=training.campus,
        evidence={
            "kind": "outside", "id": training.public_id, "sha256": training.fingerprint, "stated_minutes": training.minutes,
            "document": training.document, "document_sha256": training.document_sha256,
        },
        recorded_by=training.proposed_by,
        approved_by=by.public_id,
        reason=reason,
        idempotency=("outside", training.public_id, training.document_sha256),
    )  # fmt: skip


def _decided(training: OutsideTraining, state: ProposalState, answer: str, by: Any, **facts: Any) -> None:
    decide(training, state, answer=answer, owner=training.student, by=by, **facts)
    data = {"title": training.title, "minutes": training.approved_minutes or 0}
    record_event(f"accreditation.outside_{state.value}", by=by, **hours_event(training, **data))


def _tell(training: OutsideTraining, entry: Entry | None) -> None:
    subject = "Outside training was credited" if entry else "Outside training was declined"
    text = "The record shows the entry, and who approved it." if entry else "The answer says why. A new version can be handed in."
    page = reverse("hours:outside", args=[training.public_id])
    tell_hours_decided(training, subject, text, {training.proposed_by: page, training.student: page})

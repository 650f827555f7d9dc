"""A second person's word on an adjustment: approved, it is one entry of the ledger."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.actions.propose_adjustment import refuse_what_does_not_fit
from accreditation.actions.second_person import decide, lock_chain, locked_for_decision, refuse_closed, refuse_silent
from accreditation.actions.tell_hours import hours_event, tell_hours_decided
from accreditation.ledger.append import append
from accreditation.ledger.body import Draft
from accreditation.models import Adjustment, ProposalState
from accreditation.models.entry import Kind, SourceKind
from curriculum.api import enrollment_called
from lms.audit.api import record_event
from lms.core.errors import Conflict
from lms.core.failpoints import failpoint
from lms.vault.api import open_text


@transaction.atomic
def approve_adjustment(*, adjustment: Adjustment, by: Any) -> Adjustment:
    """Post it; approving again changes nothing. Raises ``Invalid`` when it does not fit any more, ``Conflict`` and ``Forbidden`` as every decision."""
    locked = locked_for_decision(adjustment, by)
    if locked.state == ProposalState.APPROVED:
        return locked
    refuse_closed(locked)
    lock_chain(locked.student)
    refuse_what_does_not_fit(locked.student, locked.enrollment, locked)
    entry = append(_draft(locked, by)).entry
    failpoint("adjustment.between")
    evaluate_completion(enrollments=filter(None, [enrollment_called(entry.enrollment)]), cause="entry", source=str(entry.seq))
    _decided(locked, ProposalState.APPROVED, "", by, entry_seq=entry.seq)
    return locked


@transaction.atomic
def decline_adjustment(*, adjustment: Adjustment, answer: str, by: Any) -> Adjustment:
    """Post nothing and say why; raises ``Conflict`` for one that was approved, ``Invalid`` without an answer."""
    refuse_silent(answer)
    locked = locked_for_decision(adjustment, by)
    if locked.state == ProposalState.APPROVED:
        raise Conflict("This adjustment was approved meanwhile.", code="approved")
    if locked.is_pending:
        _decided(locked, ProposalState.DECLINED, answer, by)
    return locked


def _draft(adjustment: Adjustment, by: Any) -> Draft:
    place = enrollment_called(adjustment.enrollment)
    assert place is not None  # places are kept for good
    cohort = place.cohort
    return Draft(
        student=adjustment.student,
        kind=Kind.ADJUSTMENT,
        category=adjustment.category,
        minutes=adjustment.minutes,
        topics=adjustment.topics,
        source_kind=SourceKind.ADJUSTMENT,
        source_id=adjustment.public_id,
        title=adjustment.title,
        provider=cohort.campus.name,
        mode=adjustment.mode,
        occurred_from=adjustment.occurred_on,
        occurred_to=adjustment.occurred_on,
        program=cohort.program.slug,
        program_version=cohort.program_version,
        track=adjustment.track,
        enrollment=adjustment.enrollment,
        cohort=cohort.slug,
        campus=adjustment.campus,
        evidence={"kind": "adjustment", "id": adjustment.public_id},
        recorded_by=adjustment.proposed_by,
        approved_by=by.public_id,
        reason=open_text(adjustment.student, bytes(adjustment.sealed_reason)),
        idempotency=("adjustment", adjustment.public_id),
    )


def _decided(adjustment: Adjustment, state: ProposalState, answer: str, by: Any, **facts: Any) -> None:
    decide(adjustment, state, answer=answer, owner=adjustment.student, by=by, **facts)
    record_event(f"accreditation.adjustment_{state.value}", by=by, **hours_event(adjustment, minutes=adjustment.minutes))
    pages = {adjustment.proposed_by: reverse("cohorts:student", args=[adjustment.enrollment])}
    if adjustment.entry_seq:
        pages[adjustment.student] = reverse("record:entry", args=[adjustment.entry_seq])
    word = "approved" if adjustment.entry_seq else "declined"
    tell_hours_decided(adjustment, f"An adjustment of hours was {word}", "The page shows the minutes, the reason and who decided.", pages)

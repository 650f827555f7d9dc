"""A second person's word on a batch; approved, it is posted in the background."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from accreditation.actions.second_person import decide, locked_for_decision, refuse_closed, refuse_silent
from accreditation.actions.tell_hours import hours_event, tell_hours_decided
from accreditation.models import HoursBatch, ProposalState
from lms.audit.api import record_event
from lms.core.errors import Conflict, Forbidden
from lms.jobs.api import enqueue

POST_JOB = "accreditation.post_hours"


@transaction.atomic
def approve_batch(*, batch: HoursBatch, by: Any) -> HoursBatch:
    """Approve it and have it posted; approving again changes nothing.

    Raises ``Forbidden`` for who proposed it and for anybody whose hours are in it, ``Conflict`` for one that was declined or withdrawn.
    """
    locked = locked_for_decision(batch, by)
    if locked.state == ProposalState.APPROVED:
        return locked
    refuse_closed(locked)
    if locked.lines.filter(student=by.public_id).exists():
        raise Forbidden("Your own hours are in this batch, so somebody else decides.")
    _decided(locked, ProposalState.APPROVED, "", by)
    enqueue(POST_JOB, {"batch": locked.public_id}, by=by, key=f"batch:{locked.public_id}", campus=locked.campus, title=locked.title)
    return locked


@transaction.atomic
def decline_batch(*, batch: HoursBatch, answer: str, by: Any) -> HoursBatch:
    """Post nothing and say why; raises ``Conflict`` for one that was approved, ``Invalid`` without an answer."""
    refuse_silent(answer)
    locked = locked_for_decision(batch, by)
    if locked.state == ProposalState.APPROVED:
        raise Conflict("This batch was approved meanwhile.", code="approved")
    if locked.is_pending:
        _decided(locked, ProposalState.DECLINED, answer, by)
    return locked


def _decided(batch: HoursBatch, state: ProposalState, answer: str, by: Any) -> None:
    decide(batch, state, answer=answer, owner=batch.proposed_by, by=by)
    record_event(f"accreditation.batch_{state.value}", by=by, **hours_event(batch, title=batch.title))
    subject = f"{batch.get_kind_display()}: {state.label.lower()}"
    tell_hours_decided(batch, subject, "The page shows every line.", {batch.proposed_by: reverse("hours:batch", args=[batch.public_id])})

"""Writing a batch with its lines: what every kind of batch has in common."""

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from accreditation.actions.tell_hours import hours_event, tell_hours_proposed
from accreditation.models import BatchLine, HoursBatch
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.vault.api import seal_text

SYSTEM = "pathway"


def id_of(by: Any) -> str:
    """Who proposes; the command line proposes as the system."""
    return by.public_id if by is not None else SYSTEM


@transaction.atomic
def keep_batch(*, cohort: Any, lines: list[BatchLine], reason: str, by: Any, **facts: Any) -> HoursBatch:
    """Keep the batch and ask for a second person. Raises ``Invalid`` without a reason or without lines, ``Conflict`` for one that is there already."""
    if not reason.strip():
        raise Invalid("Say why; the reason is kept with every entry.")
    if not lines:
        raise Invalid("Nobody is left to whom this could be credited.", code="nobody")
    proposer = id_of(by)
    try:
        with transaction.atomic():
            batch = HoursBatch.objects.create(
                **facts, cohort=cohort.slug, campus=cohort.campus.slug, sealed_reason=seal_text(proposer, reason.strip()), proposed_by=proposer,
                proposed_at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("This is proposed or done already.", code="already_proposed") from None
    for line in lines:
        line.batch = batch
    BatchLine.objects.bulk_create(lines, batch_size=500)
    record_event("accreditation.batch_proposed", by=by, **hours_event(batch, title=batch.title, students=len({line.student for line in lines})))
    tell_hours_proposed(batch, f"{batch.get_kind_display()}: waits for approval", reverse("hours:batch", args=[batch.public_id]))
    return batch

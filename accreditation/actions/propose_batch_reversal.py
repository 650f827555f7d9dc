"""Proposing to take a whole batch back: every entry of it that still stands is reversed, once a second person approves."""

from typing import Any

from accreditation.actions.keep_batch import keep_batch
from accreditation.models import BatchKind, BatchLine, HoursBatch
from accreditation.queries.batches import entries_of_batch, reversed_of
from curriculum.api import cohort_called
from lms.core.access import require
from lms.core.errors import Conflict, NotFound


def propose_batch_reversal(*, batch: HoursBatch, reason: str, by: Any) -> HoursBatch:
    """Propose it. Raises ``Conflict`` for a batch that was not posted, is a reversal, or of which nothing stands any more."""
    cohort = cohort_called(batch.cohort)
    if cohort is None:
        raise NotFound
    require(by, "accreditation.propose_correction", cohort)
    if batch.kind == BatchKind.REVERSAL or batch.posted_at is None:
        raise Conflict("Only hours that were posted can be taken back.", code="not_posted")
    entries = entries_of_batch(batch)
    undone = reversed_of({entry.student for entry in entries.values()})
    standing = {number: entry for number, entry in entries.items() if (entry.student, entry.seq) not in undone and entry.student != by.public_id}
    if not standing:
        raise Conflict("No entry of this batch stands any more.", code="nothing_stands")
    lines = [_line(number, entry, batch) for number, entry in sorted(standing.items())]
    return keep_batch(cohort=cohort, lines=lines, reason=reason, by=by, kind=BatchKind.REVERSAL, title=batch.title, reverses=batch.public_id)


def _line(number: int, entry: Any, batch: HoursBatch) -> BatchLine:
    return BatchLine(
        number=number, student=entry.student, enrollment=entry.enrollment, title=entry.title, provider=entry.provider, track=entry.track,
        category=entry.category, mode=entry.mode, first_on=entry.occurred_from, last_on=entry.occurred_to, minutes=entry.minutes, topics=entry.topics,
        reverses=entry.seq,
    )  # fmt: skip

"""Undoing an entry: a new row, the exact negative of the old one."""

from django.db import transaction

from accreditation.ledger.append import Posted, append
from accreditation.ledger.body import Draft
from accreditation.models import Entry, LedgerHead
from accreditation.models.entry import Kind
from accreditation.signals import entry_reversed
from lms.core.errors import Conflict, NotFound
from lms.core.failpoints import failpoint

COPIED = (
    "category", "source_kind", "source_id", "title", "mode", "occurred_from", "occurred_to", "program", "program_version",
    "track", "enrollment", "cohort", "campus", "provider", "content_revision", "content_sha256",
)  # fmt: skip


@transaction.atomic
def reverse(*, student: str, seq: int, recorded_by: str, approved_by: str, reason: str) -> Posted:
    """Reverse entry ``seq`` of ``student``. A range of measured time it consumed is not released (hours.md, section 3).

    Raises ``NotFound`` for no such entry and ``Conflict`` for one that is a reversal or was reversed with other facts.
    """
    LedgerHead.objects.select_for_update().filter(student=student).first()
    entry = Entry.objects.filter(student=student, seq=seq).first()
    if entry is None:
        raise NotFound("There is no such entry in this student’s ledger.")
    if entry.kind == Kind.REVERSAL:
        raise Conflict("A reversal cannot be reversed. Post the right amount as a correction instead.", code="is_reversal")
    posted = append(_negative(entry, recorded_by, approved_by, reason))
    failpoint("ledger.after_reversal")
    if posted.created:
        entry_reversed.send(sender=None, entry=entry, by=approved_by)
    return posted


def _negative(entry: Entry, recorded_by: str, approved_by: str, reason: str) -> Draft:
    return Draft(
        **{name: getattr(entry, name) for name in COPIED},
        student=entry.student,
        kind=Kind.REVERSAL,
        minutes=-entry.minutes,
        topics={slug: -minutes for slug, minutes in entry.topics.items()},
        evidence={"kind": "reversal", "reverses_hash": entry.hash},
        recorded_by=recorded_by,
        approved_by=approved_by,
        reason=reason,
        reverses=entry.seq,
        idempotency=("reversal",),
    )

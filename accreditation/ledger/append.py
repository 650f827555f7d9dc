"""Appending to a student's chain: the only way an entry comes into being."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accreditation.ledger.body import PLACED, Draft, body_of, entry_hash, placed
from accreditation.models import Entry, EntryNote, LedgerHead
from lms.core.canonical import GENESIS
from lms.core.clock import from_ms, now, to_ms
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint
from lms.vault.api import seal_text


@dataclass(frozen=True)
class Posted:
    """The entry, and whether this call wrote it (``False``: it had been posted before)."""

    entry: Entry
    created: bool


@transaction.atomic
def append(draft: Draft) -> Posted:
    """Append ``draft`` to its student's chain.

    Locks the chain's head, so concurrent writers produce no gap and no fork. The same idempotency key with the same
    body returns the entry there is; with another body it raises ``Conflict``. Raises ``Invalid`` for a draft whose
    topics do not sum to its minutes.
    """
    _check(draft)
    head = _locked_head(draft.student)
    values = _values(draft, head)
    posted = Entry.objects.filter(student=draft.student, idempotency_key=values["idempotency_key"]).first()
    if posted is not None:
        return Posted(_same(posted, values), created=False)
    entry = Entry(**values, hash=entry_hash(values))
    entry.save()
    failpoint("ledger.after_insert")
    head.seq, head.hash = entry.seq, entry.hash
    head.save(update_fields=["seq", "hash"])
    if draft.reason:
        EntryNote.objects.create(entry=entry, sealed_text=seal_text(draft.student, draft.reason))
    failpoint("ledger.before_commit")
    return Posted(entry, created=True)


def _check(draft: Draft) -> None:
    if sum(draft.topics.values()) != draft.minutes:
        raise Invalid("The minutes by topic do not add up to the minutes of the entry.", code="topics_do_not_sum")
    if draft.minutes == 0:
        raise Invalid("An entry of no minutes cannot be posted.", code="no_minutes")


def _locked_head(student: str) -> LedgerHead:
    LedgerHead.objects.get_or_create(student=student, defaults={"hash": GENESIS})
    return LedgerHead.objects.select_for_update().get(student=student)


def _values(draft: Draft, head: LedgerHead) -> dict[str, Any]:
    return placed(draft, seq=head.seq + 1, prev_hash=head.hash, recorded_at=from_ms(to_ms(now())))  # kept to the millisecond, as it is hashed


def _same(posted: Entry, values: dict[str, Any]) -> Entry:
    there = body_of(posted.__dict__)
    here = body_of(values)
    if any(there[name] != here[name] for name in here if name not in PLACED):
        raise Conflict("This was posted before with other facts. Reverse the earlier entry instead.", code="posted_differently")
    return posted

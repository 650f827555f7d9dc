"""Carrying the hours of an account that is merged: undone in its chain, credited in the kept one as far as they are new there (decision 125).

Both chains go on as they are, so every entry, anchor and filed packet says what it said. Each entry that comes along names the one it comes from by its
number and hash, and the database lets an entry be reversed once, so no hour can come along twice.
"""

from typing import Any

from django.db import transaction

from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.actions.mark_summaries import forget_students
from accreditation.actions.second_person import lock_chain
from accreditation.ledger.append import append
from accreditation.ledger.body import Draft
from accreditation.ledger.carrying import hours_that_come_along
from accreditation.ledger.reverse import COPIED, reverse
from accreditation.ledger.topics import split_minutes
from accreditation.models import Entry
from accreditation.policies.carrying import Share
from accreditation.queries.hours import reason_of
from curriculum.api import enrollments_of

REASON = "Two accounts of one person were merged."


@transaction.atomic
def merge_ledgers(kept: Any, merged: Any, merge: Any, by: Any) -> None:
    """Reverse and credit entry by entry, then look again at who is trained. The study log and the places were carried before."""
    for student in sorted((kept.public_id, merged.public_id)):
        lock_chain(student)
    entries = {entry.seq: entry for entry in Entry.objects.filter(student=merged.public_id)}
    for carried in hours_that_come_along(kept, merged):
        entry, share = entries[carried.row["seq"]], carried.share
        if share.minutes:
            append(_draft(entry, share, kept, merge))
        reverse(student=merged.public_id, seq=entry.seq, recorded_by=merge.proposed_by, approved_by=merge.approved_by, reason=REASON)
    forget_students([merged.public_id])
    evaluate_completion(enrollments=enrollments_of(kept), cause="merge", source=merge.public_id)


def _draft(entry: Entry, share: Share, kept: Any, merge: Any) -> Draft:
    evidence = {"kind": "merged", "merge": merge.public_id, "student": entry.student, "seq": entry.seq, "hash": entry.hash, "was": _was(entry)}
    if share.spans is not None:
        evidence["credited"] = [list(span) for span in share.spans]
    return Draft(
        **{name: getattr(entry, name) for name in COPIED}, student=kept.public_id, kind=entry.kind, minutes=share.minutes,
        topics=entry.topics if share.minutes == entry.minutes else split_minutes(share.minutes, entry.topics), evidence=evidence,
        recorded_by=merge.proposed_by, approved_by=merge.approved_by, reason=" ".join(filter(None, [REASON, reason_of(entry)])),
        idempotency=("merged", entry.hash),
    )  # fmt: skip


def _was(entry: Entry) -> str:
    """What the entry rested on before it came along, the first time."""
    return str(entry.evidence.get("was", entry.evidence.get("kind", "")))

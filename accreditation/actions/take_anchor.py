"""Taking an anchor: the end of every chain under one signed root."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import IntegrityError, transaction

from accreditation.ledger.anchor_lines import MARK, AnchorLine, leaf_line, packed
from accreditation.ledger.merkle import leaf_hash, root_of
from accreditation.models import Anchor, AnchoredEnd, Entry, LedgerHead
from lms.core.canonical import GENESIS, canonical_json, fingerprint, sha256_hex
from lms.core.clock import from_ms, now, to_ms
from lms.core.errors import Conflict
from lms.core.failpoints import failpoint
from lms.vault.api import sign

CHAINS_AT_ONCE = 500


class End(NamedTuple):
    """Where a chain ends now, and how far it was anchored before."""

    student: str
    seq: int
    hash: str
    anchored: int


def take_anchor() -> Anchor | None:
    """Anchor the ledger as it stands; nothing when no entry was added since the anchor before.

    Raises ``Conflict`` when a chain is shorter than its anchor: entries were removed, or an older backup was restored.
    """
    ends = _ends()
    changed = [end for end in ends if end.seq > end.anchored]
    if not changed:
        return None
    try:
        with transaction.atomic():
            anchor = _signed(ends, changed)
            failpoint("anchor.before_commit")
            _remember(changed)
    except IntegrityError:  # another process anchored at the same moment
        return None
    return anchor


def _ends() -> list[End]:
    anchored = dict(AnchoredEnd.objects.values_list("student", "seq"))
    ends = [End(*head, anchored.pop(head[0], 0)) for head in LedgerHead.objects.filter(seq__gt=0).values_list("student", "seq", "hash")]
    short = [end.student for end in ends if end.seq < end.anchored] + list(anchored)
    if short:
        raise Conflict(
            f"The chains of {len(short)} students are shorter than the last anchor, so no new one was taken. "
            "Entries were removed, or an older backup was restored: run verify_ledger with the anchors that were mailed.",
            code="ledger_shrank",
        )
    return sorted(ends)


def _signed(ends: list[End], changed: list[End]) -> Anchor:
    last = Anchor.objects.last()
    changes = packed(_lines(changed))
    anchor = Anchor(
        number=last.number + 1 if last else 1,
        taken_at=from_ms(to_ms(now())),
        students=len(ends),
        entries=sum(end.seq for end in ends),
        root=root_of([leaf_hash(leaf_line(end.student, end.seq, end.hash)) for end in ends]).hex(),
        changes=changes,
        changes_sha256=sha256_hex(changes),
        previous=last.hash if last else GENESIS,
    )
    anchor.hash = fingerprint(anchor.body)
    signature = sign(canonical_json(anchor.body))
    anchor.key_id, anchor.signature = signature.key_id, signature.value
    anchor.save()
    return anchor


def _lines(changed: list[End]) -> Iterator[AnchorLine]:
    for first in range(0, len(changed), CHAINS_AT_ONCE):
        chains = changed[first : first + CHAINS_AT_ONCE]
        marks: dict[str, list[str]] = {end.student: [] for end in chains}
        anchored = {end.student: (end.anchored, end.seq) for end in chains}
        entries = Entry.objects.filter(student__in=marks, seq__gt=min(end.anchored for end in chains)).order_by("seq")
        for student, seq, full in entries.values_list("student", "seq", "hash").iterator(chunk_size=5000):
            after, until = anchored[student]
            if after < seq <= until:
                marks[student].append(full[:MARK])
        for end in chains:
            yield AnchorLine(end.student, end.anchored + 1, end.seq, end.hash, "".join(marks[end.student]))


def _remember(changed: list[End]) -> None:
    rows = [AnchoredEnd(student=end.student, seq=end.seq) for end in changed]
    AnchoredEnd.objects.bulk_create(rows, batch_size=CHAINS_AT_ONCE, update_conflicts=True, unique_fields=["student"], update_fields=["seq"])

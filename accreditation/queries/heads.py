"""Where the whole ledger ends, in figures that two copies of it can be compared by."""

import hashlib
from dataclasses import asdict, dataclass

from accreditation.models import Anchor, LedgerHead

_AT_ONCE = 5000


@dataclass(frozen=True)
class LedgerEnd:
    """``heads`` is the SHA-256 over every chain’s student, length and last hash, in order; ``anchors`` counts those taken."""

    students: int
    entries: int
    heads: str
    anchors: int

    def as_json(self) -> dict[str, int | str]:
        return asdict(self)


def ledger_end(using: str = "default") -> LedgerEnd:
    """The end of the ledger as the database ``using`` has it."""
    students = entries = 0
    digest = hashlib.sha256()
    heads = LedgerHead.objects.using(using).filter(seq__gt=0).order_by("student").values_list("student", "seq", "hash")
    for student, seq, last in heads.iterator(chunk_size=_AT_ONCE):
        students, entries = students + 1, entries + seq
        digest.update(f"{student} {seq} {last}\n".encode())
    return LedgerEnd(students, entries, digest.hexdigest(), Anchor.objects.using(using).count())

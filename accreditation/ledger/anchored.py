"""What the anchors say of every chain, for comparing it with what the chains say now.

Constraint: 100 000 chains must fit into memory beside the one that is being read, so a chain's marks are kept as one text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from accreditation.ledger.anchor_files import KeptAnchor
from accreditation.ledger.anchor_lines import MARK, AnchorLine, leaf_line, unpacked
from accreditation.ledger.merkle import leaf_hash, root_of
from accreditation.models import Anchor
from lms.core.canonical import GENESIS, canonical_json, fingerprint, sha256_hex
from lms.vault.api import is_genuine


@dataclass
class AnchoredChain:
    """One chain as anchored: the marks of entries 1 to ``seq``, the full hash of the last, and the anchor that covers it."""

    seq: int = 0
    hash: str = GENESIS
    marks: str = ""
    anchor: int = 0

    def continued_by(self, line: AnchorLine, anchor: int) -> Self:
        self.seq, self.hash, self.anchor = line.seq, line.hash, anchor
        self.marks += line.marks
        return self

    def first_difference(self, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        """The first of a student's entries that is not the one that was anchored; ``rows`` are in order from 1."""
        found = "".join(row["hash"][:MARK] for row in rows[: self.seq])
        if found == self.marks:
            return None if rows[self.seq - 1]["hash"] == self.hash else (self.seq, f"The entry is not the one that anchor {self.anchor} covers.")
        if self.marks.startswith(found):
            return len(rows) + 1, f"The entry is missing; anchor {self.anchor} covers the chain to entry {self.seq}."
        same = next(n for n in range(self.seq) if found[n * MARK : (n + 1) * MARK] != self.marks[n * MARK : (n + 1) * MARK])
        return same + 1, f"The entry is not the one that was anchored; anchor {self.anchor} covers the chain to entry {self.seq}."


class AnchorsBroken(Exception):
    """The anchors themselves do not hold; the sentence says which and why."""


class Anchored:
    """Every chain as the anchors have it, after checking that the anchors continue each other and are signed by this installation."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self.chains: dict[str, AnchoredChain] = {}
        self.count = 0
        self._hashes: list[str] = []
        last: Anchor | None = None
        for anchor in anchors:
            _check_anchor(anchor, last)
            self._take(anchor)
            last = anchor
            self.count += 1
            self._hashes.append(anchor.hash)
        if last is not None and self.root() != last.root:
            raise AnchorsBroken(f"The chains that anchor {last.number} lists do not give its root.")

    def root(self) -> str:
        """The root over every chain as anchored."""
        leaves = [leaf_hash(leaf_line(student, chain.seq, chain.hash)) for student, chain in sorted(self.chains.items())]
        return root_of(leaves).hex()

    def contradiction(self, kept: KeptAnchor) -> str:
        """Why ``kept``, an anchor from outside the database, does not agree with the anchors in it; empty when it does."""
        if not kept.is_genuine:
            return f"Anchor {kept.number}, kept outside the database, is not signed by a key of this installation."
        if kept.number > self.count:
            return f"Anchor {kept.number} was kept outside the database and is not in it: rows were removed, or an older backup was restored."
        if self._hashes[kept.number - 1] != kept.hash:
            return f"Anchor {kept.number} in the database is not the one that was kept outside it."
        return ""

    def _take(self, anchor: Anchor) -> None:
        try:
            for line in unpacked(bytes(anchor.changes)):
                chain = self.chains.setdefault(line.student, AnchoredChain())
                if line.from_seq != chain.seq + 1:
                    raise AnchorsBroken(f"Anchor {anchor.number} leaves out entries of student {line.student}.")
                chain.continued_by(line, anchor.number)
        except ValueError as error:
            raise AnchorsBroken(f"The lines of anchor {anchor.number} cannot be read.") from error


def anchors_up_to(number: int | None = None) -> Iterator[Anchor]:
    """The anchors of this database in order, to ``number`` or to the newest."""
    anchors = Anchor.objects.all() if number is None else Anchor.objects.filter(number__lte=number)
    return anchors.order_by("number").iterator(chunk_size=50)


def _check_anchor(anchor: Anchor, last: Anchor | None) -> None:
    number, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
    if anchor.number != number:
        raise AnchorsBroken(f"Anchor {number} is missing.")
    if anchor.previous != previous or (last and anchor.taken_at < last.taken_at):
        raise AnchorsBroken(f"Anchor {number} does not continue the one before it.")
    if sha256_hex(bytes(anchor.changes)) != anchor.changes_sha256 or fingerprint(anchor.body) != anchor.hash:
        raise AnchorsBroken(f"The content of anchor {number} does not match its hash.")
    if not is_genuine(canonical_json(anchor.body), bytes(anchor.signature), anchor.key_id, anchor.taken_at):
        raise AnchorsBroken(f"Anchor {number} is not signed by a key of this installation.")

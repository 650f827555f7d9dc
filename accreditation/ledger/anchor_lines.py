"""What an anchor holds of each student, as lines of text: the end of the chain, and a mark of every entry since the anchor before.

A line is ``student from_seq seq hash marks``; ``marks`` are the first 16 hexadecimal digits of the hash of each entry from ``from_seq`` to ``seq``.
The full hash of the last one covers the whole chain; the marks say where a chain that was computed anew begins to differ.

Example: ``kX3… 4 5 9f2c… a01b…9f2c…`` : entries 4 and 5 are new, entry 5 has the hash 9f2c….
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

MARK = 16


@dataclass(frozen=True)
class AnchorLine:
    """One student's end of the chain, and the marks of what is new in it. Who earned nothing since the anchor before has no line."""

    student: str
    from_seq: int
    seq: int
    hash: str
    marks: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """The line; raises ``ValueError`` for what is none."""
        student, from_seq, seq, last_hash, marks = text.split(" ")
        line = cls(student, int(from_seq), int(seq), last_hash, marks)
        if len(marks) != MARK * (line.seq - line.from_seq + 1) or not last_hash.startswith(marks[-MARK:]):
            raise ValueError("The marks do not fit the entries they are of.")
        return line

    def __str__(self) -> str:
        return f"{self.student} {self.from_seq} {self.seq} {self.hash} {self.marks}"


def packed(lines: Iterable[AnchorLine]) -> bytes:
    """The lines, compressed."""
    packer = zlib.compressobj()
    pieces = [packer.compress(f"{line}\n".encode()) for line in lines]
    return b"".join([*pieces, packer.flush()])


def unpacked(data: bytes) -> Iterator[AnchorLine]:
    """The lines of ``packed``; raises ``ValueError`` for what is damaged."""
    try:
        text = zlib.decompress(data).decode()
    except zlib.error as error:
        raise ValueError(str(error)) from error
    return (AnchorLine.parse(line) for line in text.splitlines())


def leaf_line(student: str, seq: int, last_hash: str) -> bytes:
    """What the tree of an anchor hashes for one student."""
    return f"{student} {seq} {last_hash}".encode()

"""A ZIP that is written while its members are made: one at a time, in constant memory."""

import io
from collections.abc import Iterable, Iterator
from zipfile import ZIP_STORED, ZipFile

from accreditation.packets.archive import member


class _Pipe(io.RawIOBase):
    """What was written and not taken yet. It cannot be wound back, so the ZIP says sizes behind each member."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self.waiting.append(piece)
        return len(piece)

    def taken(self) -> Iterator[bytes]:
        pieces, self.waiting = self.waiting, []
        yield from pieces


def streamed(members: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """The pieces of a ZIP of ``members``, each asked for only once the one before is written."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_STORED) as archive:
        for name, pieces in members:
            with archive.open(member(name), "w", force_zip64=True) as target:
                for piece in pieces:
                    target.write(piece)
                    yield from pipe.taken()
            yield from pipe.taken()
    yield from pipe.taken()

"""What a record format is: whose records in, a file out, in pieces."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from accreditation.queries.record import RecordRow
from accreditation.queries.record_scopes import RecordScope, record_rows_of

BLOCK = 64 * 1024


@dataclass(frozen=True)
class Heading:
    """What the file is about: scope (“Fall 2026, North Campus”) and the date asked for.

    ``dated`` (UTC) is what stands inside the file as its date. It follows from the facts and is no clock’s: the same facts give the same bytes.
    """

    scope: str
    as_of: str
    dated: datetime


@dataclass(frozen=True)
class Source:
    """What a file is written from: whose records, and as of which date (``None``: everything recorded until now)."""

    scope: RecordScope
    as_of: date | None = None

    def rows(self) -> Iterator[RecordRow]:
        """The rows of the record, read as they are asked for."""
        return record_rows_of(self.scope, self.as_of)


@dataclass(frozen=True)
class RecordFormat:
    """``write(source, heading)`` gives the bytes of one file, piece by piece. Names, media type and ending are for the download.

    ``stem`` begins the file's name.
    """

    key: str
    label: str
    ending: str
    media_type: str
    write: Callable[[Source, Heading], Iterator[bytes]]
    stem: str = "record"


def in_blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, the first piece at once and the rest in blocks of about 64 KB."""
    waiting: list[bytes] = []
    size, begun = 0, False
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= BLOCK or not begun:
            yield b"".join(waiting)
            waiting, size, begun = [], 0, True
    if waiting:
        yield b"".join(waiting)

"""What a record format is: rows in, a file out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accreditation.queries.record import RecordRow


@dataclass(frozen=True)
class Heading:
    """What the file is about: scope (“Fall 2026, North Campus”), the date asked for, and when it was made (UTC)."""

    scope: str
    as_of: str
    made_at: datetime


@dataclass(frozen=True)
class RecordFormat:
    """``write(rows, heading)`` gives the bytes of one file. Names, media type and ending are for the download."""

    key: str
    label: str
    ending: str
    media_type: str
    write: Callable[[list[RecordRow], Heading], bytes]

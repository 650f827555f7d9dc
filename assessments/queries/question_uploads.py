"""Files of questions that wait to be brought in."""

from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from assessments.rules import QUESTION_UPLOAD
from lms.vault.api import StoredFile, file_called, may_read_file, stream

_IN_MEMORY = 5_000_000


def question_upload(person: Any, name: str) -> StoredFile | None:
    """The file called ``name`` in the vault, where the person may still bring it in."""
    file = file_called(name) if name else None
    return file if file is not None and file.kind == QUESTION_UPLOAD and may_read_file(person, file) else None


def opened_upload(file: StoredFile) -> BinaryIO:
    """Its content, seekable, at its beginning; the caller closes it. Raises ``Unreadable``."""
    opened = cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115  the caller closes it
    for piece in stream(file):
        opened.write(piece)
    opened.seek(0)
    return opened

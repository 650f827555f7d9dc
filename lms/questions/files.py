"""Files as an answer: what may be asked for, and how a response names the files that were kept.

A file is kept before the response names it, so a form never speaks of files: whoever keeps one adds it with ``with_file``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from lms.core.wording import bytes_said
from lms.questions.responses import Response

FileType = Literal["pdf", "docx", "jpg", "png", "txt"]
MOST_FILES = 10
MOST_MEGABYTES = 25


@dataclass(frozen=True)
class Kept:
    """One kind of file: what people call it, the media type it is kept as, and how its name ends."""

    label: str
    media_type: str
    endings: tuple[str, ...]


FILE_TYPES: dict[str, Kept] = {
    "pdf": Kept("PDF", "application/pdf", (".pdf",)),
    "docx": Kept("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)),
    "jpg": Kept("JPEG picture", "image/jpeg", (".jpg", ".jpeg")),
    "png": Kept("PNG picture", "image/png", (".png",)),
    "txt": Kept("Plain text", "text/plain", (".txt",)),
}


@dataclass(frozen=True)
class AnswerFile:
    """A kept file as a response names it: its public id in the vault, its type, the name its writer gave it, its size in bytes, its SHA-256."""

    id: str
    type: str
    name: str
    size: int
    sha256: str


def with_file(response: Response, file: AnswerFile) -> Response:
    """``response`` and one file more; the same when it names the file already."""
    if any(one["id"] == file.id for one in response["files"]):
        return response
    return {"files": [*response["files"], asdict(file)]}


def without_file(response: Response, file: str) -> Response:
    """``response`` without the file of that id. The file itself stays where it is kept."""
    return {"files": [one for one in response["files"] if one["id"] != file]}


def unnamed(response: Response) -> Response:
    """``response`` without the names that its writer gave to files, for those who are not told who wrote."""
    return {"files": [one | {"name": ""} for one in response["files"]]}


def file_said(file: Mapping[str, Any]) -> str:
    """“PDF, 120 KB”"""
    return f"{FILE_TYPES[file['type']].label}, {bytes_said(file['size'])}"

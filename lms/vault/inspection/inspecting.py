"""A file is known by what it holds, never by its name or by what a browser says. Whatever could act when it is opened is refused."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_PIXELS = 50_000_000
MOST_MEMBERS, MOST_UNPACKED = 2_000, 200_000_000
_ACTS = (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/Encrypt")


@dataclass(frozen=True)
class Accepts:
    """``types`` are media types; ``megabytes`` are of 1 000 000 bytes."""

    types: tuple[str, ...]
    megabytes: int


@dataclass(frozen=True)
class Inspected:
    """``reason`` says in a sentence why a file is not accepted; ``data`` is what may be kept as ``stored_type``, ``changes`` what was done to it."""

    accepted: bool
    reason: str = ""
    stored_type: str = ""
    changes: tuple[str, ...] = ()
    data: bytes = b""


def inspect(data: bytes, *, name: str, accepts: Accepts) -> Inspected:
    """What may be kept of ``data``. Nothing of it is run or rendered."""
    if not data:
        return Inspected(False, "This file is empty.")
    if len(data) > accepts.megabytes * 1_000_000:
        return Inspected(False, f"This file is too large: at most {accepts.megabytes} MB are accepted.")
    found = next((kind for kind, fits in _TYPES.items() if fits(data)), "")
    if found not in accepts.types:
        return Inspected(False, "This file is not of a type that is accepted here, whatever its name says.")
    if reason := _REFUSALS.get(found, lambda _: "")(data):
        return Inspected(False, reason)
    return Inspected(True, stored_type=found, data=data)


def _pdf_reason(data: bytes) -> str:
    if b"%%EOF" not in data[-2_048:]:
        return "This PDF is not whole. Save it again and send the new file."
    if any(word in data for word in _ACTS):
        return "This PDF holds something that acts when it is opened, another file, or a password. Print it to a new PDF and send that."
    return ""


def _word_reason(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile:
        return "This Word file is not whole. Save it again and send the new file."
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        return "This Word file unpacks to more than a document holds."
    names = {one.filename for one in members}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        return "This is no Word document."
    if any("vba" in name.lower() or "/embeddings/" in name or "/activeX/" in name for name in names):
        return "This Word file holds macros or other files. Save it without them and send the new file."
    return ""


def _picture_reason(data: bytes) -> str:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return "This picture has too many pixels. Make it smaller and send it again."
            picture.verify()
    except (OSError, SyntaxError, Image.DecompressionBombError):
        return "This picture is not whole. Save it again and send the new file."
    return ""


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


_TYPES: dict[str, Callable[[bytes], bool]] = {
    "application/pdf": lambda data: data.startswith(b"%PDF-"),
    _WORD: lambda data: data.startswith(b"PK\x03\x04"),
    "image/jpeg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "image/png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "text/plain": _is_text,
}
_REFUSALS: dict[str, Callable[[bytes], str]] = {
    "application/pdf": _pdf_reason,
    _WORD: _word_reason,
    "image/jpeg": _picture_reason,
    "image/png": _picture_reason,
}

"""PDF documents. Reading (`pdf_reading.py`) decides; cleaning (`pdf_cleaning.py`) only takes away, and what it made is read again.

A document without anything active is kept to the byte, and so keeps its signatures. A signed one that has something active is refused:
taking it out would break the signature.
"""

import re
import subprocess
import sys
from pathlib import Path

from lms.vault.inspection import pdf_cleaning
from lms.vault.inspection.base import Cleaned, ContentType, Refused
from lms.vault.inspection.pdf_reading import BROKEN, Seen, names_in

LOCKED = "This PDF is protected by a password. Save it without one and try again."
SIGNED = (
    "This PDF is signed and holds {what}. Removing that would break the signature, so it was not kept. Ask for a version without it, or print it as a new PDF."
)
STUBBORN = "This PDF holds {what} that could not be removed. Print it as a new PDF and try again."
TRAILING = "Data after the end of the document was cut off."
_WORDS = {
    b"JavaScript": "scripts", b"JS": "scripts", b"AA": "actions that start by themselves", b"Launch": "an action that starts a program",
    b"SubmitForm": "an action that sends data elsewhere", b"ImportData": "an action that fetches data", b"GoToR": "links to other files",
    b"GoToE": "links to other files", b"EmbeddedFile": "attached files", b"EmbeddedFiles": "attached files", b"FileAttachment": "attached files",
    b"Collection": "attached files", b"EF": "attached files", b"RichMedia": "film or sound", b"RichMediaExecute": "film or sound",
    b"Rendition": "film or sound", b"Movie": "film or sound", b"Sound": "film or sound", b"3D": "film or sound",
    b"XFA": "a form of an older kind (XFA)", b"FFilter": "parts kept in other files",
}  # fmt: skip
_TAIL = 2_048  # bytes at the end in which the last marks stand
_SECONDS = 15


def clean(data: bytes) -> Cleaned:
    whole, changes = _whole(data)
    seen = names_in(whole)
    _check(whole, seen)
    what = _active(seen)
    if not what:
        return Cleaned(data, ()) if not changes or b"ByteRange" in seen.names else Cleaned(whole, changes)
    if b"ByteRange" in seen.names:
        raise Refused(SIGNED.format(what=_and(what)), code="signed")
    harmless = _without_active(whole, what)
    return Cleaned(harmless, (f"Removed from the PDF: {_and(what)}.", *changes))


def _whole(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document up to its last end mark, and what was cut off."""
    end = data.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in data[max(0, end - _TAIL) : end]:
        raise Refused(BROKEN, code="damaged")
    after = end + len(b"%%EOF")
    return (data[:after] + b"\n", (TRAILING,)) if data[after:].strip(b"\0\t\n\f\r \x1a") else (data, ())


def _check(data: bytes, seen: Seen) -> None:
    """Raises ``Refused`` for a document that is locked, has no pages or says nothing of where things are."""
    if b"Encrypt" in seen.names:
        raise Refused(LOCKED, code="locked")
    place = re.search(rb"startxref\s+(\d{1,12})\s+%%EOF", data[-_TAIL:])
    if place is None or not {b"Root", b"Pages", b"Page"} <= seen.names:
        raise Refused(BROKEN, code="damaged")
    if not re.match(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)", data[int(place[1]) : int(place[1]) + 40]):
        raise Refused(BROKEN, code="damaged")


def _active(seen: Seen) -> list[str]:
    """In words, once each and in a fixed order, what ``seen`` holds that acts by itself or hides something."""
    found = [words for name, words in _WORDS.items() if name in seen.names]
    found += ["an action on opening"] * (seen.opens and bool({b"URI", b"Named"} & seen.names)) + ["links to a file or script"] * seen.bad_link
    return list(dict.fromkeys(found))


def _without_active(data: bytes, what: list[str]) -> bytes:
    made = cleaned_apart(data)
    left = names_in(made) if made else None
    if left is None or _active(left):
        raise Refused(STUBBORN.format(what=_and(_active(left) if left else what)), code="stubborn")
    _check(made, left)
    return made


def cleaned_apart(data: bytes) -> bytes:
    """What the program `pdf_cleaning.py` makes of ``data``; empty when it gave up or was stopped at its limits."""
    program = [sys.executable, "-I", "-W", "ignore", str(Path(pdf_cleaning.__file__))]
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  our own program  # nosec B603
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


PDF = ContentType("pdf", "a PDF document", ("pdf",), lambda data: data.startswith(b"%PDF-"), "application/pdf", clean)

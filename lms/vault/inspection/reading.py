"""`readable_text`: the words of an inspected file, for a guard that looks for what should not be in them.

Nothing is rendered and no picture is read: a scan has no words here, and the answer says so by ``None``.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from lms.vault.inspection import pdf_text
from lms.vault.inspection.base import Refused
from lms.vault.inspection.markup import plain
from lms.vault.inspection.packages import Package
from lms.vault.inspection.types.docx import DOCX
from lms.vault.inspection.types.odt import ODT
from lms.vault.inspection.types.pdf import PDF
from lms.vault.inspection.types.text import TEXT

MOST = 2_000_000  # characters that are looked at
_SECONDS = 12
_ENDS_A_LINE = {"p", "h", "br", "cr", "tab", "line-break", "tc", "table-cell"}


def readable_text(data: bytes, media_type: str) -> str | None:
    """The words of ``data``, which ``inspect`` accepted as ``media_type``; ``None`` where none can be read, as in a scan."""
    words = _words(data, media_type)[:MOST]
    return words if words.strip() else None


def _words(data: bytes, media_type: str) -> str:
    if media_type == TEXT.media_type:
        return data.decode("utf-8", "replace")
    if media_type == PDF.media_type:
        return _words_of_pdf(data)
    if media_type in (DOCX.media_type, ODT.media_type):
        return _words_of_package(data)
    return ""


def _words_of_pdf(data: bytes) -> str:
    program = [sys.executable, "-I", "-W", "ignore", str(Path(pdf_text.__file__))]
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  our own program  # nosec B603
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _words_of_package(data: bytes) -> str:
    """The text of the document, its notes, comments, heads and feet; a part that cannot be read has none."""
    found = []
    try:
        for name, content in Package(data).parts(".xml"):
            if name == "content.xml" or name == "styles.xml" or name.startswith("word/"):
                found.append(_words_of_markup(content))
    except Refused:
        return ""
    return "\n".join(found)


class _Words:
    """Collects every character; paragraphs, cells and breaks end a line."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if plain(tag) in _ENDS_A_LINE:
            self.said.append("\n")

    def data(self, text: str) -> None:
        self.said.append(text)

    def close(self) -> None:
        """Nothing to build."""


def _words_of_markup(content: bytes) -> str:
    target = _Words()
    parser: Any = DefusedXMLParser(target=target, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        parser.close()
    except (DefusedXmlException, ParseError, LookupError, ValueError):
        return ""
    return "".join(target.said)

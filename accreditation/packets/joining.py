"""One PDF out of the packet's sheets: tab stamps, bookmarks, fixed identity."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

from accreditation.packet_parts import Sheet
from lms.core.clock import from_ms, to_ms
from lms.core.typesetting import typeset


@dataclass(frozen=True)
class Placed:
    """A sheet in its place: ``label`` is “G-1”, or empty in front of the tabs."""

    tab: str
    label: str
    sheet: Sheet
    pages: int

    @property
    def file_name(self) -> str:
        return f"Tab-{self.label}_{self.sheet.stem}.pdf" if self.label else f"{self.sheet.stem}.pdf"


def page_count(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def stamped(placed: Placed, *, draft: bool, at: datetime) -> bytes:
    """The sheet with “Tab G-1 p. 2” on each page, and DRAFT where it is one."""
    writer = PdfWriter(clone_from=io.BytesIO(placed.sheet.pdf))
    for number, page in enumerate(writer.pages, start=1):
        stamp = f"Tab {placed.label} p. {number}" if placed.label else f"{placed.sheet.title} p. {number}"
        overlay = PdfReader(io.BytesIO(_stamp(stamp, draft, round(float(page.mediabox.width)), round(float(page.mediabox.height)), to_ms(at))))
        page.merge_page(overlay.pages[0])
    return _finished(writer, placed.sheet.title)


def joined(parts: list[tuple[Placed, bytes]], title: str) -> bytes:
    """Every stamped sheet in order, with a bookmark each."""
    writer = PdfWriter()
    for placed, pdf in parts:
        first = len(writer.pages)
        writer.append(io.BytesIO(pdf), import_outline=False)
        bookmark = f"Tab {placed.label}: {placed.sheet.title}" if placed.label else placed.sheet.title
        writer.add_outline_item(title=bookmark, page_number=first)
    writer.page_mode = "/UseOutlines"
    return _finished(writer, title)


@lru_cache(maxsize=512)
def _stamp(text: str, draft: bool, width: int, height: int, at_ms: int) -> bytes:
    return typeset("stamp", {"stamp": text, "draft": draft, "width": width, "height": height}, at=from_ms(at_ms))


def _finished(writer: PdfWriter, title: str) -> bytes:
    """The bytes, without author, path or the time of writing; the file's id comes from its content."""
    writer.metadata = {"/Title": title, "/Producer": "Pathway"}
    writer._ID = None
    draft = io.BytesIO()
    writer.write(draft)
    digest = hashlib.sha256(draft.getvalue()).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()

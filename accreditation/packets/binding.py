"""PDFs out of a packet’s sheets: each document with its stamps, and all of them together, in volumes, with bookmarks and a fixed identity."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, BooleanObject, ByteStringObject, DictionaryObject, NameObject, TextStringObject

from accreditation.packet_parts.base import PDF, PICTURES
from accreditation.packets.former_signatures import take_signatures_off
from accreditation.packets.gathering import Placed
from accreditation.packets.stamping import Stamper, marked, set_stamps
from accreditation.packets.updating import NotUpdatable, updated
from lms.core.errors import Invalid
from lms.core.typesetting import typeset, typeset_picture

LANGUAGE = "en-US"
OUTLINE_BYTES = 2_048
"""What a document costs in a volume beyond itself: bookmark and page tree, generously."""
_TURNED = (5, 6, 7, 8)
_ORIENTATION = 274


@dataclass(frozen=True)
class Bound:
    """A document in its place; ``pdf`` carries its stamps.

    ``reader`` is the document before it was stamped, which is read once and joined from there; ``begins`` is the number of its first stamp, -1 where
    the pages carry theirs.
    """

    placed: Placed
    pdf: bytes
    pages: int
    reader: PdfReader | None = None
    begins: int = -1


@dataclass(frozen=True)
class Press:
    """How the pages of one packet are printed: the moment they name, whether they say DRAFT, and the number of a supplement (0: none)."""

    at: datetime
    draft: bool
    supplement: int = 0

    def stamp(self, placed: Placed) -> str:
        """``Tab G-3``, or the title of what stands in front of the tabs; the page follows."""
        name = f"Tab {placed.label}" if placed.label else placed.sheet.title
        return f"Supplement {self.supplement}, {name}" if self.supplement else name


@dataclass(frozen=True)
class Leaf:
    """A document before it is bound. What we typeset carries its stamps already, as a part of its tagged page; files do not."""

    placed: Placed
    pdf: bytes
    reader: PdfReader
    pages: int

    @property
    def is_stamped(self) -> bool:
        file = self.placed.sheet.file
        return file is None or file.media_type != PDF


def leaf(placed: Placed, data: bytes | None, press: Press) -> Leaf:
    """The document as a PDF: typeset, bound as it is, or a picture on a page. ``data`` are the bytes of its file, where it has one.

    Raises ``Invalid`` for a file that cannot be read as what it is; a template that cannot be set is a fault of ours and stays one.
    """
    if placed.sheet.file is None:
        pdf = _pdf(placed, data, press)
        return _opened(placed, pdf)
    try:
        pdf = _pdf(placed, data, press)
        return _opened(placed, pdf)
    except (PyPdfError, OSError, RuntimeError, ValueError, KeyError, Image.DecompressionBombError) as error:
        raise Invalid(f"{placed.sheet.title}: the file cannot be bound into a packet. Hand it in again as a PDF.", code="not_bindable") from error


def _pdf(placed: Placed, data: bytes | None, press: Press) -> bytes:
    sheet = placed.sheet
    stamp = {"stamp": press.stamp(placed), "stamp_draft": press.draft}
    if sheet.file is None:
        return typeset(sheet.template, {**sheet.data, **stamp}, at=press.at)
    assert data is not None
    if sheet.file.media_type == PDF:
        return data
    return typeset_picture(data, PICTURES[sheet.file.media_type], {"title": sheet.title, "flipped": _is_wide(data), **stamp}, at=press.at)


def _opened(placed: Placed, pdf: bytes) -> Leaf:
    reader = PdfReader(io.BytesIO(pdf))
    pages = len(reader.pages)
    if not pages:
        raise ValueError
    return Leaf(placed, pdf, reader, pages)


def _is_wide(picture: bytes) -> bool:
    with Image.open(io.BytesIO(picture)) as opened:
        width, height = opened.size
        return height > width if opened.getexif().get(_ORIENTATION) in _TURNED else width > height


def stamped(leaves: Sequence[Leaf], press: Press) -> tuple[list[Bound], PdfReader | None]:
    """Every document with its stamps, and the stamps of the files: they are set all at once and laid over their pages."""
    files = [one for one in leaves if not one.is_stamped]
    marks = [marked(page, f"{press.stamp(one.placed)} p. {number}") for one in files for number, page in enumerate(one.reader.pages, start=1)]
    stamps = set_stamps(marks, draft=press.draft, at=press.at) if marks else None
    bound, begins = [], 0
    for one in leaves:
        if one.is_stamped or stamps is None:
            bound.append(Bound(one.placed, one.pdf, one.pages, one.reader))
            continue
        bound.append(Bound(one.placed, _with_stamps(one, stamps, begins), one.pages, one.reader, begins))
        begins += one.pages
    return bound, stamps


def _with_stamps(one: Leaf, stamps: PdfReader, begins: int) -> bytes:
    """The file with its stamps behind it; written anew only where nothing can be added to it."""
    try:
        return updated(one.pdf, one.reader, stamps, begins)
    except NotUpdatable:
        return _anew(one, stamps, begins)


def _anew(one: Leaf, stamps: PdfReader, begins: int) -> bytes:
    writer = PdfWriter(clone_from=one.reader)
    stamper = Stamper(writer, stamps)
    for number, page in enumerate(writer.pages):
        stamper.stamp(page, begins + number)
    return _finished(writer, one.placed.sheet.title)


def volumes(bound: Sequence[Bound], most_bytes: int, *, first: int = 0, a_page: int = 0) -> list[list[Bound]]:
    """The documents in order, in as few volumes as ``most_bytes`` allows; one that is larger has a volume of its own.

    ``first`` is what lies in the first volume already, ``a_page`` what each page will still take.
    """
    found: list[list[Bound]] = [[]]
    size = first
    for one in bound:
        own = len(one.pdf) + OUTLINE_BYTES + a_page * one.pages
        if found[-1] and size + own > most_bytes:
            found.append([])
            size = 0
        found[-1].append(one)
        size += own
    return found


def joined(parts: Sequence[Bound], title: str, stamps: PdfReader | None = None) -> bytes:
    """The documents in order, with a bookmark for each tab and the documents below it; ``stamps`` are those of the files."""
    writer = PdfWriter()
    stamper = Stamper(writer, stamps) if stamps is not None else None
    above, tab, first = None, "", 0
    for one in parts:
        placed = one.placed
        writer.append(one.reader if one.reader is not None else io.BytesIO(one.pdf), import_outline=False)
        if stamper is not None and one.begins >= 0:
            for number in range(one.pages):
                stamper.stamp(writer.pages[first + number], one.begins + number)
        if placed.tab and placed.tab != tab:
            above = writer.add_outline_item(title=f"Tab {placed.tab}: {placed.tab_title}", page_number=first)
        tab = placed.tab
        name = f"{placed.label} {placed.sheet.title}" if placed.tab else placed.sheet.title
        writer.add_outline_item(title=name, page_number=first, parent=above if placed.tab else None)
        first += one.pages
    take_signatures_off(writer)
    writer.page_mode = "/UseOutlines"
    return _finished(writer, title)


def _finished(writer: PdfWriter, title: str) -> bytes:
    """The bytes, without author, path or the time of writing; the file’s id comes from its content, its language and title are said."""
    writer.metadata = {"/Title": title, "/Producer": "Pathway"}
    root = writer._root_object
    root[NameObject("/Lang")] = TextStringObject(LANGUAGE)
    shown = root.get("/ViewerPreferences")
    preferences = DictionaryObject(shown.get_object()) if shown is not None else DictionaryObject()
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    root[NameObject("/ViewerPreferences")] = preferences
    digest = ByteStringObject(bytes(16))
    writer._ID = ArrayObject([digest, digest])
    file = io.BytesIO()
    writer.write(file)
    data = file.getvalue()
    return _identified(data)


def _identified(pdf: bytes) -> bytes:
    """The file with its own digest in place of the empty id, so that writing it twice is not needed."""
    empty, place = b"<%s>" % (b"00" * 16), pdf.rfind(b"/ID")
    digest = b"<%s>" % hashlib.sha256(pdf).hexdigest()[:32].encode()
    return pdf[:place] + pdf[place:].replace(empty, digest)

"""Tab stamps on the pages of a packet: “Tab G-3 p. 2” at the top right as a reader holds the page, and DRAFT where it is one.

Constraint: a packet of 100 pages must cost little more than joining its parts, so all stamps are set in one document, and a page gets its stamp as a
form object behind its own content, which is not parsed. The stamp is an artifact: it says nothing that a screen reader should read on every page.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

from lms.core.typesetting import typeset

NAME = NameObject("/PathwayStamp")


@dataclass(frozen=True)
class Marked:
    """A page as it is to be stamped: the text, and its size in points as a reader sees it."""

    text: str
    width: int
    height: int


def marked(page: PageObject, text: str) -> Marked:
    box = page.cropbox
    width, height = round(float(box.width)), round(float(box.height))
    return Marked(text, height, width) if page.rotation % 180 == 90 else Marked(text, width, height)


def set_stamps(marks: Sequence[Marked], *, draft: bool, at: datetime) -> PdfReader:
    """One page for each mark, in order."""
    data = {"draft": draft, "stamps": [{"stamp": one.text, "width": one.width, "height": one.height} for one in marks]}
    return PdfReader(io.BytesIO(typeset("stamps", data, at=at, tagged=False)))


class Stamper:
    """Lays pages of ``stamps`` over pages of ``writer``; fonts are taken over once."""

    def __init__(self, writer: PdfWriter, stamps: PdfReader) -> None:
        self.writer, self.stamps = writer, stamps
        self.begin = writer._add_object(_stream(b"q\n"))
        self.ends: dict[bytes, object] = {}

    def stamp(self, page: PageObject, number: int) -> None:
        """Lay stamp ``number`` (from 0) over ``page``, a page of the writer."""
        form = self.writer._add_object(self._form(self.stamps.pages[number]))
        resources = _own(page, "/Resources", inherited=True)
        _own(resources, "/XObject")[NAME] = form
        content = page.get("/Contents")
        kept = content.get_object() if content is not None else None
        middle = list(kept) if isinstance(kept, ArrayObject) else [page.raw_get("/Contents")] if kept is not None else []
        page[NameObject("/Contents")] = ArrayObject([self.begin, *middle, self._end(page)])

    def _end(self, page: PageObject) -> object:
        drawn = b"\nQ\n/Artifact BMC\nq\n%s cm\n/PathwayStamp Do\nQ\nEMC\n" % _turned(page)
        if drawn not in self.ends:
            self.ends[drawn] = self.writer._add_object(_stream(drawn))
        return self.ends[drawn]

    def _form(self, stamp: PageObject) -> StreamObject:
        contents = stamp.get_contents()
        form = _stream(contents.get_data() if contents is not None else b"")
        form.update({
            NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(0), FloatObject(0), FloatObject(stamp.mediabox.width), FloatObject(stamp.mediabox.height)]),
            NameObject("/Resources"): stamp["/Resources"].clone(self.writer),
        })  # fmt: skip
        return form


def _stream(data: bytes) -> StreamObject:
    made = StreamObject()
    made.set_data(data)
    return made


def _own(holder: DictionaryObject, key: str, *, inherited: bool = False) -> DictionaryObject:
    """The dictionary below ``key``, as one that ``holder`` shares with no other page."""
    found, above = holder.get(key), holder.get("/Parent") if inherited else None
    while found is None and above is not None:
        parent = cast("DictionaryObject", above.get_object())
        found, above = parent.get(key), parent.get("/Parent")
    own = DictionaryObject(cast("DictionaryObject", found.get_object())) if found is not None else DictionaryObject()
    holder[NameObject(key)] = own
    return own


def _turned(page: PageObject) -> bytes:
    """The matrix that puts what is drawn upright where a reader sees it, for a page that is shown turned by quarters."""
    box = page.cropbox
    left, bottom, right, top = (float(value) for value in (box.left, box.bottom, box.right, box.top))
    matrix = {
        0: (1, 0, 0, 1, left, bottom), 90: (0, 1, -1, 0, right, bottom), 180: (-1, 0, 0, -1, right, top), 270: (0, -1, 1, 0, left, top),
    }[page.rotation % 360 // 90 * 90]  # fmt: skip
    return " ".join(f"{value:g}" for value in matrix).encode()

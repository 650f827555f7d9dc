"""Stamps on a file without writing it anew: an incremental update (ISO 32000-1, 7.5.6) behind the bytes as they were handed in.

Constraint: cloning a tagged PDF costs more than everything else in a packet. Besides, what a file brings along stays whole: its tags, attached data
such as a certificate's signed credential, and a digital signature over the first revision.

Worked example: a file of 9 objects and one page, object 3. The update holds object 3 again, with its contents wrapped and its resources its own; objects
10 to 16 for the stamp and its font; a table of these; and a trailer that names the table before.
"""

import io
import re

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, NumberObject, StreamObject

from accreditation.packets.stamping import Stamper

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_KEPT = ("/Root", "/Info", "/ID")


class NotUpdatable(ValueError):
    """The file's own table is not where it says, so nothing can be added to it."""


def updated(pdf: bytes, reader: PdfReader, stamps: PdfReader, begins: int) -> bytes:
    """``pdf``, which ``reader`` has read, with stamp ``begins`` and the following on its pages. Raises ``NotUpdatable``."""
    start = _START.search(pdf)
    size = reader.trailer.get("/Size")
    if start is None or not isinstance(size, int) or "/Encrypt" in reader.trailer:
        raise NotUpdatable
    before = int(start.group(1))
    is_table = pdf[before : before + 4] == b"xref"
    if not is_table and not re.match(rb"\d+\s+\d+\s+obj", pdf[before : before + 24]):
        raise NotUpdatable
    writer = PdfWriter()
    writer._objects = [NullObject()] * (size - 1)  # new objects are numbered behind those of the file
    changed = _changed_pages(writer, reader, stamps, begins)
    new = {size + place: (0, one) for place, one in enumerate(writer._objects[size - 1 :])}
    return _Update(pdf, reader, before, {**changed, **new}).table() if is_table else _Update(pdf, reader, before, {**changed, **new}).stream()


def _changed_pages(writer: PdfWriter, reader: PdfReader, stamps: PdfReader, begins: int) -> dict[int, tuple[int, object]]:
    stamper = Stamper(writer, stamps)
    changed: dict[int, tuple[int, object]] = {}
    for number, page in enumerate(reader.pages):
        place = page.indirect_reference
        if place is None or place.idnum in changed:
            raise NotUpdatable
        copy = type(page)(None, None)
        copy.update(page)
        stamper.stamp(copy, begins + number)
        changed[place.idnum] = (place.generation, copy)
    return changed


class _Update:
    """The bytes behind ``pdf``: objects, and where they are. ``before`` is where the file's own table lies."""

    def __init__(self, pdf: bytes, reader: PdfReader, before: int, objects: dict[int, tuple[int, object]]) -> None:
        self.reader, self.before = reader, before
        self.out = io.BytesIO()
        self.out.write(pdf)
        self.out.write(b"\n")
        self.places: dict[int, tuple[int, int]] = {}
        for number, (generation, one) in sorted(objects.items()):
            self._write(number, generation, one)

    def _write(self, number: int, generation: int, one: object) -> None:
        self.places[number] = (self.out.tell(), generation)
        self.out.write(b"%d %d obj\n" % (number, generation))
        one.write_to_stream(self.out)  # type: ignore[attr-defined]
        self.out.write(b"\nendobj\n")

    def _trailer(self, size: int) -> DictionaryObject:
        found = DictionaryObject({NameObject("/Size"): NumberObject(size), NameObject("/Prev"): NumberObject(self.before)})
        for key in _KEPT:
            if key in self.reader.trailer:
                found[NameObject(key)] = self.reader.trailer.raw_get(key)
        return found

    def table(self) -> bytes:
        start = self.out.tell()
        self.out.write(b"xref\n0 1\n0000000000 65535 f \n")
        for first, run in _runs(self.places):
            self.out.write(b"%d %d\n" % (first, len(run)))
            for place, generation in run:
                self.out.write(b"%010d %05d n \n" % (place, generation))
        self.out.write(b"trailer\n")
        self._trailer(max(self.places) + 1).write_to_stream(self.out)
        return self._ended(start)

    def stream(self) -> bytes:
        """A file whose table is a stream goes on with one; it lists itself."""
        start, number = self.out.tell(), max(self.places) + 1
        self.places[number] = (start, 0)
        table = StreamObject()
        table.update(self._trailer(number + 1))
        runs = _runs(self.places)
        index = [NumberObject(value) for first, run in runs for value in (first, len(run))]
        widths = [NumberObject(width) for width in (1, 5, 2)]
        table.update({
            NameObject("/Type"): NameObject("/XRef"), NameObject("/W"): ArrayObject(widths), NameObject("/Index"): ArrayObject(index),
        })  # fmt: skip
        table.set_data(b"".join(b"\1" + place.to_bytes(5, "big") + generation.to_bytes(2, "big") for _, run in runs for place, generation in run))
        self._write(number, 0, table)
        return self._ended(start)

    def _ended(self, start: int) -> bytes:
        self.out.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)
        return self.out.getvalue()


def _runs(places: dict[int, tuple[int, int]]) -> list[tuple[int, list[tuple[int, int]]]]:
    """Numbers that follow each other, together."""
    runs: list[tuple[int, list[tuple[int, int]]]] = []
    for number in sorted(places):
        if not runs or number != runs[-1][0] + len(runs[-1][1]):
            runs.append((number, []))
        runs[-1][1].append(places[number])
    return runs

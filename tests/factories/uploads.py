"""Files that people hand in, made in code: PDFs object by object, photos with their metadata, packages part by part."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from PIL import Image

PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]{more}>>"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(*more: bytes | str, catalog: str = "", page: str = "", trailer: str = "", header: bytes = b"%PDF-1.7\n") -> bytes:
    """A document of one page. ``more`` are objects 4, 5, …; ``catalog``, ``page`` and ``trailer`` are added to those dictionaries."""
    objects = [f"<</Type/Catalog/Pages 2 0 R{catalog}>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE.format(more=page), *more]
    out, places = io.BytesIO(), []
    out.write(header)
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one if isinstance(one, bytes) else one.encode("latin-1")))
    return out.getvalue() + _table(places, out.tell(), trailer)


def _table(places: list[int], start: int, trailer: str) -> bytes:
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    return b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, rows, size, trailer.encode(), start)


def stream(content: bytes, more: str = "", *, packed: bool = False) -> bytes:
    """A stream object, packed by Flate or as it is."""
    data = zlib.compress(content) if packed else content
    return b"<</Length %d%s%s>>\nstream\n%s\nendstream" % (len(data), b"/Filter/FlateDecode" * packed, more.encode(), data)


def object_stream(*objects: str, first_number: int = 10) -> bytes:
    """A compressed object stream that holds ``objects``, numbered from ``first_number``."""
    places, body = [], ""
    for number, one in enumerate(objects, start=first_number):
        places.append(f"{number} {len(body)}")
        body += one + "\n"
    table = " ".join(places) + "\n"
    return stream((table + body).encode("latin-1"), f"/Type/ObjStm/N {len(objects)}/First {len(table)}", packed=True)


def updated(document: bytes, *objects: str, first_number: int = 4) -> bytes:
    """``document`` with objects added or replaced afterwards, as an incremental update does it."""
    out = io.BytesIO()
    out.write(document)
    rows = b""
    for number, one in enumerate(objects, start=first_number):
        rows += b"%d 1\n%010d 00000 n \n" % (number, out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one.encode("latin-1")))
    start = out.tell()
    before = int(document.rpartition(b"startxref")[2].split()[0])
    out.write(b"xref\n%strailer\n<</Size 20/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (rows, before, start))
    return out.getvalue()


def exif(*, up: int = 1, place: bool = True) -> Image.Exif:
    """Metadata of a phone's photo; ``place`` adds where it was taken."""
    told = Image.Exif()
    told[0x0112], told[0x010F], told[0x0110], told[0x013B] = up, "Canary-Maker", "Canary-Phone", "Canary-Author"
    if place:
        told.get_ifd(0x8825).update({1: "N", 2: (42.0, 21.0, 30.0), 3: "W", 4: (71.0, 3.0, 30.0)})
    return told


def photo(form: str = "JPEG", *, size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: Any) -> bytes:
    """A picture with some noise in it, so that it does not pack to nothing."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, form, **more)
    return out.getvalue()


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """``png`` with chunks put in after its header."""
    return png[:33] + b"".join(chunks) + png[33:]


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def archive(parts: dict[str, bytes | str] | Iterable[tuple[Any, bytes | str]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of ``parts``; a key may be a ``ZipInfo``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            made.writestr(name, content)
    return out.getvalue()


def word_parts(
    body: str = "<w:p><w:r><w:t>Dear Ms. Moreno</w:t></w:r></w:p>", *, relations: str = "", types: str = "", main: str = WORD_TYPE
) -> dict[str, Any]:
    """The parts of a Word document; ``relations`` are those of its text."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="{package}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships">{relation("officeDocument", "word/document.xml")}</Relationships>',
        "word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{head}<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
    }


def relation(kind: str, target: str, *, outside: bool = False, key: str = "rId9") -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def word(body: str = "<w:p><w:r><w:t>Dear Ms. Moreno</w:t></w:r></w:p>", *, more: dict[str, Any] | None = None, **changes: str) -> bytes:
    return archive(word_parts(body, **changes) | (more or {}))


def odt(
    body: str = "<text:p>Dear Ms. Moreno</text:p>", *, more: dict[str, Any] | None = None, media_type: str = "application/vnd.oasis.opendocument.text"
) -> bytes:
    """An OpenDocument text whose first part says its type unpacked, as the format asks."""
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "draw", "script", "xlink", "manifest"))
    first = zipfile.ZipInfo("mimetype")
    first.compress_type = zipfile.ZIP_STORED
    parts = {
        "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "META-INF/manifest.xml": f"<manifest:manifest {spaces}/>",
        **(more or {}),
    }
    return archive([(first, media_type), *parts.items()])

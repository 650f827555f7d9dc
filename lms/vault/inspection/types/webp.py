"""WebP pictures: chunks of a RIFF file; the picture itself is kept to the byte."""

import struct

from lms.vault.inspection.base import Cleaned, ContentType, Refused
from lms.vault.inspection.pictures import BROKEN, METADATA, TRAILING, check_size, only_orientation, orientation

_PICTURES = (b"VP8 ", b"VP8L")
_KEPT = {*_PICTURES, b"VP8X", b"ALPH", b"ICCP"}
_MOVING = {b"ANIM", b"ANMF"}
_HAS_EXIF, _HAS_XMP = 0x08, 0x04
_MOST_CHUNKS = 1_000


def clean(data: bytes) -> Cleaned:
    """The picture without EXIF, XMP, unknown chunks and what follows its end; a turned one keeps the way up alone."""
    end = 8 + int.from_bytes(data[4:8], "little")
    chunks = _chunks(data, end)
    names = [name for name, _ in chunks]
    if _MOVING & set(names):
        raise Refused("This picture moves. Save one still picture of it as JPEG or PNG and try again.")
    if sum(name in _PICTURES for name in names) != 1:
        raise Refused(BROKEN)
    for name, body in chunks:
        _check(name, body)
    up = next((orientation(body.removeprefix(b"Exif\0\0")) for name, body in chunks if name == b"EXIF"), 1)
    told = [(b"EXIF", only_orientation(up))] * (up != 1)
    kept = [(name, body) for name, body in chunks if name in _KEPT] + told
    changes = [METADATA] * (kept != chunks) + [TRAILING] * bool(data[end:].strip(b"\0\r\n "))
    return Cleaned(_written(kept), tuple(changes)) if changes else Cleaned(data[:end])


def _chunks(data: bytes, end: int) -> list[tuple[bytes, bytes]]:
    if end > len(data):
        raise Refused(BROKEN)
    found: list[tuple[bytes, bytes]] = []
    place = 12
    while place + 8 <= end and len(found) < _MOST_CHUNKS:
        name, length = struct.unpack_from("<4sI", data, place)
        if place + 8 + length > end:
            raise Refused(BROKEN)
        found.append((name, data[place + 8 : place + 8 + length]))
        place += 8 + length + length % 2
    if place < end:
        raise Refused(BROKEN)
    return found


def _check(name: bytes, body: bytes) -> None:
    """Raises ``Refused`` when a chunk tells a size that cannot be opened safely."""
    if name == b"VP8X" and len(body) >= 10:
        check_size(1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little"))
    elif name == b"VP8L" and len(body) >= 5 and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        check_size(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    elif name == b"VP8 " and len(body) >= 10 and body[3:6] == b"\x9d\x01\x2a":
        check_size(int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF)
    elif name in (b"VP8X", *_PICTURES):
        raise Refused(BROKEN)


def _written(chunks: list[tuple[bytes, bytes]]) -> bytes:
    has_exif = any(name == b"EXIF" for name, _ in chunks)
    body = b"".join(_chunk(name, _flagged(content, has_exif) if name == b"VP8X" else content) for name, content in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _flagged(header: bytes, has_exif: bool) -> bytes:
    """The header of a picture that no longer has XMP, and EXIF only for the way up."""
    return bytes([(header[0] & ~(_HAS_EXIF | _HAS_XMP)) | (_HAS_EXIF if has_exif else 0)]) + header[1:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


WEBP = ContentType("webp", "a WebP picture", ("webp",), lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP", "image/webp", clean)

"""PNG pictures: chunks are read one after another, their check sums with them; only what shows the picture is kept."""

import struct
import zlib

from lms.vault.inspection.base import Cleaned, ContentType, Refused
from lms.vault.inspection.pictures import BROKEN, METADATA, TRAILING, check_size, inflated_size

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"cICP"}
_MOVING = {b"acTL", b"fcTL", b"fdAT"}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MOST_CHUNKS = 100_000
_MOST_COLORS = 4_000_000  # bytes of a color profile
_STILL = "The picture moved; only its first picture was kept."


def clean(data: bytes) -> Cleaned:
    """The picture without texts, EXIF, times, movement, unknown chunks and what follows its end."""
    chunks, end = _chunks(data)
    _check(chunks)
    kept = [(name, body) for name, body in chunks if name in _KEPT]
    lost = {name for name, _ in chunks} - _KEPT
    changes = [METADATA] * bool(lost - _MOVING) + [_STILL] * bool(lost & _MOVING) + [TRAILING] * bool(data[end:].strip(b"\0\r\n "))
    return Cleaned(_SIGNATURE + b"".join(map(_written, kept)), tuple(changes)) if changes else Cleaned(data[:end])


def _chunks(data: bytes) -> tuple[list[tuple[bytes, bytes]], int]:
    found: list[tuple[bytes, bytes]] = []
    place = len(_SIGNATURE)
    while len(found) < _MOST_CHUNKS:
        length, name = struct.unpack(">I4s", data[place : place + 8].ljust(8, b"\0"))
        body = data[place + 8 : place + 8 + length]
        place += 12 + length
        if place > len(data) or zlib.crc32(name + body) != int.from_bytes(data[place - 4 : place], "big"):
            raise Refused(BROKEN)
        found.append((name, body))
        if name == b"IEND":
            return found, place
    raise Refused(BROKEN)


def _check(chunks: list[tuple[bytes, bytes]]) -> None:
    """Raises ``Refused`` for a picture that is too large, or unpacks to more than its size needs."""
    name, header = chunks[0]
    if name != b"IHDR" or len(header) != 13 or sum(one == b"IHDR" for one, _ in chunks) != 1:
        raise Refused(BROKEN)
    width, height, bits, color = struct.unpack_from(">IIBB", header)
    check_size(width, height)
    if color not in _CHANNELS or bits not in (1, 2, 4, 8, 16):
        raise Refused(BROKEN)
    needed = height * (1 + (width * bits * _CHANNELS[color] + 7) // 8)
    most = needed + 16 * (width + height) + 1024  # interlaced rows carry a filter byte each
    if not needed <= inflated_size([body for one, body in chunks if one == b"IDAT"], most) <= most:
        raise Refused(BROKEN)
    for one, body in chunks:
        if one == b"iCCP" and inflated_size([body.partition(b"\0")[2][1:]], _MOST_COLORS) > _MOST_COLORS:
            raise Refused(BROKEN)


def _written(chunk: tuple[bytes, bytes]) -> bytes:
    name, body = chunk
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PNG = ContentType("png", "a PNG picture", ("png",), lambda data: data.startswith(_SIGNATURE), "image/png", clean)

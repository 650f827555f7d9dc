"""JPEG photos: segments are read one after another; the picture itself is kept to the byte."""

import struct

from lms.vault.inspection.base import Cleaned, ContentType, Refused
from lms.vault.inspection.pictures import BROKEN, METADATA, TRAILING, check_size, only_orientation, orientation

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_STANDALONE = {0x00, 0x01, *range(0xD0, 0xD8)}
_TABLES = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF}  # Huffman, quantization and their like
_EXIF, _JFIF, _COLORS, _ADOBE = b"Exif\0\0", b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"
_UP = 1
_MARKER = 2  # bytes
_MOST_SEGMENTS = 5_000


def clean(data: bytes) -> Cleaned:
    """The photo without EXIF, XMP, comments, thumbnails and what follows its end; a turned photo keeps the way up alone."""
    kept, up, removed, end = _segments(data)
    if up != _UP:
        kept.insert(1, _segment(0xE1, _EXIF + only_orientation(up)))
    changes = [METADATA] * removed + [TRAILING] * bool(data[end:].strip(b"\0\r\n "))
    result = b"".join(kept)
    return Cleaned(result, tuple(changes)) if changes else Cleaned(data[:end])


def _segments(data: bytes) -> tuple[list[bytes], int, bool, int]:
    """Parts to keep, which way is up, whether something was left out, and where the picture ends."""
    kept, up, removed, framed, place = [data[:_MARKER]], _UP, False, False, _MARKER
    for _ in range(_MOST_SEGMENTS):
        marker, place = _marker(data, place)
        if marker == _END:
            if not framed:
                raise Refused(BROKEN)
            return [*kept, b"\xff\xd9"], up, removed, place
        body = _body(data, place)
        place += 2 + len(body)
        if marker in _FRAMES:
            _check_frame(body)
            framed = True
        if marker == _SCAN:
            stop = _end_of_scan(data, place)
            kept.append(_segment(marker, body) + data[place:stop])
            place = stop
        elif _needed(marker, body):
            kept.append(_segment(marker, _without_thumbnail(marker, body)))
            removed |= _without_thumbnail(marker, body) != body
        else:
            alone = only_up(body)
            up = alone if alone is not None else orientation(body[6:]) if body.startswith(_EXIF) and up == _UP else up
            removed |= alone is None
    raise Refused(BROKEN)


def only_up(body: bytes) -> int | None:
    """The way up, when ``body`` is what this module writes about it; ``None`` for any other segment."""
    up = orientation(body[len(_EXIF) :]) if body.startswith(_EXIF) else _UP
    return up if body == _EXIF + only_orientation(up) else None


def _marker(data: bytes, place: int) -> tuple[int, int]:
    """The next marker and where it ends; padding is passed over."""
    if data[place : place + 1] != b"\xff":
        raise Refused(BROKEN)
    while data[place : place + 1] == b"\xff":
        place += 1
    if place >= len(data) or data[place] in _STANDALONE or data[place] == _START:
        raise Refused(BROKEN)
    return data[place], place + 1


def _body(data: bytes, place: int) -> bytes:
    length = int.from_bytes(data[place : place + 2], "big")
    if length < _MARKER or place + length > len(data):
        raise Refused(BROKEN)
    return data[place + 2 : place + length]


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _check_frame(body: bytes) -> None:
    if len(body) < 6:
        raise Refused(BROKEN)
    height, width = struct.unpack_from(">HH", body, 1)
    check_size(width, height)


def _needed(marker: int, body: bytes) -> bool:
    """Whether a segment is needed to show the picture rightly: its tables and frames, JFIF, its colors."""
    if marker in _FRAMES or marker in _TABLES:
        return True
    return (marker == 0xE0 and body.startswith(_JFIF)) or (marker == 0xE2 and body.startswith(_COLORS)) or (marker == 0xEE and body.startswith(_ADOBE))


def _without_thumbnail(marker: int, body: bytes) -> bytes:
    return body[:12] + b"\0\0" if marker == 0xE0 else body[:12] if marker == 0xEE else body


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the next marker stands that is not part of the scan's own data."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            raise Refused(BROKEN)
        if data[place + 1] not in _STANDALONE and data[place + 1] != 0xFF:
            return place
        place += 1 if data[place + 1] == 0xFF else 2


JPEG = ContentType("jpeg", "a JPEG photo", ("jpg", "jpeg", "jpe", "jfif"), lambda data: data.startswith(b"\xff\xd8\xff"), "image/jpeg", clean)

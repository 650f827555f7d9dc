"""HEIC photos, as iPhones take them: boxes within boxes. Metadata is overwritten where it stands, so nothing else moves.

Which way is up is a property of the picture itself (`irot`), not of its EXIF, and stays.
"""

import struct
from collections.abc import Iterator

from lms.vault.inspection.base import Cleaned, ContentType, Refused
from lms.vault.inspection.pictures import BROKEN, METADATA, TRAILING, check_size

_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx")
_TOP = {b"ftyp", b"meta", b"mdat", b"free", b"skip"}
_TOLD = {b"Exif", b"mime", b"uri "}  # items of metadata
_NOTHING_TOLD = struct.pack(">I", 0) + b"MM\0*" + struct.pack(">IHI", 8, 0, 0)  # EXIF without entries
_MOST_BOXES = 20_000
_UNUSUAL = "This photo is written in a way we cannot make safe. Save it as JPEG and try again."
_MOVES = "This photo holds a film as well. Save the still picture as JPEG and try again."


def is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS


def clean(data: bytes) -> Cleaned:
    """The photo with EXIF and XMP overwritten, and without what follows its last box."""
    kept = bytearray(data)
    boxes, end = _top(data)
    if [name for name, _, _ in boxes].count(b"meta") != 1:
        raise Refused(BROKEN)
    for name, start, stop in boxes:
        if name == b"meta":
            _overwrite(kept, start + 4, stop, [(first, last) for kind, first, last in boxes if kind == b"mdat"])
        elif name in (b"free", b"skip"):
            kept[start:stop] = bytes(stop - start)
    changes = [METADATA] * (kept != data) + [TRAILING] * bool(data[end:].strip(b"\0"))
    return Cleaned(bytes(kept[:end]), tuple(changes))


def _top(data: bytes) -> tuple[list[tuple[bytes, int, int]], int]:
    """The known boxes at the beginning and where they end; a film (`moov`) is refused, what else follows is cut off."""
    found, end = [], 0
    for name, start, stop in _boxes(data, 0, len(data), whole=False):
        if name == b"moov":
            raise Refused(_MOVES)
        if name not in _TOP:
            break
        found.append((name, start, stop))
        end = stop
    return found, end


def _boxes(data: bytes | bytearray, place: int, end: int, *, whole: bool = True) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and stop of the content of each box; with ``whole``, raises ``Refused`` unless they fill the space."""
    for _ in range(_MOST_BOXES):
        if place + 8 > end:
            break
        size, name = struct.unpack_from(">I4s", data, place)
        head = 8
        if size == 1 and place + 16 <= end:
            [size], head = struct.unpack_from(">Q", data, place + 8), 16
        size = size or end - place
        if size < head or place + size > end:
            if whole or name in _TOP:
                raise Refused(BROKEN)
            return
        yield bytes(name), place + head, place + size
        place += size
    if whole and place != end:
        raise Refused(BROKEN)


def _overwrite(kept: bytearray, start: int, end: int, contents: list[tuple[int, int]]) -> None:
    """Overwrite the items of metadata, which must lie in ``contents`` or the box beside them that is meant for it."""
    parts = {name: (first, stop) for name, first, stop in _boxes(kept, start, end)}
    if not {b"iinf", b"iloc", b"iprp"} <= set(parts):
        raise Refused(_MOVES if b"iinf" not in parts else BROKEN)
    _check_sizes(kept, *parts[b"iprp"])
    try:
        told = _told(kept, *parts[b"iinf"])
        places = list(_places(kept, *parts[b"iloc"], parts.get(b"idat", (0, 0))[0]))
        rooms = [*contents, parts.get(b"idat", (0, 0))]
    except (struct.error, IndexError):
        raise Refused(BROKEN) from None
    for item, first, length in places:
        if item in told:
            if not any(begin <= first and first + length <= stop for begin, stop in rooms):
                raise Refused(BROKEN)
            kept[first : first + length] = (_NOTHING_TOLD if length >= len(_NOTHING_TOLD) else b"").ljust(length, b"\0")
    if told - {item for item, _, _ in places}:
        raise Refused(_UNUSUAL)


def _check_sizes(data: bytearray, start: int, end: int) -> None:
    sizes = 0
    for name, first, stop in _boxes(data, start, end):
        if name != b"ipco":
            continue
        for inner, place, last in _boxes(data, first, stop):
            if inner == b"ispe":
                if last - place < 12:
                    raise Refused(BROKEN)
                check_size(*struct.unpack_from(">II", data, place + 4))
                sizes += 1
    if not sizes:
        raise Refused(BROKEN)


def _told(data: bytearray, start: int, end: int) -> set[int]:
    """Numbers of the items that hold metadata."""
    first = start + (6 if data[start] == 0 else 8)
    found = set()
    for name, place, _ in _boxes(data, first, end):
        if name == b"infe" and data[place] in (2, 3):
            wide = data[place] == 3
            [item] = struct.unpack_from(">I" if wide else ">H", data, place + 4)
            kind = place + 4 + (4 if wide else 2) + 2
            if bytes(data[kind : kind + 4]) in _TOLD:
                found.add(item)
        elif name == b"infe":
            raise Refused(_UNUSUAL)
    return found


def _places(data: bytearray, start: int, end: int, inner: int) -> Iterator[tuple[int, int, int]]:
    """Item, place and length of each stretch that items take; ``inner`` is where the `idat` box begins."""
    version = data[start]
    if version > 2:
        raise Refused(_UNUSUAL)
    widths = data[start + 4] >> 4, data[start + 4] & 15, data[start + 5] >> 4, data[start + 5] & 15 if version else 0
    reader = _Reader(data, start + 6, end)
    for _ in range(reader.number(4 if version == 2 else 2)):
        item = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        base = reader.number(widths[2])
        for _ in range(reader.number(2)):
            reader.number(widths[3])
            offset, length = base + reader.number(widths[0]), reader.number(widths[1])
            if method > 1 or (method == 1 and not inner):
                raise Refused(_UNUSUAL)
            yield item, offset + (inner if method else 0), length


class _Reader:
    """Whole numbers one after another; raises ``Refused`` at the end of the box."""

    def __init__(self, data: bytearray, place: int, end: int) -> None:
        self.data, self.place, self.end = data, place, end

    def number(self, width: int) -> int:
        if self.place + width > self.end:
            raise Refused(BROKEN)
        self.place += width
        return int.from_bytes(self.data[self.place - width : self.place], "big")


HEIC = ContentType("heic", "a HEIC photo", ("heic", "heif"), is_heic, "image/heic", clean)

"""What all pictures share: the largest one, and the one fact of their metadata that is kept, which way is up."""

import struct
import zlib

from lms.vault.inspection.base import Refused

MOST_PIXELS = 120_000_000  # a phone's largest photo has 108 million
LONGEST_SIDE = 30_000
BROKEN = "This picture is damaged or cut off, so it was not kept. Open it, save it again and try again."
TRAILING = "Data after the end of the picture was cut off."
METADATA = "Facts about the picture (such as where and when it was taken, with what, by whom) were removed."
_ORIENTATION = 0x0112


def check_size(width: int, height: int) -> None:
    """Raises ``Refused`` for a picture that would fill the memory of whoever opens it, and for one without area."""
    if not width or not height:
        raise Refused(BROKEN)
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise Refused(f"This picture is {width} by {height} pixels, more than can be opened safely. Save it smaller and try again.", code="too_large")


def orientation(tiff: bytes) -> int:
    """1 to 8 as EXIF's first directory (a TIFF) says; 1 where it says nothing that can be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        [start] = struct.unpack_from(f"{order}I", tiff, 4)
        [count] = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def only_orientation(value: int) -> bytes:
    """An EXIF directory (a TIFF) that says which way is up and nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)


def inflated_size(pieces: list[bytes], most: int) -> int:
    """Bytes that a zlib stream unpacks to, holding 64 KB at a time; more than ``most`` is not unpacked. Raises ``Refused`` when damaged."""
    unpacker, size = zlib.decompressobj(), 0
    try:
        for piece in pieces:
            waiting = piece
            while waiting and size <= most and not unpacker.eof:
                size += len(unpacker.decompress(waiting, 65_536))
                waiting = unpacker.unconsumed_tail
    except zlib.error:
        raise Refused(BROKEN) from None
    return size

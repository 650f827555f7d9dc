"""Zip packages of Office programs: looked over by their directory before anything is unpacked, then read part by part under limits."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lms.vault.inspection.base import Refused

MOST_PARTS = 3_000
MOST_UNPACKED = 150_000_000  # bytes of all parts together
MOST_IN_PART = 40_000_000
MOST_RATIO = 200  # times its packed size, for parts of more than a megabyte
_MEGABYTE = 1_000_000
BROKEN = "This document is damaged or cut off, so it was not kept. Open it, save it again and try again."
TOO_LARGE = "This document unpacks to far more than any document needs, so it was not opened. Save it again, with smaller pictures, and try again."
UNUSUAL = "This document is packed in a way no Office program uses, so it was not kept. Open it, save it again and try again."
LOCKED = "This document is protected by a password. Save it without one and try again."
_END = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 65_535
_LINK, _KIND = 0o120000, 0o170000


def ends_as_archive(data: bytes) -> bool:
    """Whether a program for archives would open ``data`` as one, whatever it begins with."""
    place = data.rfind(_END, max(0, len(data) - _END_LENGTH - _LONGEST_COMMENT))
    return place >= 0 and zipfile.is_zipfile(BytesIO(data))


class Package:
    """A looked-over package. ``names`` are its parts; raises ``Refused`` when it is not what an Office program writes."""

    def __init__(self, data: bytes) -> None:
        if data[-_END_LENGTH:][:4] != _END or data[-2:] != b"\0\0":
            raise Refused(BROKEN if data.rfind(_END) < 0 else UNUSUAL)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError):
            raise Refused(BROKEN) from None
        self.entries = self._archive.infolist()
        _look_over(self.entries, len(data))
        self.names = [entry.filename for entry in self.entries if not entry.is_dir()]

    def read(self, name: str) -> bytes:
        """A part unpacked, at most what its directory entry says; raises ``Refused`` when it is damaged or missing."""
        try:
            with self._archive.open(name) as part:
                data = part.read(MOST_IN_PART + 1)
        except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, OSError, struct.error):
            raise Refused(BROKEN) from None
        if len(data) > MOST_IN_PART:
            raise Refused(TOO_LARGE)
        return data

    def parts(self, *endings: str) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each part with one of ``endings``."""
        for name in self.names:
            if name.lower().endswith(endings):
                yield name, self.read(name)

    def rewritten(self, changed: dict[str, bytes]) -> bytes:
        """The package with other bytes for some parts, everything else as it was."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in self.entries:
                fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
                fresh.compress_type = entry.compress_type
                archive.writestr(fresh, changed[entry.filename] if entry.filename in changed else self.read(entry.filename))
        return out.getvalue()


def _look_over(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MOST_PARTS:
        raise Refused(TOO_LARGE)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(LOCKED)
    if any(_is_strange(entry) for entry in entries) or _overlap(entries, size):
        raise Refused(UNUSUAL)
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise Refused(UNUSUAL)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(_is_bomb(entry) for entry in entries):
        raise Refused(TOO_LARGE)


def _is_strange(entry: zipfile.ZipInfo) -> bool:
    """Links, other packings, and names that lead elsewhere."""
    name = entry.filename
    steps = name.replace("\\", "/").split("/")
    return (
        entry.external_attr >> 16 & _KIND == _LINK
        or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        or name.startswith("/")
        or "\\" in name
        or ":" in name
        or ".." in steps
        or any(ord(char) < 32 for char in entry.orig_filename)
    )


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > MOST_IN_PART or (entry.file_size > _MEGABYTE and entry.file_size > MOST_RATIO * max(1, entry.compress_size))


def _overlap(entries: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether parts share bytes, do not begin the file, or reach beyond it."""
    end = 0
    for number, entry in enumerate(sorted(entries, key=lambda one: one.header_offset)):
        if entry.header_offset < end or (number == 0 and entry.header_offset != 0):
            return True
        end = entry.header_offset + 30 + len(entry.filename) + entry.compress_size
    return end > size

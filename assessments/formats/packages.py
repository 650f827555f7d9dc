"""Archives of other programs opened with care: ZIP (and IMSCC, which is one) and tar, plain or gzipped.

Every limit is asked before a byte is unpacked: how many members, how large each and all together, how steeply packed, what they are called.
Nothing is ever written under a member's name, no link is followed, and an archive inside an archive stays closed.
"""

import gzip
import io
import posixpath
import tarfile
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from lms.core.errors import Invalid

MOST_MEMBERS = 20_000
LARGEST_UNPACKED = 1_000_000_000  # bytes, all members together
LARGEST_TAR = 300_000_000  # bytes; unpacked as a whole, on disk
LARGEST_MEMBER = 64_000_000  # bytes of one member that is read
STEEPEST = 200  # unpacked to packed; XML of quizzes reaches about 40
IN_MEMORY = 16_000_000
_MEMBER = b"PK\x03\x04"
ARCHIVES = (".zip", ".imscc", ".tar", ".tar.gz", ".tgz", ".7z", ".rar", ".gz", ".bz2", ".xz")

BROKEN = "This archive is damaged or not complete. Download or export it once more and try again."
TOO_LARGE = "This archive is too large: 20,000 files, 1 GB unpacked and 64 MB for one file fit. Export fewer questions at a time."
DANGEROUS = (
    "This archive holds something that no export writes (a path or link that leads outside, a name twice, or too much packed in little), so it was not opened."
)
LOCKED = "This archive is protected by a password. Save it without one and try again."
UNKNOWN = "This archive is of a kind that cannot be opened. Save it as ZIP or tar.gz and try again."


class Package(ABC):
    """The members of an archive by name: ``/`` between folders, none before the first. Raises ``Invalid`` with a sentence."""

    def __init__(self, sizes: dict[str, int]) -> None:
        self.sizes = sizes

    @property
    def names(self) -> list[str]:
        """Every file, in the order of the archive."""
        return list(self.sizes)

    def __contains__(self, name: object) -> bool:
        return name in self.sizes

    def read(self, name: str, most: int = LARGEST_MEMBER) -> bytes:
        """The bytes of a member; ``KeyError`` when there is none, ``Invalid`` when it is larger than ``most``."""
        if self.sizes[name] > most:
            raise Invalid(f"“{posixpath.basename(name)}” in this archive is too large: {most // 1_000_000} MB fit.", code="too_large")
        data = self._read(name, most + 1)
        if len(data) > most:  # the archive lied about the size
            raise Invalid(DANGEROUS, code="dangerous")
        return data

    @abstractmethod
    def _read(self, name: str, most: int) -> bytes: ...

    def holds_only_archives(self) -> bool:
        return bool(self.sizes) and all(is_archive_name(name) for name in self.sizes)


class _Zip(Package):
    def __init__(self, source: IO[bytes]) -> None:
        try:
            self._archive = zipfile.ZipFile(source)
            infos = [info for info in self._archive.infolist() if not info.is_dir()]
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, zlib.error, OverflowError):
            raise Invalid(BROKEN) from None
        if any(info.flag_bits & 1 for info in infos):
            raise Invalid(LOCKED, code="locked")
        if any(_is_link(info) or _is_steep(info.file_size, info.compress_size) for info in infos):
            raise Invalid(DANGEROUS, code="dangerous")
        self._infos = {safe_name(info.filename): info for info in infos}
        super().__init__(_within_limits([(safe_name(info.filename), info.file_size) for info in infos]))

    def _read(self, name: str, most: int) -> bytes:
        try:
            with self._archive.open(self._infos[name]) as member:
                return member.read(most)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
            raise Invalid(BROKEN) from None


class _Tar(Package):
    def __init__(self, source: IO[bytes]) -> None:
        try:
            self._archive = tarfile.open(fileobj=source, mode="r:")  # noqa: SIM115  stays open as long as the package
            found = [member for member, _ in zip(self._archive, range(MOST_MEMBERS + 1), strict=False) if not member.isdir()]
        except (tarfile.TarError, ValueError, OSError, EOFError, OverflowError):
            raise Invalid(BROKEN) from None
        if any(not member.isreg() for member in found):
            raise Invalid(DANGEROUS, code="dangerous")
        self._members = {safe_name(member.name): member for member in found}
        super().__init__(_within_limits([(safe_name(member.name), member.size) for member in found]))

    def _read(self, name: str, most: int) -> bytes:
        try:
            member = self._archive.extractfile(self._members[name])
            return member.read(most) if member else b""
        except (tarfile.TarError, EOFError, OSError, ValueError):
            raise Invalid(BROKEN) from None


def is_archive(start: bytes) -> bool:
    """Whether bytes that begin so (512 or more of them) are an archive of any kind, known here or not."""
    return start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")) or start[257:262] == b"ustar"


def named_early(start: bytes) -> Iterator[str]:
    """Names of members that stand in the beginning of a ZIP, as each member repeats its name before its content. A guess, not a listing."""
    place = start.find(_MEMBER)
    while place >= 0:
        length = int.from_bytes(start[place + 26 : place + 28], "little")
        yield start[place + 30 : place + 30 + length].decode("utf-8", "replace")
        place = start.find(_MEMBER, place + 30)


def is_archive_name(name: str) -> bool:
    return name.lower().endswith(ARCHIVES)


def open_package(source: BinaryIO) -> Package:
    """The archive in ``source``, which can be read from any place and stays open as long as the package is used."""
    source.seek(0)
    start = source.read(512)
    source.seek(0)
    if start.startswith(b"PK"):
        return _Zip(source)
    if start.startswith(b"\x1f\x8b"):
        return _Tar(_unzipped(source))
    if start[257:262] == b"ustar":
        return _Tar(source)
    raise Invalid(UNKNOWN)


def safe_name(name: str) -> str:
    """``name`` with plain slashes and without ``./``; raises ``Invalid`` for one that leads outside."""
    plain = name.replace("\\", "/")
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    leaves = plain.startswith("/") or ".." in parts or plain[1:2] == ":" or "\0" in plain or not parts
    if leaves:
        raise Invalid(DANGEROUS, code="dangerous")
    return "/".join(parts)


def _unzipped(source: BinaryIO) -> IO[bytes]:
    """What a gzipped tar holds, on disk where it is large: its members are read out of order."""
    packed = source.seek(0, io.SEEK_END)
    source.seek(0)
    made: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed with the package
    size = 0
    try:
        with gzip.GzipFile(fileobj=source) as stream:
            while chunk := stream.read(1_000_000):
                size += len(chunk)
                if size > LARGEST_TAR:
                    raise Invalid(TOO_LARGE, code="too_large")
                if _is_steep(size, packed):
                    raise Invalid(DANGEROUS, code="dangerous")
                made.write(chunk)
    except (OSError, EOFError, zlib.error):
        raise Invalid(BROKEN) from None
    made.seek(0)
    return made


def _is_link(info: zipfile.ZipInfo) -> bool:
    return (info.external_attr >> 16) & 0o170000 == 0o120000


def _is_steep(unpacked: int, packed: int) -> bool:
    return unpacked > 1_000_000 and unpacked > STEEPEST * max(packed, 1)


def _within_limits(members: list[tuple[str, int]]) -> dict[str, int]:
    if len(members) > MOST_MEMBERS or sum(size for _, size in members) > LARGEST_UNPACKED:
        raise Invalid(TOO_LARGE, code="too_large")
    sizes = dict(members)
    if len(sizes) != len(members):
        raise Invalid(DANGEROUS, code="dangerous")
    return sizes

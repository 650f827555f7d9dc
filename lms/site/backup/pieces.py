"""The pieces of a backup folder: encrypted, each named after its content, so that what is there already is not copied again.

A piece is a mark, the id of the backup key, the piece's own random content key wrapped by it, and the content in sealed chunks of 64 KB
(``lms.vault.ciphers``). Its name is an HMAC of the SHA-256 of the content: nobody without the key can tell whether a file they know is there.
A piece appears by a rename, so it is whole; what a killed backup had finished is there for the next one.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lms.core.errors import Refusal
from lms.site.backup.writing import UNFINISHED, sync_folder, write_durably
from lms.vault.api import CHUNK, TAG, BackupKey, Unreadable, backup_key, open_chunks, seal, seal_chunks, unseal

_MARK = b"pathway piece 1\n"
_ID = 16
_WRAPPED = 12 + 32 + TAG
_WRAPPING = b"key of a piece"


class Damaged(Refusal):
    """A piece or a manifest is not what was written."""

    status = 500
    code = "damaged"


@dataclass(frozen=True)
class Piece:
    """``name`` in the folder, and size and SHA-256 of the content."""

    name: str
    size: int
    sha256: str


class Measured:
    """Passes chunks through, keeping their size and SHA-256."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = chunks
        self.size = 0
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.size += len(chunk)
            self.digest.update(chunk)
            yield chunk


class Pieces:
    """The pieces below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put_file(self, path: Path, key: BackupKey, *, again_if_damaged: bool = False) -> tuple[Piece, bool]:
        """The piece with the content of ``path``, and whether it is new. Raises ``FileNotFoundError`` when there is no such file.

        A piece that is there is taken as it is; with ``again_if_damaged`` it is read first, and written anew when it does not hold.
        """
        with path.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            piece = Piece(_name(key, sha256), source.tell(), sha256)
            there = self._path(piece.name)
            if there.exists() and not (again_if_damaged and not self.holds(piece)):
                return piece, False
            source.seek(0)
            return self.put(iter(lambda: source.read(CHUNK), b""), key), True

    def put(self, content: Iterable[bytes], key: BackupKey) -> Piece:
        """A piece with ``content``, which is read once."""
        measured = Measured(content)
        unfinished = self.folder / f"{secrets.token_hex(8)}{UNFINISHED}"
        try:
            write_durably(unfinished, _sealed(measured, key))
            piece = Piece(_name(key, measured.digest.hexdigest()), measured.size, measured.digest.hexdigest())
            path = self._path(piece.name)
            path.parent.mkdir(exist_ok=True, mode=0o700)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
        sync_folder(self.folder)
        return piece

    def content(self, piece: Piece) -> Iterator[bytes]:
        """What is in ``piece``, chunk by chunk. Raises ``Damaged``, at the latest after the last chunk."""
        measured = Measured(self._opened(piece))
        yield from measured
        if (measured.size, measured.digest.hexdigest()) != (piece.size, piece.sha256):
            raise Damaged(f"The piece {piece.name[:12]} of the backup is not the one that was put there.")

    def holds(self, piece: Piece) -> bool:
        """Whether the whole of ``piece`` can be read and is what it was."""
        try:
            for _chunk in self.content(piece):
                pass
        except Damaged:
            return False
        return True

    def sweep(self, kept: set[str]) -> int:
        """Remove every piece but ``kept``; the bytes that became free."""
        free = 0
        for path in self.folder.glob("??/*"):
            if path.name not in kept:
                free += path.stat().st_size
                path.unlink()
        return free

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name

    def _opened(self, piece: Piece) -> Iterator[bytes]:
        try:
            with self._path(piece.name).open("rb") as file:
                key = _content_key(file.read(len(_MARK)), file.read(_ID), file.read(_WRAPPED))
                yield from open_chunks(key, iter(lambda: file.read(CHUNK + TAG), b""))
        except Unreadable:
            raise Damaged(f"The piece {piece.name[:12]} of the backup was changed or is cut.") from None
        except FileNotFoundError:
            raise Damaged(f"The piece {piece.name[:12]} of the backup is missing.") from None
        except OSError as wrong:
            raise Damaged(f"The piece {piece.name[:12]} of the backup cannot be read: {wrong.strerror}.") from wrong


def _name(key: BackupKey, sha256: str) -> str:
    return hmac.digest(key.naming, sha256.encode(), "sha256").hex()


def _sealed(content: Iterable[bytes], key: BackupKey) -> Iterator[bytes]:
    content_key = secrets.token_bytes(32)
    yield _MARK + key.key_id.encode() + seal(key.wrapping, content_key, _WRAPPING)
    yield from seal_chunks(content_key, content)


def _content_key(mark: bytes, key_id: bytes, wrapped: bytes) -> bytes:
    """The key of a piece. Raises ``Unreadable``."""
    key = backup_key(key_id.decode("ascii", "replace"))
    if mark != _MARK or key is None:
        raise Unreadable
    return unseal(key.wrapping, wrapped, _WRAPPING)

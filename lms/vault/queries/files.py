"""Reading from the vault."""

from collections.abc import Iterator
from pathlib import Path

from lms.core.clock import now
from lms.vault.ciphers import CHUNK, TAG, Unreadable, WrappedKey, open_chunks, unwrap
from lms.vault.models import StoredFile
from lms.vault.shelf import path_of


def file_called(public_id: str) -> StoredFile | None:
    """The file, unless it was removed or has expired."""
    file = StoredFile.objects.filter(public_id=public_id, removed_at__isnull=True).first()
    return file if file and (file.expires_at is None or file.expires_at > now()) else None


def stream(file: StoredFile) -> Iterator[bytes]:
    """The content in pieces of 64 KB; raises ``Unreadable`` at the first byte that is not as stored."""
    key = unwrap(WrappedKey(file.key_id, bytes(file.wrapped_key)))
    return open_chunks(key, _sealed_chunks(path_of(file.stored_as)))


def read(file: StoredFile) -> bytes:
    """The whole content."""
    return b"".join(stream(file))


def _sealed_chunks(path: Path) -> Iterator[bytes]:
    try:
        opened = path.open("rb")
    except FileNotFoundError:
        raise Unreadable from None
    with opened as source:
        while chunk := source.read(CHUNK + TAG):
            yield chunk

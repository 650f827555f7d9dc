"""The vault's encrypted files in a bucket, where several machines share them (STORAGE_URL). A store keeps an object whole or not at all."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from botocore.exceptions import ClientError
from django.core.files.storage import storages

from lms.vault.ciphers import CHUNK, TAG, Unreadable


class _Read(io.RawIOBase):
    """An iterable of bytes as a file to read from."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            try:
                self._left = next(self._chunks)
            except StopIteration:
                return 0
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def put(stored_as: str, sealed: Iterable[bytes]) -> None:
    """Send the sealed chunks; what breaks off leaves nothing."""
    _bucket().upload_fileobj(io.BufferedReader(_Read(sealed), buffer_size=CHUNK), _key(stored_as))


def take(stored_as: str) -> Iterator[bytes]:
    """The sealed chunks of a file; raises ``Unreadable`` when it is not there."""
    try:
        body = _bucket().Object(_key(stored_as)).get()["Body"]
    except ClientError as error:
        if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
            raise Unreadable from None
        raise
    source = io.BufferedReader(_Read(body.iter_chunks(CHUNK)), buffer_size=CHUNK + TAG)
    with body:
        while chunk := source.read(CHUNK + TAG):
            yield chunk


def discard(stored_as: str) -> None:
    """Remove a file; nothing when it is gone already."""
    _bucket().Object(_key(stored_as)).delete()


def lying_since_before(moment: float) -> Iterator[str]:
    """Names of files last written before ``moment`` (seconds of the epoch)."""
    for found in _bucket().objects.filter(Prefix=_key("")):
        if found.last_modified.timestamp() < moment:
            yield found.key.rpartition("/")[2]


def _bucket() -> Any:
    return storages["vault"].bucket  # type: ignore[attr-defined]  # lms.core.object_storage


def _key(stored_as: str) -> str:
    return f"{storages['vault'].location}/{stored_as}"  # type: ignore[attr-defined]  # same

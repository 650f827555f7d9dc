"""Reading from the vault."""

import hashlib
import logging
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from lms.core.clock import now
from lms.vault import shelf
from lms.vault.ciphers import Unreadable, WrappedKey, open_chunks, unwrap
from lms.vault.faults import DAMAGED, note
from lms.vault.kinds import file_kinds
from lms.vault.models import StoredFile

logger = logging.getLogger(__name__)


def file_called(public_id: str) -> StoredFile | None:
    """The file, unless it was removed or has expired."""
    return _readable().filter(public_id=public_id).first()


def file_for(key: str) -> StoredFile | None:
    """The file that was stored with ``key``, unless it was removed or has expired."""
    return _readable().filter(key=key).first()


def owners_of(file: StoredFile) -> dict[str, Iterable[str]]:
    """Whose records the file holds, by campus: as they are kept with it, otherwise as its kind says."""
    return file.people if file.people is not None else {file.campus: file_kinds.get(file.kind).people_in(file)}


def stream(file: StoredFile) -> Iterator[bytes]:
    """The content in pieces of 64 KB; raises ``Unreadable`` at the first byte that is not as stored."""
    try:
        key = unwrap(WrappedKey(file.key_id, bytes(file.wrapped_key)))
        yield from open_chunks(key, shelf.take(file.stored_as))
    except Unreadable:
        logger.error("The stored file %s cannot be read.", file.public_id)
        raise


def read(file: StoredFile) -> bytes:
    """The whole content; raises ``Unreadable``."""
    return b"".join(stream(file))


def verify(file: StoredFile) -> None:
    """Read the file to its end, in constant memory; raises ``Unreadable`` unless it is what was stored."""
    digest, size = hashlib.sha256(), 0
    for piece in stream(file):
        digest.update(piece)
        size += len(piece)
    if (size, digest.hexdigest()) != (file.size, file.sha256):
        note(DAMAGED)
        raise Unreadable


def _readable() -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now()), removed_at__isnull=True)

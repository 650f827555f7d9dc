"""Putting a file into the vault: encrypted, under a random name, whole or not at all."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.vault.ciphers import new_key, seal_chunks
from lms.vault.kinds import file_kinds
from lms.vault.models import StoredFile
from lms.vault.shelf import clean_name, path_of


def store(
    kind: str, data: bytes | Iterable[bytes], *, name: str, media_type: str, owner: str = "", campus: str = "", by: str = "", expires_at: datetime | None = None
) -> StoredFile:
    """Store ``data`` and return its row. The bytes are on disk before the row is written; a failure leaves neither.

    Raises ``UnknownKind``. ``name`` is what the file is called when downloaded; it never names anything on disk.
    """
    keep_days = file_kinds.get(kind).keep_days
    key, wrapped = new_key()
    counted = _Counted([data] if isinstance(data, bytes) else data)
    stored_as = secrets.token_hex(24)
    _write(stored_as, seal_chunks(key, counted))
    failpoint("vault.after_write")
    return StoredFile.objects.create(
        kind=kind, name=clean_name(name), media_type=media_type, size=counted.size, sha256=counted.digest.hexdigest(), owner=owner, campus=campus,
        stored_as=stored_as, key_id=wrapped.key_id, wrapped_key=wrapped.sealed, created_by=by,
        expires_at=expires_at or (now() + timedelta(days=keep_days) if keep_days else None),
    )  # fmt: skip


class _Counted:
    """Passes pieces through, keeping their size and SHA-256."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = pieces
        self.size = 0
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            self.digest.update(piece)
            yield piece


def _write(stored_as: str, sealed: Iterable[bytes]) -> None:
    path = path_of(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_suffix(".part")
    try:
        with temporary.open("xb") as file:
            for chunk in sealed:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

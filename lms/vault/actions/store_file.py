"""Putting a file into the vault: encrypted, under a random name, whole or not at all."""

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.vault import shelf
from lms.vault.actions.remove_file import remove_file
from lms.vault.ciphers import new_key, seal_chunks
from lms.vault.kinds import file_kinds
from lms.vault.models import StoredFile

_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+(; charset=utf-8)?")


def store(
    kind: str,
    data: bytes | Iterable[bytes],
    *,
    name: str,
    media_type: str,
    owner: str = "",
    campus: str = "",
    by: str = "",
    expires_at: datetime | None = None,
    key: str | None = None,
    people: Mapping[str, Iterable[str]] | None = None,
) -> StoredFile:
    """Store ``data`` and return its row. The bytes are on disk before the row is written.

    ``name`` is what the file is called when downloaded; it never names anything on disk. With ``key``, a second call gives
    the first one's file and stores nothing: a job that runs twice makes one file. ``people``: whose records it holds, by campus,
    where they are several; kept with the file, for who joined or left since is not in it. Raises ``UnknownKind``, ``ValueError`` for a
    media type that is none, ``NoRoom`` when the disk is full. If the caller's transaction rolls back, the row goes with it
    and ``tidy_vault`` clears the bytes.
    """
    keep_days = file_kinds.get(kind).keep_days
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise ValueError(f"“{media_type}” is not a media type such as application/pdf.")
    existing = _still_good(key) if key is not None else None
    if existing is not None:
        return existing
    facts = {
        "kind": kind,
        "name": shelf.clean_name(name),
        "media_type": media_type,
        "owner": owner,
        "campus": campus,
        "people": {slug: sorted(set(ids)) for slug, ids in people.items()} if people is not None else None,
        "created_by": by,
        "expires_at": expires_at or (now() + timedelta(days=keep_days) if keep_days else None),
    }
    return _record(key, {**facts, **_put([data] if isinstance(data, bytes) else data)})


def _still_good(key: str) -> StoredFile | None:
    """The file stored with ``key``. One past its time makes room for a new one."""
    file = StoredFile.objects.filter(key=key).first()
    if file is None or file.expires_at is None or file.expires_at > now():
        return file
    remove_file(file, by=None)
    return None


def _put(content: Iterable[bytes]) -> dict[str, Any]:
    """Encrypt ``content`` onto the shelf; what there is to know about it afterwards."""
    key, wrapped = new_key()
    measured = _Measured(content)
    stored_as = secrets.token_hex(24)
    shelf.put(stored_as, seal_chunks(key, measured))
    failpoint("vault.after_write")
    return {
        "size": measured.size,
        "sha256": measured.digest.hexdigest(),
        "stored_as": stored_as,
        "key_id": wrapped.key_id,
        "wrapped_key": wrapped.sealed,
    }


def _record(key: str | None, facts: dict[str, Any]) -> StoredFile:
    """The row; when it cannot be written, or somebody was quicker with the same key, the bytes go again."""
    file = None
    try:
        with transaction.atomic():
            file = StoredFile.objects.create(**facts) if key is None else StoredFile.objects.get_or_create(key=key, defaults=facts)[0]
            failpoint("vault.after_row")
        return file
    finally:
        if file is None or file.stored_as != facts["stored_as"]:
            shelf.discard(facts["stored_as"])


class _Measured:
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

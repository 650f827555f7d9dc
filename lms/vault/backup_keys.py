"""Keys of backups, derived from VAULT_KEYS: who holds those can read a backup, who holds the backup alone cannot.

Each text of VAULT_KEYS gives three keys: one wraps the content keys of the pieces of a backup, one names the pieces, one proves the manifest.
They are other keys than those that wrap the vault's own files, so nothing sealed for a backup can stand for a file of the vault.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_EACH = 32


@dataclass(frozen=True)
class BackupKey:
    """``key_id`` is what a backup says of its key: 16 hexadecimal digits that tell nothing else."""

    key_id: str
    wrapping: bytes
    naming: bytes
    proving: bytes


def newest_backup_key() -> BackupKey:
    """The key under which backups are made now: of the first of VAULT_KEYS."""
    return next(iter(_keys(tuple(settings.VAULT_KEYS)).values()))


def backup_key(key_id: str) -> BackupKey | None:
    """The key called ``key_id``; nothing when VAULT_KEYS does not hold it."""
    return _keys(tuple(settings.VAULT_KEYS)).get(key_id)


@lru_cache(maxsize=8)
def _keys(texts: tuple[str, ...]) -> dict[str, BackupKey]:
    return {key.key_id: key for key in map(_key, texts)}


def _key(text: str) -> BackupKey:
    derived = HKDF(algorithm=SHA256(), length=3 * _EACH, salt=None, info=b"pathway backup").derive(text.encode())
    key_id = hashlib.sha256(b"backup key" + derived).hexdigest()[:16]
    return BackupKey(key_id, derived[:_EACH], derived[_EACH : 2 * _EACH], derived[2 * _EACH :])

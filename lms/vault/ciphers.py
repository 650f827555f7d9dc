"""Encryption of files and texts: AES-256-GCM in chunks, keys wrapped by the site's vault keys.

Constraint: a file must be read in constant memory, yet no byte, order or length of it may be changed unnoticed.
Each chunk of 64 KB is sealed with a nonce that counts chunks and a tag that says whether it is the last one, so
swapped, repeated, dropped and cut chunks all fail (the STREAM construction, Hoang et al. 2015). Each file has a key
of its own, so chunks of two files cannot be mixed either.

Example: 150 000 bytes → chunks 0, 1 (65 536 bytes each) and 2 (18 928 bytes, marked last), each 16 bytes longer on disk.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lms.core.errors import Refusal
from lms.vault.faults import DAMAGED, KEY_MISSING, note

CHUNK = 65_536
TAG = 16
_WRAPPING = b"content-key"
_MORE, _LAST = b"more", b"last"


class Unreadable(Refusal):
    """The stored bytes are not what was stored, or their key is not among VAULT_KEYS."""

    status = 500
    code = "unreadable"

    def __init__(self, sentence: str = "This file cannot be read: it was damaged, or its key is missing. Please tell support.") -> None:
        super().__init__(sentence)


@dataclass(frozen=True)
class WrappedKey:
    """A random content key, encrypted under the site key called ``key_id``."""

    key_id: str
    sealed: bytes


def known_key_ids() -> list[str]:
    """The ids of all site keys in VAULT_KEYS, the newest first."""
    return list(_site_keys(tuple(settings.VAULT_KEYS)))


def newest_key_id() -> str:
    """The id of the site key under which new content keys are wrapped: the first of VAULT_KEYS."""
    return next(iter(_site_keys(tuple(settings.VAULT_KEYS))))


def site_key_ids() -> list[str]:
    """The ids of all keys of VAULT_KEYS, the newest first."""
    return list(_site_keys(tuple(settings.VAULT_KEYS)))


def has_site_key(key_id: str) -> bool:
    """Whether VAULT_KEYS holds the site key called ``key_id``."""
    return key_id in _site_keys(tuple(settings.VAULT_KEYS))


def new_key() -> tuple[bytes, WrappedKey]:
    """A fresh content key and its wrapping under the newest site key."""
    key = secrets.token_bytes(32)
    return key, wrap(key)


def wrap(key: bytes) -> WrappedKey:
    """``key`` encrypted under the newest site key."""
    key_id = newest_key_id()
    return WrappedKey(key_id, seal(_site_keys(tuple(settings.VAULT_KEYS))[key_id], key, _WRAPPING))


def unwrap(wrapped: WrappedKey) -> bytes:
    """The content key; raises ``Unreadable`` when the site key is missing or the wrapping was changed."""
    site_key = _site_keys(tuple(settings.VAULT_KEYS)).get(wrapped.key_id)
    if site_key is None:
        note(KEY_MISSING)
        raise Unreadable
    return unseal(site_key, wrapped.sealed, _WRAPPING)


def seal_chunks(key: bytes, content: Iterable[bytes]) -> Iterator[bytes]:
    """Sealed chunks of ``content``; an empty file is one empty last chunk."""
    cipher = AESGCM(key)
    chunks = _regular(content)
    present, number = next(chunks, b""), 0
    for following in chunks:
        yield cipher.encrypt(_nonce(number), present, _MORE)
        present, number = following, number + 1
    yield cipher.encrypt(_nonce(number), present, _LAST)


def open_chunks(key: bytes, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """The content of sealed chunks, one at a time; raises ``Unreadable`` at the first that does not hold.

    Each of ``sealed`` is one whole chunk. What was yielded before a failure is genuine, but the file was cut.
    """
    cipher = AESGCM(key)
    waiting = iter(sealed)
    present, number = next(waiting, b""), 0
    for following in waiting:
        yield _opened(cipher, number, present, _MORE)
        present, number = following, number + 1
    yield _opened(cipher, number, present, _LAST)


def seal(key: bytes, data: bytes, context: bytes) -> bytes:
    """One short text, sealed with a random nonce and bound to ``context``."""
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, data, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The text of ``seal``; raises ``Unreadable``."""
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], context)
    except (InvalidTag, ValueError):
        note(DAMAGED)
        raise Unreadable from None


def _opened(cipher: AESGCM, number: int, sealed: bytes, mark: bytes) -> bytes:
    try:
        return cipher.decrypt(_nonce(number), sealed, mark)
    except (InvalidTag, ValueError):
        note(DAMAGED)
        raise Unreadable from None


def _regular(content: Iterable[bytes]) -> Iterator[bytes]:
    """``content`` cut and joined into pieces of exactly ``CHUNK`` bytes, the last one shorter; never an empty one."""
    kept = bytearray()
    for piece in content:
        view = memoryview(piece)  # a large piece is read in place: slicing bytes would copy the rest each time
        while len(kept) + len(view) >= CHUNK:
            taken = CHUNK - len(kept)
            yield bytes(kept + view[:taken])
            kept.clear()
            view = view[taken:]
        kept += view
    if kept:
        yield bytes(kept)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")  # each file has a key of its own, so counting from zero repeats no nonce


@lru_cache(maxsize=8)
def _site_keys(texts: tuple[str, ...]) -> dict[str, bytes]:
    """The site's keys by id, the newest first."""
    keys = {}
    for text in texts:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"pathway vault").derive(text.encode())
        keys[hashlib.sha256(derived).hexdigest()[:16]] = derived
    return keys

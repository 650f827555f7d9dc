"""Encryption of files and texts: AES-256-GCM in chunks, keys wrapped by the site's vault keys.

Constraint: a file must be read in constant memory, yet no byte, order or length of it may be changed unnoticed.
Each chunk of 64 KB is sealed with a nonce that counts chunks and a tag that says whether it is the last one, so
swapped, repeated, dropped and cut chunks all fail (the STREAM construction, Hoang et al. 2015).

Example: 150 000 bytes → chunks 0, 1 (65 536 bytes each) and 2 (18 928 bytes, marked last), each 16 bytes longer on disk.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lms.core.errors import Refusal

CHUNK = 65_536
TAG = 16


class Unreadable(Refusal):
    """The stored bytes are not what was stored, or their key is not among VAULT_KEYS."""

    status = 500
    code = "unreadable"

    def __init__(self, sentence: str = "This file cannot be read: it was damaged, or its key is missing.") -> None:
        super().__init__(sentence)


@dataclass(frozen=True)
class WrappedKey:
    """A random content key, encrypted under the site key called ``key_id``."""

    key_id: str
    sealed: bytes


def new_key() -> tuple[bytes, WrappedKey]:
    """A fresh content key and its wrapping under the newest site key."""
    key = secrets.token_bytes(32)
    key_id, site_key = next(iter(_site_keys().items()))
    nonce = os.urandom(12)
    return key, WrappedKey(key_id, nonce + AESGCM(site_key).encrypt(nonce, key, b"content-key"))


def unwrap(wrapped: WrappedKey) -> bytes:
    """The content key; raises ``Unreadable`` when the site key is missing or the wrapping was changed."""
    site_key = _site_keys().get(wrapped.key_id)
    if site_key is None:
        raise Unreadable
    try:
        return AESGCM(site_key).decrypt(wrapped.sealed[:12], wrapped.sealed[12:], b"content-key")
    except InvalidTag:
        raise Unreadable from None


def seal_chunks(key: bytes, content: Iterable[bytes]) -> Iterator[bytes]:
    """Sealed chunks of ``content``; an empty file is one empty last chunk."""
    cipher = AESGCM(key)
    number, waiting = 0, b""
    for piece in content:
        waiting += piece
        while len(waiting) > CHUNK:
            yield cipher.encrypt(_nonce(number), waiting[:CHUNK], b"more")
            waiting, number = waiting[CHUNK:], number + 1
    yield cipher.encrypt(_nonce(number), waiting, b"last")


def open_chunks(key: bytes, sealed: Iterator[bytes]) -> Iterator[bytes]:
    """The content of sealed chunks, one at a time; raises ``Unreadable`` at the first that does not hold."""
    cipher = AESGCM(key)
    number, present = 0, next(sealed, None)
    if present is None:
        raise Unreadable
    while present is not None:
        following = next(sealed, None)
        try:
            yield cipher.decrypt(_nonce(number), present, b"more" if following is not None else b"last")
        except InvalidTag:
            raise Unreadable from None
        present, number = following, number + 1


def seal(key: bytes, data: bytes, context: bytes) -> bytes:
    """One short text, sealed with a random nonce and bound to ``context``."""
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, data, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The text of ``seal``; raises ``Unreadable``."""
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], context)
    except (InvalidTag, ValueError):
        raise Unreadable from None


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")  # each file has a key of its own, so counting from zero repeats no nonce


def _site_keys() -> dict[str, bytes]:
    """The site's keys by id, the newest first."""
    keys = {}
    for text in settings.VAULT_KEYS:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"pathway vault").derive(text.encode())
        keys[hashlib.sha256(derived).hexdigest()[:16]] = derived
    return keys

"""The platform's own signature: Ed25519 (RFC 8032), with keys derived from SIGNING_KEYS, the newest first.

It says that this installation wrote something. It never stands for a person's signature.
A public key is known by the first 16 hexadecimal digits of the SHA-256 of its 32 bytes.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@dataclass(frozen=True)
class KeyPair:
    """One of the site's signing keys; ``public`` is its 32 public bytes."""

    key_id: str
    public: bytes
    private: Ed25519PrivateKey


def key_id_of(public: bytes) -> str:
    """The name of a public key."""
    return hashlib.sha256(public).hexdigest()[:16]


def newest_pair() -> KeyPair:
    """The key that signs now: the first of SIGNING_KEYS."""
    return _pairs(tuple(settings.SIGNING_KEYS))[0]


def key_in_use() -> str:
    """The name of the key that signs now, for what has to name it inside of what is signed."""
    return newest_pair().key_id


def every_pair() -> tuple[KeyPair, ...]:
    """Every key of this site's settings, the newest first."""
    return _pairs(tuple(settings.SIGNING_KEYS))


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """Whether ``signature`` (64 bytes) is that of the holder of ``public`` over ``message``. Anything malformed is not."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=8)
def _pairs(texts: tuple[str, ...]) -> tuple[KeyPair, ...]:
    return tuple(_pair(text) for text in texts)


def _pair(text: str) -> KeyPair:
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"pathway signing").derive(text.encode())
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    return KeyPair(key_id_of(public), public, private)

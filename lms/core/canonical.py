"""One way to turn facts into bytes, and bytes into a fingerprint.

Canonical JSON follows RFC 8785 (JSON Canonicalization Scheme), so that anyone can recompute a hash of ours
with a library of their own. Numbers are integers only: a float in a hashed fact is refused.
"""

import hashlib
from typing import Any

import rfc8785

GENESIS = "0" * 64


def canonical_json(value: Any) -> bytes:
    """RFC 8785 bytes of ``value``; raises ``TypeError`` where it holds a float, ``ValueError`` where JSON cannot hold it."""
    _refuse_floats(value)
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:
        raise ValueError(str(error)) from error


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of ``data`` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(value: Any) -> str:
    """SHA-256 over the canonical JSON of ``value``."""
    return sha256_hex(canonical_json(value))


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A hashed fact holds whole numbers and text only, never a float.")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_floats(item)

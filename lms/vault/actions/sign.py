"""Signing for the installation: with the newest key, which is on record from its first use."""

from dataclasses import dataclass

from lms.core.clock import now
from lms.vault.models import SigningKey
from lms.vault.signing import newest_pair


@dataclass(frozen=True)
class Signature:
    """64 bytes, and the key that made them."""

    key_id: str
    value: bytes


def sign(message: bytes) -> Signature:
    """Sign ``message``. Callers begin it with what kind of thing it is, so that no signature can stand for another kind."""
    pair = newest_pair()
    SigningKey.objects.get_or_create(key_id=pair.key_id, defaults={"public": pair.public, "first_used_at": now()})
    return Signature(pair.key_id, pair.private.sign(message))

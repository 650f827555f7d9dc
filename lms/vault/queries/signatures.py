"""Whether something was signed here, by a key that is still believed."""

from dataclasses import dataclass
from datetime import datetime

from lms.vault.models import SealCertificate, SigningKey
from lms.vault.signing import every_pair, is_signed


@dataclass(frozen=True)
class PublicKey:
    """What anybody needs to check a signature of ours. ``revoked_from`` is the moment from which it is not believed."""

    key_id: str
    public: bytes
    first_used_at: datetime | None
    revoked_from: datetime | None


@dataclass(frozen=True)
class KnownSeal:
    """What anybody needs to check a seal of ours: a certificate as DER. What it sealed at or after ``revoked_from`` is not believed."""

    key_id: str
    certificate: bytes
    revoked_from: datetime | None = None


def known_seals() -> list[KnownSeal]:
    """The certificate of every key that has sealed here, the oldest first."""
    rows = SealCertificate.objects.select_related("key").order_by("made_at", "pk")
    return [KnownSeal(row.key_id, bytes(row.certificate), row.key.revoked_from) for row in rows]


def public_keys() -> list[PublicKey]:
    """Every key that has signed here or may sign, the oldest first."""
    used = {key.key_id: PublicKey(key.key_id, bytes(key.public), key.first_used_at, key.revoked_from) for key in SigningKey.objects.order_by("first_used_at")}
    unused = [PublicKey(pair.key_id, pair.public, None, None) for pair in reversed(every_pair()) if pair.key_id not in used]
    return [*used.values(), *unused]


def is_genuine(message: bytes, signature: bytes, key_id: str, signed_at: datetime) -> bool:
    """Whether ``key_id`` signed ``message`` before trust in it ended."""
    key = next((key for key in public_keys() if key.key_id == key_id), None)
    if key is None or (key.revoked_from is not None and signed_at >= key.revoked_from):
        return False
    return is_signed(message, signature, key.public)

"""The public keys that certificates are checked with, and the document that publishes them (W3C Controlled Identifiers 1.0)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accreditation.credentials.multibase import from_multikey, multikey
from accreditation.credentials.reading import Unclear, read_strictly
from lms.core.clock import iso_ms
from lms.vault.api import key_id_of

CONTEXT = "https://www.w3.org/ns/cid/v1"
FIRST_USED = "firstUsed"


@dataclass(frozen=True)
class KnownKey:
    """``public`` is 32 bytes. What it signed at or after ``revoked_from`` is not believed: the key had been lost by then."""

    public: bytes
    first_used_at: datetime | None = None
    revoked_from: datetime | None = None

    @property
    def key_id(self) -> str:
        return key_id_of(self.public)


def keys_document(keys: Iterable[KnownKey], address: str) -> dict[str, Any]:
    """What stands at ``address`` (``/.well-known/pathway-keys.json``): every key, the oldest first, with its validity and revocation."""
    methods = [_method(key, address) for key in keys]
    return {
        "@context": [CONTEXT, {FIRST_USED: f"{address}#{FIRST_USED}"}],
        "id": address,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _method(key: KnownKey, address: str) -> dict[str, Any]:
    method = {"id": f"{address}#{key.key_id}", "type": "Multikey", "controller": address, "publicKeyMultibase": multikey(key.public)}
    if key.first_used_at:
        method[FIRST_USED] = iso_ms(key.first_used_at)
    if key.revoked_from:
        method["revoked"] = iso_ms(key.revoked_from)
    return method


def read_keys(data: bytes) -> list[KnownKey]:
    """The keys of a saved keys document; raises ``Unclear`` for anything that is none."""
    methods = read_strictly(data).get("verificationMethod")
    if not isinstance(methods, list) or not methods:
        raise Unclear("This file names no keys.")
    return [_key(method) for method in methods]


def _key(method: Any) -> KnownKey:
    try:
        key = KnownKey(from_multikey(method["publicKeyMultibase"]), _moment(method.get(FIRST_USED)), _moment(method.get("revoked")))
        named = method["id"].rpartition("#")[2]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unclear("A key of this file cannot be read.") from error
    if named != key.key_id:
        raise Unclear("A key of this file has a name that is not its own.")
    return key


def _moment(text: str | None) -> datetime | None:
    moment = datetime.fromisoformat(text) if text else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("A time without zone.")
    return moment

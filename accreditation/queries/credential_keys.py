"""Where this installation publishes its keys and status lists, and the keys that its certificates are checked with."""

from django.conf import settings

from accreditation.credentials import KnownKey
from lms.vault.api import public_keys


def issuer_address() -> str:
    """The address of the public keys, by which credentials name their issuer."""
    return f"{settings.SITE_URL}/.well-known/pathway-keys.json"


def status_list_address(number: int) -> str:
    return f"{settings.SITE_URL}/verify/status/{number}/"


def known_keys() -> list[KnownKey]:
    """Every key that has signed here or may sign, the oldest first."""
    return [KnownKey(key.public, key.first_used_at, key.revoked_from) for key in public_keys()]

"""Whether the keys of this installation fit what was sealed and signed with them."""

from lms.vault.ciphers import Unreadable, WrappedKey, has_site_key, newest_key_id, unwrap
from lms.vault.models import SigningKey, StoredFile, TextKey
from lms.vault.queries.contents import keys_that_wrap, missing_site_keys
from lms.vault.signing import newest_pair


def lost_site_keys() -> list[str]:
    """Ids of site keys that VAULT_KEYS lacks though files or texts are under them."""
    return sorted(missing_site_keys(keys_that_wrap()))


def site_keys_to_leave() -> list[str]:
    """Ids of older site keys that files or texts are still under: they must stay until `rewrap_vault` has run."""
    return sorted(keys_that_wrap() - {newest_key_id()} - set(lost_site_keys()))


def opens_what_it_sealed() -> bool:
    """Whether the newest file or text of each site key can be opened with it."""
    return all(_opens(row.key_id, bytes(row.wrapped_key or b"")) for key_id in keys_that_wrap() if has_site_key(key_id) for row in _newest_of(key_id))


def is_signing_key_revoked() -> bool:
    """Whether trust in the key that signs now has ended: what it signs from here on is believed by nobody."""
    return SigningKey.objects.filter(key_id=newest_pair().key_id, revoked_from__isnull=False).exists()


def _newest_of(key_id: str) -> list[StoredFile | TextKey]:
    file = StoredFile.objects.filter(key_id=key_id, removed_at__isnull=True).order_by("-pk").first()
    text = TextKey.objects.filter(key_id=key_id, destroyed_at__isnull=True).order_by("-created_at").first()
    return [row for row in (file, text) if row is not None]


def _opens(key_id: str, wrapped: bytes) -> bool:
    try:
        unwrap(WrappedKey(key_id, wrapped))
    except Unreadable:
        return False
    return True

"""Free texts about a person, under a key of that person's own that can be destroyed."""

from lms.core.clock import now
from lms.vault.ciphers import Unreadable, WrappedKey, new_key, seal, unseal, unwrap
from lms.vault.models import TextKey


def seal_text(owner: str, text: str) -> bytes:
    """``text`` encrypted for ``owner`` (a public id); raises ``Unreadable`` when the owner's key was destroyed."""
    return seal(_key_of(owner), text.encode(), owner.encode())


def open_text(owner: str, sealed: bytes) -> str:
    """The text of ``seal_text``; raises ``Unreadable`` for another owner's text or a destroyed key."""
    return unseal(_key_of(owner), bytes(sealed), owner.encode()).decode()


def destroy_text_key(owner: str) -> None:
    """Make every text sealed for ``owner`` unreadable, for good."""
    TextKey.objects.update_or_create(owner=owner, defaults={"wrapped_key": None, "key_id": "", "destroyed_at": now()})


def _key_of(owner: str) -> bytes:
    key, wrapped = new_key()
    row, created = TextKey.objects.get_or_create(owner=owner, defaults={"key_id": wrapped.key_id, "wrapped_key": wrapped.sealed})
    if created:
        return key
    if row.wrapped_key is None:
        raise Unreadable("This person’s texts were erased.")
    return unwrap(WrappedKey(row.key_id, bytes(row.wrapped_key)))

"""Free texts about a person, under a key of that person's own that can be destroyed."""

from collections.abc import Iterable

from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.vault.ciphers import Unreadable, WrappedKey, new_key, seal, unseal, unwrap
from lms.vault.models import TextKey


def seal_text(owner: str, text: str) -> bytes:
    """``text`` encrypted for ``owner`` (a public id); raises ``Unreadable`` when the owner's key was destroyed."""
    row = TextKey.objects.filter(owner=owner).first() or _new_row(owner)
    return seal(_key_in(row), text.encode(), owner.encode())


def open_text(owner: str, sealed: bytes) -> str:
    """The text of ``seal_text``; raises ``Unreadable`` for another owner's text or a destroyed key."""
    row = TextKey.objects.filter(owner=owner).first()
    if row is None:
        raise Unreadable
    return unseal(_key_in(row), bytes(sealed), owner.encode()).decode()


def open_texts(sealed: Iterable[tuple[str, bytes | None]]) -> list[str]:
    """The texts of many owners, their keys in one query; empty where there is no text or its key was destroyed."""
    pairs = list(sealed)
    keys = {row.owner: row for row in TextKey.objects.filter(owner__in={owner for owner, text in pairs if text})}
    return [_opened(keys.get(owner), owner, text) for owner, text in pairs]


def _opened(row: TextKey | None, owner: str, sealed: bytes | None) -> str:
    if row is None or not sealed or row.wrapped_key is None:
        return ""
    return unseal(_key_in(row), bytes(sealed), owner.encode()).decode()


def destroy_text_key(owner: str) -> None:
    """Make every text sealed for ``owner`` unreadable, for good; later texts for them are refused."""
    TextKey.objects.update_or_create(owner=owner, defaults={"wrapped_key": None, "key_id": "", "destroyed_at": now()})


def _new_row(owner: str) -> TextKey:
    _key, wrapped = new_key()
    row, _made = TextKey.objects.get_or_create(owner=owner, defaults={"key_id": wrapped.key_id, "wrapped_key": wrapped.sealed})
    failpoint("vault.text_key")
    return row


def _key_in(row: TextKey) -> bytes:
    if row.wrapped_key is None:
        raise Unreadable("This person’s texts were erased.")
    return unwrap(WrappedKey(row.key_id, bytes(row.wrapped_key)))

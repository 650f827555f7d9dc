"""Files and keys of the vault."""

from typing import Any

from django.conf import settings

from lms.vault.actions.rewrap_keys import rewrap_keys
from lms.vault.api import StoredFile, register_file_kind, remove_file, store
from lms.vault.kinds import file_kinds
from tests.torture.write_paths.base import World, WritePath

NEW_KEY = "tests-only-newer-vault-key-" + "w" * 30


def _register() -> None:
    if "note" not in file_kinds:
        register_file_kind("note", "Note", lambda person, file: False)


def to_store(world: World) -> dict[str, Any]:
    world.number += 1
    return {"key": f"note-{world.number}"}


def keep(key: str) -> str:
    _register()
    return store("note", b"What was said." * 9000, name="note.txt", media_type="text/plain", key=key).public_id


def to_remove(world: World) -> dict[str, Any]:
    return {"public_id": keep(**to_store(world))}


def remove(public_id: str) -> str:
    _register()
    remove_file(StoredFile.objects.get(public_id=public_id), by=None)
    return "removed"


def rewrap() -> str:
    """Under a newer key, and back: both are known, so that every other path can read before and after."""
    for keys in ([NEW_KEY, *settings.VAULT_KEYS], [*settings.VAULT_KEYS, NEW_KEY]):
        before, settings.VAULT_KEYS = settings.VAULT_KEYS, keys
        try:
            rewrap_keys()
        finally:
            settings.VAULT_KEYS = before
    return "rewrapped"


PATHS = [
    WritePath("file", to_store, keep, ("vault.before_rename", "vault.after_write", "vault.after_row")),
    WritePath("file removed", to_remove, remove, ("vault.before_removal_commit",)),
    WritePath("keys wrapped anew", lambda world: to_store(world) and {}, rewrap, ("vault.rewrapping",), at_once=False),
]

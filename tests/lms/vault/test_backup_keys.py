"""Keys of backups come from VAULT_KEYS and are none of the vault's own."""

from typing import Any

from lms.vault.backup_keys import backup_key, newest_backup_key
from lms.vault.ciphers import _site_keys


def test_each_vault_key_gives_one_that_is_found_by_its_id(settings: Any) -> None:
    settings.VAULT_KEYS = ["first" * 8, "second" * 8]
    newest = newest_backup_key()
    settings.VAULT_KEYS = ["second" * 8, "first" * 8]

    assert backup_key(newest.key_id) == newest
    assert newest_backup_key() != newest
    settings.VAULT_KEYS = ["third" * 8]
    assert backup_key(newest.key_id) is None


def test_its_parts_are_different_and_open_nothing_of_the_vault(settings: Any) -> None:
    key = newest_backup_key()
    parts = {key.wrapping, key.naming, key.proving}

    assert {len(part) for part in parts} == {32}
    assert len(parts) == 3
    assert parts.isdisjoint(_site_keys(tuple(settings.VAULT_KEYS)).values())
    assert key.key_id not in _site_keys(tuple(settings.VAULT_KEYS))

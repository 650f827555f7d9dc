"""What a backup must know of the vault."""

from pathlib import Path
from typing import Any

import pytest

from lms.vault.api import destroy_text_key, is_on_the_shelf, keys_that_wrap, missing_site_keys, names_on_the_shelf, remove_file, seal_text, store

pytestmark = pytest.mark.django_db


def test_files_that_were_not_removed_are_named_as_they_lie(shelf: Path) -> None:
    files = [store("note", b"x" * n, name="x.txt", media_type="text/plain") for n in range(3)]
    remove_file(files[1], by=None)

    names = list(names_on_the_shelf())

    assert names == [f"{file.stored_as[:2]}/{file.stored_as}" for file in (files[0], files[2])]
    assert all((shelf / name).is_file() for name in names)
    assert [is_on_the_shelf(f"ab/{file.stored_as}") for file in files] == [True, False, True]


def test_the_keys_of_what_can_still_be_read_are_needed(settings: Any) -> None:
    assert keys_that_wrap() == set()
    store("note", b"x", name="x.txt", media_type="text/plain")
    old = keys_that_wrap()
    settings.VAULT_KEYS = ["new" * 12, *settings.VAULT_KEYS]
    seal_text("ana", "Dear Ana")

    assert len(keys_that_wrap() - old) == 1
    assert missing_site_keys(keys_that_wrap()) == set()
    settings.VAULT_KEYS = settings.VAULT_KEYS[:1]
    assert missing_site_keys(keys_that_wrap()) == old
    destroy_text_key("ana")
    assert keys_that_wrap() == old

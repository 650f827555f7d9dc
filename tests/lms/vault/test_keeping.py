"""Removing files, tidying up, and changing the vault key."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from lms.audit.api import events_about, sentence_of
from lms.core.clock import now
from lms.vault.api import Unreadable, destroy_text_key, file_called, open_text, open_texts, read, remove_file, rewrap_keys, seal_text, store, tidy_vault
from lms.vault.models import StoredFile, TextKey
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


def note(**changes: Any) -> StoredFile:
    return store("note", b"abc", **{"name": "note.txt", "media_type": "text/plain", "owner": "ana", **changes})


def on_disk(shelf: Path) -> list[Path]:
    return [path for path in shelf.rglob("*") if path.is_file()]


def make_old(path: Path) -> None:
    os.utime(path, (time.time() - 2 * DAY,) * 2)


def test_a_removed_file_is_gone_for_everyone(shelf: Path, django_capture_on_commit_callbacks: Any) -> None:
    file = note(key="job-1")

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file, by=UserFactory(preferred_name="Rosa"))

    assert file_called(file.public_id) is None
    assert on_disk(shelf) == []
    assert (bytes(file.wrapped_key), file.key) == (b"", None)
    assert [sentence_of(event) for event in events_about("file", file.public_id)] == ["Rosa removed a file: Note"]


def test_removing_twice_changes_nothing(django_capture_on_commit_callbacks: Any) -> None:
    file = note()

    with django_capture_on_commit_callbacks(execute=True):
        removed = [remove_file(file, by=None)]
        first = file.removed_at
        removed.append(remove_file(file, by=None))

    assert (removed, file.removed_at) == ([True, False], first)
    assert events_about("file", file.public_id).count() == 1


def test_the_bytes_stay_until_the_removal_commits(shelf: Path) -> None:
    file = note()

    remove_file(file, by=None)

    assert len(on_disk(shelf)) == 1
    with pytest.raises(Unreadable):
        read(file)


def test_the_database_refuses_a_removed_file_that_keeps_its_key() -> None:
    file = note(key="job-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).update(removed_at=now())


def test_tidying_removes_expired_files_and_only_those(shelf: Path, django_capture_on_commit_callbacks: Any) -> None:
    expired, kept, fresh = note(expires_at=now() - timedelta(days=1)), note(), note(expires_at=now() + timedelta(days=1))

    with django_capture_on_commit_callbacks(execute=True):
        removed = tidy_vault()

    assert removed == 1
    assert {path.name for path in on_disk(shelf)} == {kept.stored_as, fresh.stored_as}
    expired.refresh_from_db()
    assert expired.removed_at is not None


def test_tidying_clears_bytes_of_a_transaction_that_rolled_back(shelf: Path) -> None:
    with transaction.atomic():
        note()
        transaction.set_rollback(True)
    [stray] = on_disk(shelf)
    make_old(stray)

    assert tidy_vault() == 1
    assert on_disk(shelf) == []


def test_tidying_leaves_alone_what_may_still_be_on_its_way(shelf: Path) -> None:
    note()
    (shelf / "aa").mkdir(exist_ok=True)
    (shelf / "aa" / "aastill.part").write_bytes(b"being written")

    assert tidy_vault() == 0
    assert len(on_disk(shelf)) == 2


def test_tidying_keeps_old_files_that_have_a_row(shelf: Path) -> None:
    file = note()
    for path in on_disk(shelf):
        make_old(path)

    assert tidy_vault() == 0
    assert read(file) == b"abc"


def test_tidying_an_empty_vault_is_nothing() -> None:
    assert tidy_vault() == 0


def test_a_key_is_changed_in_three_steps_and_nothing_is_lost(settings: Any) -> None:
    settings.VAULT_KEYS = ["old-key"]
    file, sealed = note(), seal_text("ana", "A reason")

    settings.VAULT_KEYS = ["new-key", "old-key"]
    assert rewrap_keys() == 2
    settings.VAULT_KEYS = ["new-key"]

    assert read(StoredFile.objects.get(pk=file.pk)) == b"abc"
    assert open_text("ana", sealed) == "A reason"


def test_changing_keys_again_changes_nothing(settings: Any) -> None:
    settings.VAULT_KEYS = ["old-key"]
    note()
    settings.VAULT_KEYS = ["new-key", "old-key"]
    rewrap_keys()

    assert rewrap_keys() == 0


def test_removed_files_and_erased_texts_need_no_new_key(settings: Any) -> None:
    settings.VAULT_KEYS = ["old-key"]
    remove_file(note(), by=None)
    seal_text("ana", "A reason")
    destroy_text_key("ana")
    settings.VAULT_KEYS = ["new-key"]

    assert rewrap_keys() == 0


def test_the_command_says_how_many_keys_it_wrapped(settings: Any, capsys: pytest.CaptureFixture) -> None:
    settings.VAULT_KEYS = ["old-key"]
    note()
    settings.VAULT_KEYS = ["new-key", "old-key"]

    call_command("rewrap_vault")

    assert capsys.readouterr().out == "1 key wrapped anew.\n"


def test_the_command_refuses_when_an_old_key_is_missing(settings: Any) -> None:
    settings.VAULT_KEYS = ["old-key"]
    note()
    settings.VAULT_KEYS = ["new-key"]

    with pytest.raises(CommandError, match="Put that key back at the end of the list"):
        call_command("rewrap_vault")


def test_a_text_is_sealed_for_one_person() -> None:
    sealed = seal_text("ana", "Twice entered.")
    seal_text("ben", "Something else.")

    assert b"Twice" not in sealed
    assert open_text("ana", sealed) == "Twice entered."
    with pytest.raises(Unreadable):
        open_text("ben", sealed)


def test_a_destroyed_key_takes_its_texts_along_for_good() -> None:
    sealed = seal_text("ana", "Twice entered.")

    destroy_text_key("ana")

    with pytest.raises(Unreadable, match="This person’s texts were erased"):
        open_text("ana", sealed)
    with pytest.raises(Unreadable):
        seal_text("ana", "More.")


def test_reading_a_text_of_somebody_unknown_makes_no_key() -> None:
    with pytest.raises(Unreadable):
        open_text("nobody", b"x" * 40)

    assert TextKey.objects.count() == 0


def test_many_texts_are_opened_with_one_query_for_their_keys(django_assert_num_queries: Any) -> None:
    sealed = [(owner, seal_text(owner, f"Text of {owner}")) for owner in ("ana", "ben", "cleo")]
    destroy_text_key("ben")

    with django_assert_num_queries(1):
        assert open_texts([*sealed, ("dora", None)]) == ["Text of ana", "", "Text of cleo", ""]

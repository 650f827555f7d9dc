"""A file goes into the vault whole or not at all, and only its own bytes come out."""

import errno
import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lms.core.clock import now
from lms.core.registry import UnknownKind
from lms.vault.api import NoRoom, Unreadable, file_called, file_for, read, store, stream, verify
from lms.vault.ciphers import CHUNK
from lms.vault.models import StoredFile

pytestmark = pytest.mark.django_db


def note(data: Any = b"Matter 17, task 3", **changes: Any) -> StoredFile:
    return store("note", data, **{"name": "note.txt", "media_type": "text/plain", "owner": "ana", **changes})


def on_disk(shelf: Path) -> list[Path]:
    return [path for path in shelf.rglob("*") if path.is_file()]


def test_a_stored_file_comes_back_with_its_facts() -> None:
    file = note(b"abc", campus="north", by="rosa")

    found = file_called(file.public_id)

    assert found is not None
    assert read(found) == b"abc"
    assert (found.kind, found.name, found.media_type, found.size, found.owner, found.campus, found.created_by) == (
        "note", "note.txt", "text/plain", 3, "ana", "north", "rosa",
    )  # fmt: skip
    assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 5 * CHUNK])
def test_a_file_of_any_size_is_streamed_in_pieces_of_64_kb(size: int) -> None:
    file = note(bytes(size))

    pieces = list(stream(StoredFile.objects.get(pk=file.pk)))

    assert b"".join(pieces) == bytes(size)
    assert max(map(len, pieces)) <= CHUNK


def test_content_may_come_piece_by_piece() -> None:
    file = note(bytes([number]) * 40_000 for number in range(5))

    assert read(file) == b"".join(bytes([number]) * 40_000 for number in range(5))
    assert file.size == 200_000


def test_the_disk_holds_neither_name_nor_content_nor_owner(shelf: Path) -> None:
    note(b"canary-content" * 10, name="canary-name.txt", owner="canary-owner")

    [path] = on_disk(shelf)

    assert b"canary" not in path.read_bytes()
    assert "canary" not in str(path.relative_to(shelf))


def test_only_the_server_itself_may_open_the_file_on_disk(shelf: Path) -> None:
    note()

    [path] = on_disk(shelf)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_content_twice_looks_different_on_disk(shelf: Path) -> None:
    note(b"the same")
    note(b"the same")

    first, second = on_disk(shelf)

    assert first.read_bytes() != second.read_bytes()


def test_an_unknown_kind_is_refused_and_nothing_is_written(shelf: Path) -> None:
    with pytest.raises(UnknownKind):
        store("passport", b"x", name="x", media_type="text/plain")

    assert on_disk(shelf) == []


@pytest.mark.parametrize("media_type", ["", "text", "text/html\r\nSet-Cookie: a=b", "text/plain; charset=utf-7", "TEXT/HTML", "a b/c"])
def test_what_is_no_media_type_is_refused(media_type: str) -> None:
    with pytest.raises(ValueError, match="is not a media type"):
        note(media_type=media_type)


def test_content_that_fails_half_way_leaves_nothing(shelf: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield bytes(3 * CHUNK)
        raise RuntimeError("The typesetter stopped.")

    with pytest.raises(RuntimeError, match="The typesetter stopped"):
        note(failing())

    assert on_disk(shelf) == []
    assert StoredFile.objects.count() == 0


def test_a_full_disk_is_said_plainly_and_leaves_nothing(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("lms.vault.shelf.os.fsync", full)

    with pytest.raises(NoRoom, match="There is no room left to store this file, so nothing was saved"):
        note()

    assert on_disk(shelf) == []
    assert StoredFile.objects.count() == 0


def test_a_row_that_cannot_be_written_leaves_no_bytes(shelf: Path) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        note(owner=None)

    assert on_disk(shelf) == []


def test_the_same_key_gives_the_first_file(shelf: Path) -> None:
    first = note(b"first", key="job-1")

    second = note(b"second", key="job-1")

    assert second == first
    assert read(file_for("job-1")) == b"first"
    assert len(on_disk(shelf)) == 1


def test_whoever_is_second_with_a_key_at_the_same_moment_gets_the_first_file_too(shelf: Path) -> None:
    def meanwhile() -> Iterator[bytes]:
        note(b"quicker", key="job-1")
        yield b"slower"

    file = note(meanwhile(), key="job-1")

    assert read(file) == b"quicker"
    assert len(on_disk(shelf)) == 1


def test_a_key_whose_file_has_expired_is_free_again() -> None:
    note(b"old", key="job-1", expires_at=now() - timedelta(seconds=1))

    assert file_for("job-1") is None
    assert read(note(b"new", key="job-1")) == b"new"


def test_a_kind_says_how_long_its_files_are_kept() -> None:
    file = store("export", b"x", name="records.csv", media_type="text/csv")

    assert timedelta(days=6, hours=23) < file.expires_at - now() < timedelta(days=7, minutes=1)


def test_an_expired_file_is_not_there() -> None:
    file = note(expires_at=now() - timedelta(seconds=1))

    assert file_called(file.public_id) is None


def test_a_file_damaged_on_disk_is_not_read(shelf: Path) -> None:
    file = note(b"x" * 100)
    [path] = on_disk(shelf)
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    with pytest.raises(Unreadable):
        read(file)


def test_a_file_swapped_for_another_on_disk_is_not_read(shelf: Path) -> None:
    mine, theirs = note(b"mine"), note(b"them")
    one, other = on_disk(shelf)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)

    for file in (mine, theirs):
        with pytest.raises(Unreadable):
            read(file)


def test_a_file_gone_from_disk_is_said_plainly(shelf: Path) -> None:
    file = note()
    on_disk(shelf)[0].unlink()

    with pytest.raises(Unreadable, match="This file cannot be read"):
        read(file)


def test_verify_finds_a_row_that_tells_another_hash() -> None:
    file = note(b"abc")
    verify(file)

    file.sha256 = "0" * 64

    with pytest.raises(Unreadable):
        verify(file)

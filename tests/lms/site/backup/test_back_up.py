"""Making backups: what is in one, what is copied again, and that nothing of the installation changes."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from wagtail.images import get_image_model

from accreditation.api import append, ledger_end
from lms.core.errors import Conflict, Refusal
from lms.site.backup import back_up as module
from lms.site.backup.back_up import back_up
from lms.site.backup.folder import BackupFolder
from lms.site.backup.manifest import Gone, Held, Manifest
from lms.site.backup.pieces import Pieces
from lms.site.backup.restore import check_backup
from lms.vault.api import StoredFile, remove_file
from lms.vault.shelf import path_of
from tests.factories.ledger import draft
from tests.lms.site.backup.machines import Machine, killed_at, live_a_little


def manifest_of(folder: Path, name: str | None = None) -> Manifest:
    place = BackupFolder(folder)
    return Manifest(place.manifest_path(place.called(name)))


@pytest.mark.services
def test_a_backup_names_everything_with_its_sha256_and_says_where_the_ledger_ended(home: Machine, tmp_path: Path) -> None:
    made = back_up(folder=tmp_path / "backups")

    manifest = manifest_of(tmp_path / "backups")
    held = {f"{entry.part}/{entry.name}": b"".join(Pieces(tmp_path / "backups/pieces").content(entry.piece)) for entry in manifest.held()}
    database = held.pop("database/database")
    assert held == home.files()
    assert (made.ok, made.files, made.database_bytes) == (True, len(held), len(database))
    assert manifest.about.ledger == ledger_end().as_json() == {"students": 3, "entries": 6, "heads": ledger_end().heads, "anchors": 1}
    assert check_backup(folder=tmp_path / "backups") == (made.name, len(held))


def test_what_is_there_already_is_not_copied_again(home: Machine, tmp_path: Path) -> None:
    first = back_up(folder=tmp_path / "backups")
    pieces = set((tmp_path / "backups/pieces").rglob("*"))

    live_a_little(1)
    second = back_up(folder=tmp_path / "backups")

    assert (first.new_files, second.files, second.new_files) == (first.files, first.files + 3, 3)
    assert pieces <= set((tmp_path / "backups/pieces").rglob("*"))
    assert BackupFolder(tmp_path / "backups").names() == [second.name, first.name]


def test_nothing_in_it_can_be_read_without_the_key_and_the_keys_are_not_in_it(home: Machine, tmp_path: Path) -> None:
    back_up(folder=tmp_path / "backups")

    everything = b"".join(path.read_bytes() for path in (tmp_path / "backups").rglob("*") if path.is_file())
    inside = b"".join(chunk for entry in manifest_of(tmp_path / "backups").held() for chunk in Pieces(tmp_path / "backups/pieces").content(entry.piece))
    keys = [key.encode() for key in (*settings.VAULT_KEYS, *settings.SIGNING_KEYS, settings.SECRET_KEY)]
    assert [word for word in (b"student-1", b"SQLite format", b"PGDMP", b"Who may represent", b"\x89PNG") if word in everything] == []
    assert b"\x89PNG" in inside
    assert [key for key in keys if key in everything or key in inside] == []
    assert {path.stat().st_mode & 0o77 for path in (tmp_path / "backups").rglob("*")} == {0}


def test_under_a_new_vault_key_everything_is_copied_anew(home: Machine, tmp_path: Path, settings: Any) -> None:
    first = back_up(folder=tmp_path / "backups")

    settings.VAULT_KEYS = ["a new key " + "n" * 30, *settings.VAULT_KEYS]
    second = back_up(folder=tmp_path / "backups", keep=1)

    assert (second.new_files, second.dropped) == (first.files, [first.name])
    settings.VAULT_KEYS = settings.VAULT_KEYS[:1]
    with pytest.raises(Refusal, match="VAULT_KEYS lacks 1 key under which files and texts of this backup are encrypted"):
        check_backup(folder=tmp_path / "backups")  # its pieces open, but what lies in the vault is wrapped by the old key until rewrap_vault


def test_a_file_purged_meanwhile_is_named_as_purged_and_one_that_was_missing_as_missing(home: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live_a_little(1)
    kept, purged, lost = StoredFile.objects.get(name="note.txt", pk=1), StoredFile.objects.get(pk=2), None
    path_of(kept.stored_as).unlink()
    noted = module._noted

    def purge_then(notes: Any) -> Any:
        remove_file(purged, by=None)
        return noted(notes)

    monkeypatch.setattr(module, "_noted", purge_then)
    lost = get_image_model().objects.get(title="Picture 1").file.name
    (Path(settings.MEDIA_ROOT) / lost).unlink()

    made = back_up(folder=tmp_path / "backups")

    gone = {(entry.part, entry.name.rpartition("/")[2], entry.why) for entry in manifest_of(tmp_path / "backups").entries() if isinstance(entry, Gone)}
    assert gone == {("vault", kept.stored_as, "missing"), ("vault", purged.stored_as, "purged"), ("media", Path(lost).name, "missing")}
    assert (made.ok, len(made.purged), len(made.missing)) == (False, 1, 2)


@pytest.mark.services
def test_what_is_written_after_the_snapshot_is_not_in_the_database_of_the_backup(home: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another connection commits while the snapshot is held, as every page of a running site does."""

    def commit_elsewhere() -> None:
        from django.db import connection

        try:
            append(draft(student="latecomer", idempotency=("late",)))
        finally:
            connection.close()

    def snapshot_taken(point: str) -> None:
        if point == "backup.after_snapshot":
            late = threading.Thread(target=commit_elsewhere)
            late.start()
            late.join()

    monkeypatch.setattr(module, "failpoint", snapshot_taken)
    back_up(folder=tmp_path / "backups")

    assert manifest_of(tmp_path / "backups").about.ledger["entries"] == 6
    assert ledger_end().entries == 7


def test_two_backups_at_once_are_refused(home: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "failpoint", lambda point: back_up(folder=tmp_path / "other"))

    with pytest.raises(Conflict, match="Another backup or restore of this installation is under way"):
        back_up(folder=tmp_path / "backups")

    assert not (tmp_path / "other").exists()
    assert BackupFolder(tmp_path / "backups").names() == []


@pytest.mark.parametrize("point", ["backup.after_snapshot", "backup.before_manifest"])
def test_a_killed_backup_leaves_the_earlier_one_and_the_next_goes_on_from_it(home: Machine, tmp_path: Path, point: str) -> None:
    folder = tmp_path / "backups"
    first = back_up(folder=folder)
    live_a_little(1)

    killed_at(point, lambda: back_up(folder=folder))

    assert BackupFolder(folder).names() == [first.name]
    assert check_backup(folder=folder)[0] == first.name
    second = back_up(folder=folder, keep=1)
    assert second.new_files == (0 if point == "backup.before_manifest" else 3)
    assert second.dropped == [first.name]
    assert check_backup(folder=folder)[0] == second.name
    named = {entry.piece.name for entry in manifest_of(folder).held()}
    assert {path.name for path in (folder / "pieces").rglob("*") if path.is_file()} == named
    assert not list((home.folder / "backup-work/files").glob("*")) or not (home.folder / "backup-work/files").exists()


def test_thorough_copies_anew_what_was_damaged(home: Machine, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = back_up(folder=folder)
    note = next(entry for entry in manifest_of(folder).held() if entry.part == "vault")
    path = folder / "pieces" / note.piece.name[:2] / note.piece.name
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    assert back_up(folder=folder).new_files == 0
    with pytest.raises(Refusal, match=f"is damaged, and nothing was touched. vault/{note.name}"):
        check_backup(folder=folder)
    assert back_up(folder=folder, thorough=True).new_files == 1
    assert check_backup(folder=folder, name=first.name) == (first.name, first.files)


@pytest.mark.parametrize("inside", ["vault/backups", "media", "keys/x"])
def test_a_folder_inside_of_what_is_backed_up_is_refused(home: Machine, inside: str) -> None:
    with pytest.raises(Refusal, match="which is part of the installation"):
        back_up(folder=home.folder / inside)


def test_a_folder_with_other_things_in_it_is_refused(home: Machine, tmp_path: Path) -> None:
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("Dear Ana")

    with pytest.raises(Refusal, match="holds other things and is no backup folder"):
        back_up(folder=other)

    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_the_manifest_names_no_person(home: Machine, tmp_path: Path) -> None:
    back_up(folder=tmp_path / "backups")

    lines = [json.loads(line) for line in next((tmp_path / "backups/backups").iterdir()).read_text().splitlines()]
    assert set(lines[0]) == {
        "pathway_backup", "name", "made_at", "engine", "migrations", "backup_key", "vault_keys", "signing_key", "ledger",
    }  # fmt: skip
    assert {frozenset(line) for line in lines[1:-1]} == {frozenset(("part", "name", "size", "sha256", "piece"))}
    assert set(lines[-1]) == {"proof"}
    assert all(isinstance(entry, Held) for entry in manifest_of(tmp_path / "backups").entries())

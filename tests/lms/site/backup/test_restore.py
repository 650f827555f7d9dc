"""Putting a backup in place: an empty machine is as the first one was, and nothing is touched where something is wrong."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from accreditation.actions.take_anchor import take_anchor
from accreditation.api import append, ledger_end, verify
from accreditation.ledger.anchor_files import keep
from accreditation.models import LedgerAlarm
from lms.core.errors import Conflict, Refusal
from lms.site.backup import inspect_set
from lms.site.backup.back_up import back_up
from lms.site.backup.folder import BackupFolder
from lms.site.backup.manifest import About, Manifest, ManifestBeingWritten
from lms.site.backup.restore import restore
from lms.vault.api import newest_backup_key, open_text, seal_text
from tests.factories.ledger import draft
from tests.lms.site.backup.machines import Machine, child_of, ended, killed_at, live_a_little, notes_can_be_read

Machines = Callable[..., Machine]
KILLS = 6


@pytest.fixture
def folder(home: Machine, tmp_path: Path) -> Path:
    """A backup folder with one backup of ``home``."""
    back_up(folder=tmp_path / "backups")
    return tmp_path / "backups"


class TestOnAnEmptyMachine:
    @pytest.mark.services
    def test_everything_is_as_it_was(self, home: Machine, folder: Path, machine: Machines) -> None:
        before, files = ledger_end(), home.files()

        with machine("empty", is_empty=True).entered() as empty:
            done = restore(folder=folder)

            assert (done.ok, done.same_heads, done.left, done.migrations) == (True, True, 0, 0)
            assert done.ledger == {"ok": True, "students": 3, "entries": 6, "anchors": 1, "first_bad": None}
            assert (ledger_end(), empty.files()) == (before, files)
            assert notes_can_be_read() == ["What was said on day 0.What wa"]
            assert open_text("ana", seal_text("ana", "Day 1")) == "Day 1"
            assert LedgerAlarm.objects.count() == 0
            assert sorted(path.name for path in empty.folder.iterdir()) == ["backup-work", "media", "vault"]

    def test_the_ledger_goes_on_and_another_backup_can_be_made_and_restored(self, folder: Path, machine: Machines) -> None:
        with machine("empty", is_empty=True).entered():
            restore(folder=folder)
            live_a_little(1)
            assert verify().ok
            back_up(folder=folder)
        with machine("next", is_empty=True).entered():
            assert restore(folder=folder).ok
            assert ledger_end().entries == 12

    def test_append_only_tables_are_guarded_there_too(self, folder: Path, machine: Machines) -> None:
        with machine("empty", is_empty=True).entered():
            restore(folder=folder)
            with pytest.raises(Exception, match=r"append-only|only added to|cannot be"), connection.cursor() as cursor:
                cursor.execute("UPDATE accreditation_entry SET minutes = 1")

    def test_an_older_backup_is_restored_by_its_name(self, home: Machine, folder: Path, machine: Machines, settings: Any, tmp_path: Path) -> None:
        (first,) = BackupFolder(folder).names()
        live_a_little(1)
        back_up(folder=folder)
        settings.ANCHOR_DIR = tmp_path / "no anchors"

        with machine("empty", is_empty=True).entered() as empty:
            done = restore(folder=folder, name=first)

            assert (done.name, done.ok, ledger_end().entries) == (first, True, 6)
            assert len(empty.files()) == 3

    def test_an_old_backup_raises_the_alarm_where_newer_anchors_were_kept(self, home: Machine, folder: Path, machine: Machines) -> None:
        append(draft(student="student-9", idempotency=("since",)))
        anchor = take_anchor()
        assert anchor is not None
        keep(anchor)

        with machine("empty", is_empty=True).entered():
            done = restore(folder=folder)

            assert (done.ok, done.same_heads) == (False, True)
            assert done.ledger["first_bad"]["why"] == (
                "Anchor 2 was kept outside the database and is not in it: rows were removed, or an older backup was restored."
            )
            assert [(alarm.kind, alarm.ended_at) for alarm in LedgerAlarm.objects.all()] == [("shrank", None)]


class TestRefused:
    """Nothing is touched."""

    @pytest.fixture
    def empty(self, folder: Path, machine: Machines) -> Any:
        with machine("empty", is_empty=True).entered() as entered:
            yield entered
            assert connection.introspection.table_names() == []
            assert entered.files() == {}

    def test_without_the_keys(self, empty: Machine, folder: Path, settings: Any) -> None:
        settings.VAULT_KEYS = ["another key " + "x" * 30]

        with pytest.raises(Refusal, match=r"^VAULT_KEYS does not hold the key of the backup .*Set VAULT_KEYS as it was when the backup was made.$"):
            restore(folder=folder)

    def test_without_the_signing_key(self, empty: Machine, folder: Path, settings: Any) -> None:
        settings.SIGNING_KEYS = ["another key " + "x" * 30]

        with pytest.raises(Refusal, match=r"^SIGNING_KEYS does not hold the key that signed when this backup was made"):
            restore(folder=folder)

    def test_a_backup_of_another_kind_of_database(self, empty: Machine, folder: Path) -> None:
        forge(folder, engine="oracle")

        with pytest.raises(Conflict, match="This backup is of oracle"):
            restore(folder=folder)

    def test_a_backup_of_a_later_release(self, empty: Machine, folder: Path) -> None:
        about = manifest(folder).about
        forge(folder, migrations=[*about.migrations, "curriculum.9999_tomorrow"])

        with pytest.raises(Conflict, match=r"made by a later release: this one does not know 1 migration of it, curriculum.9999_tomorrow"):
            restore(folder=folder)

    def test_a_name_that_leads_out_of_the_vault(self, empty: Machine, folder: Path, tmp_path: Path) -> None:
        forge(folder, renamed="../../escaped")

        with pytest.raises(Refusal, match="is no name of a file in"):
            restore(folder=folder)

        assert not list(tmp_path.rglob("escaped"))

    def test_no_backup_of_that_name(self, empty: Machine, folder: Path) -> None:
        with pytest.raises(Refusal, match="There is no backup called “yesterday”"):
            restore(folder=folder, name="yesterday")

    def test_a_folder_that_holds_none(self, empty: Machine, tmp_path: Path) -> None:
        with pytest.raises(Refusal, match="is no backup folder"):
            restore(folder=tmp_path)

    def test_every_file_missing_cut_longer_or_changed(self, empty: Machine, folder: Path) -> None:
        for path in every_file(folder):
            whole = path.read_bytes()
            path.unlink()
            refused(folder, path, "missing")
            for broken in (b"", whole[:-1], whole[: len(whole) // 2], whole + b"\0", whole + whole, b"\0" + whole):
                path.write_bytes(broken)
                refused(folder, path, f"{len(broken)} of {len(whole)} bytes")
            path.write_bytes(whole)

    def test_pieces_that_took_each_others_place(self, empty: Machine, folder: Path) -> None:
        first, second, *_ = (path for path in every_file(folder) if path.parent.parent.name == "pieces")
        contents = first.read_bytes(), second.read_bytes()
        first.write_bytes(contents[1])
        second.write_bytes(contents[0])

        refused(folder, first, "swapped")

    def test_any_bit_flipped_anywhere(self, empty: Machine, folder: Path) -> None:
        files = every_file(folder)

        @hypothesis_settings(max_examples=25, suppress_health_check=list(HealthCheck), database=None)
        @given(st.sampled_from(files), st.floats(0, 1, exclude_max=True), st.integers(0, 7))
        def check(path: Path, where: float, bit: int) -> None:
            whole = path.read_bytes()
            changed = bytearray(whole)
            changed[int(where * len(whole))] ^= 1 << bit
            path.write_bytes(changed)
            try:
                refused(folder, path, f"bit {bit} at {where}")
            finally:
                path.write_bytes(whole)

        check()


class TestWhereSomethingLiesAlready:
    def test_it_is_refused_unless_told(self, home: Machine, folder: Path) -> None:
        live_a_little(1)
        before, files = ledger_end(), home.files()

        with pytest.raises(Conflict, match=r"The database is not empty. Say --replace"):
            restore(folder=folder)

        assert (ledger_end(), home.files()) == (before, files)

    def test_files_alone_are_something_too(self, folder: Path, machine: Machines) -> None:
        with machine("empty", is_empty=True).entered() as empty:
            (empty.folder / "media").mkdir()
            (empty.folder / "media/own.png").write_bytes(b"mine")

            with pytest.raises(Conflict, match=r"media is not empty. Say --replace"):
                restore(folder=folder)

    def test_told_so_it_takes_the_place_of_what_was_there(self, home: Machine, folder: Path, settings: Any, tmp_path: Path) -> None:
        before, files = ledger_end(), home.files()
        live_a_little(1)
        picture = next(name for name in files if name.startswith("media/original_images"))
        (home.folder / picture).write_bytes(b"something else")
        settings.ANCHOR_DIR = tmp_path / "no anchors"

        done = restore(folder=folder, replace=True)

        assert (done.ok, done.written, done.left, ledger_end()) == (True, 1, 3, before)
        assert {name: home.files()[name] for name in files} == files

    def test_what_the_cache_remembers_is_forgotten(self, home: Machine, folder: Path) -> None:
        from django.core.cache import cache

        cache.set("remembered", 1)
        restore(folder=folder, replace=True)

        assert cache.get("remembered") is None


class TestOfAnEarlierRelease:
    def test_what_it_lacks_is_migrated(self, folder: Path, machine: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
        known = inspect_set._known_migrations()
        monkeypatch.setattr(inspect_set, "_known_migrations", lambda: [*known, ("curriculum", "9999_tomorrow")])

        with machine("empty", is_empty=True).entered():
            done = restore(folder=folder)

        assert (done.ok, done.migrations) == (True, 1)


class TestKilled:
    @pytest.mark.parametrize("point", ["restore.before_database", "restore.before_commit", "restore.after_database"])
    def test_on_an_empty_machine_it_can_be_done_again(self, folder: Path, machine: Machines, point: str, home: Machine) -> None:
        if point == "restore.before_commit" and connection.vendor == "sqlite":
            pytest.skip("SQLite’s copy is one call")
        before, files = ledger_end(), home.files()

        with machine("empty", is_empty=True).entered() as empty:
            killed_at(point, lambda: restore(folder=folder))

            assert bool(connection.introspection.table_names()) == (point == "restore.after_database")
            done = patiently(lambda: restore(folder=folder, replace=point == "restore.after_database"))
            assert (done.ok, ledger_end(), empty.files()) == (True, before, files)

    @pytest.mark.services
    @pytest.mark.parametrize("point", ["restore.before_database", "restore.before_commit"])
    def test_over_another_state_that_state_is_still_whole(self, folder: Path, machine: Machines, point: str, settings: Any, tmp_path: Path) -> None:
        if point == "restore.before_commit" and connection.vendor == "sqlite":
            pytest.skip("SQLite’s copy is one call")
        settings.ANCHOR_DIR = tmp_path / "anchors of another"
        with machine("another").entered() as another:
            live_a_little(7, entries=20)
            before, files = ledger_end(), another.files()

            killed_at(point, lambda: restore(folder=folder, replace=True))

            assert (ledger_end(), verify().ok) == (before, True)
            assert {name: another.files()[name] for name in files} == files
            assert notes_can_be_read() == ["What was said on day 7.What wa"]

    def test_at_any_moment_it_is_one_state_or_the_other(self, home: Machine, folder: Path, machine: Machines, settings: Any, tmp_path: Path) -> None:
        settings.ANCHOR_DIR = tmp_path / "anchors of another"
        restored = ledger_end()
        chance = random.Random(5)
        with machine("another").entered():
            live_a_little(7, entries=20)
            before = ledger_end()
            settings.ANCHOR_DIR = tmp_path / "no anchors"
            back_up(folder=tmp_path / "of another")
            began = time.monotonic()
            assert ended(child_of(lambda: restore(folder=tmp_path / "of another", replace=True))) == 0
            length = time.monotonic() - began
            seen = set()
            for _ in range(KILLS):
                child = child_of(lambda: restore(folder=folder, replace=True))
                time.sleep(chance.uniform(0.2, 1.2) * length)
                os.kill(child, signal.SIGKILL)
                ended(child)
                patiently(lambda: inspect_set.check_place(replace=True, is_continued=False))
                seen.add(ledger_end())
                assert ledger_end() in (before, restored)
                assert verify().ok
                assert notes_can_be_read()
                patiently(lambda: restore(folder=tmp_path / "of another", replace=True))
                assert ledger_end() == before
            assert patiently(lambda: restore(folder=folder, replace=True)).ok
            assert ledger_end() == restored
            print(f"states seen after {KILLS} kills: {len(seen)}")


def patiently(act: Callable[[], Any]) -> Any:
    """A server sees that somebody was killed a moment later, and meanwhile counts their connection."""
    for _ in range(600):
        try:
            return act()
        except Conflict as conflict:
            if "other connection" not in conflict.sentence:
                raise
            time.sleep(0.1)
    raise AssertionError("the connection of the killed process stays")


def manifest(folder: Path) -> Manifest:
    place = BackupFolder(folder)
    return Manifest(place.manifest_path(place.called(None)))


def every_file(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def refused(folder: Path, path: Path, how: str) -> None:
    with pytest.raises(Refusal) as refusal:
        restore(folder=folder)
    assert refusal.value.sentence, (path, how)
    assert connection.introspection.table_names() == [], (path, how)


def forge(folder: Path, *, renamed: str = "", **changes: Any) -> None:
    """A manifest that says something else, proven by the key: what only the installation itself, or a mistake in it, could write."""
    found = manifest(folder)
    entries = list(found.entries())
    about = About(**{**vars(found.about), **changes})
    written = ManifestBeingWritten(found.path, about, newest_backup_key())
    for entry in entries:
        written.add(type(entry)(**{**vars(entry), "name": renamed}) if renamed and entry.part == "vault" else entry)
    written.finish()

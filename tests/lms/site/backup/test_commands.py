"""`manage.py backup` and `manage.py restore`: what they print and how they end."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.management import ManagementUtility, call_command
from django.core.management.base import CommandError

from accreditation.actions.take_anchor import take_anchor
from accreditation.api import append, ledger_end
from accreditation.ledger.anchor_files import keep
from lms.core.clock import now
from lms.core.operations.groups.backups import last_backup
from lms.site.backup import trees
from lms.vault.api import StoredFile
from lms.vault.shelf import path_of
from tests.database import ROOT
from tests.factories.ledger import draft
from tests.lms.site.backup.machines import Machine


def told(*arguments: Any) -> tuple[str, str, int]:
    """What a command says, what it complains of, and how it ends."""
    out, errors, status = StringIO(), StringIO(), 0
    try:
        call_command(*map(str, arguments), stdout=out, stderr=errors)
    except CommandError as refused:
        return out.getvalue(), str(refused), refused.returncode
    except SystemExit as exit_:
        status = int(exit_.code or 0)
    return out.getvalue(), errors.getvalue(), status


def test_a_backup_says_what_it_holds(home: Machine, tmp_path: Path) -> None:
    out, errors, status = told("backup", tmp_path / "backups")

    assert (errors, status) == ("", 0)
    assert "the database (" in out
    assert "and 3 files (" in out


def test_a_whole_backup_is_noted_for_who_watches(home: Machine, tmp_path: Path) -> None:
    before = now()

    told("backup", tmp_path / "backups")

    noted = last_backup()
    assert noted is not None
    assert before <= noted + timedelta(milliseconds=1)
    path_of(StoredFile.objects.get().stored_as).unlink()
    told("backup", tmp_path / "backups")
    assert last_backup() == noted  # what lacks a file is no backup to rely on


def test_where_files_lie_in_a_bucket_the_backup_is_of_the_database_and_says_so(home: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "default_storage", InMemoryStorage())

    out, _errors, status = told("backup", tmp_path / "backups")

    assert status == 0
    assert "0 files" in out
    assert "back the bucket up by its own means" in out
    assert told("restore", tmp_path / "backups", "--check")[2] == 0


def test_json_is_one_object(home: Machine, tmp_path: Path) -> None:
    made = json.loads(told("backup", tmp_path / "backups", "--json", "--keep", "2")[0])

    assert set(made) == {"ok", "name", "database_bytes", "files", "bytes", "new_files", "new_bytes", "purged", "missing", "dropped"}
    assert (made["ok"], made["files"], made["dropped"]) == (True, 3, [])
    assert json.loads(told("restore", tmp_path / "backups", "--list", "--json")[0]) == {"backups": [made["name"]]}
    assert json.loads(told("restore", tmp_path / "backups", "--check", "--json")[0]) == {"ok": True, "name": made["name"], "files": 3}


def test_a_missing_file_ends_with_1_though_the_backup_is_made(home: Machine, tmp_path: Path) -> None:
    path_of(StoredFile.objects.get().stored_as).unlink()

    _out, errors, status = told("backup", tmp_path / "backups")

    assert status == 1
    assert errors.startswith("The backup was made without 1 file that the database names and the disk lacks, vault/")
    assert told("restore", tmp_path / "backups", "--check")[2] == 0


def test_keep_drops_older_ones(home: Machine, tmp_path: Path) -> None:
    names = [json.loads(told("backup", tmp_path / "backups", "--json")[0])["name"] for _ in range(3)]

    assert sorted(names) == names
    assert json.loads(told("backup", tmp_path / "backups", "--keep", "2", "--json")[0])["dropped"] == [names[1], names[0]]
    assert told("restore", tmp_path / "backups", "--list")[0].splitlines()[1:] == [names[2]]


def test_a_restore_says_what_came_back(home: Machine, tmp_path: Path, machine: Callable[..., Machine]) -> None:
    told("backup", tmp_path / "backups")

    with machine("empty", is_empty=True).entered():
        out, errors, status = told("restore", tmp_path / "backups")

        assert (errors, status) == ("", 0)
        assert out.splitlines()[1:] == ["The ledger holds: 6 entries of 3 students, as when the backup was made."]
        found = json.loads(told("restore", tmp_path / "backups", "--replace", "--json")[0])
        assert (found["ok"], found["same_heads"], found["written"], found["ledger"]["entries"]) == (True, True, 0, 6)


def test_a_ledger_that_does_not_hold_ends_with_1(home: Machine, tmp_path: Path, machine: Callable[..., Machine]) -> None:
    told("backup", tmp_path / "backups")
    append(draft(idempotency=("since",)))
    anchor = take_anchor()
    assert anchor is not None
    keep(anchor)

    with machine("empty", is_empty=True).entered():
        _out, errors, status = told("restore", tmp_path / "backups")

        assert status == 1
        assert errors == (
            "The backup is in place, but the ledger does not hold. "
            "Anchor 2 was kept outside the database and is not in it: rows were removed, or an older backup was restored.\n"
        )
        assert ledger_end().entries == 6


def test_refusals_are_one_plain_sentence_and_end_with_1(home: Machine, tmp_path: Path, settings: Any) -> None:
    told("backup", tmp_path / "backups")
    assert told("restore", tmp_path / "backups")[1:] == (
        "The database is not empty. Say --replace if the backup is to take its place; what is in it now will be gone.", 1,
    )  # fmt: skip
    settings.VAULT_KEYS = ["another" * 9]
    assert told("restore", tmp_path / "backups", "--replace")[2] == 1
    assert told("restore", tmp_path / "nowhere")[2] == 1
    (tmp_path / "file").write_text("no folder")
    assert told("backup", tmp_path / "file" / "below")[1:] == (f"No backup was made: {tmp_path / 'file' / 'below'}: Not a directory.", 1)


@pytest.mark.parametrize("words", [["backup"], ["backup", "folder", "--keep", "0"], ["restore", "folder", "--list", "--replace"]])
def test_wrong_usage_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        ManagementUtility(["manage.py", *words]).execute()

    assert exit_.value.code == 2
    assert "usage: manage.py" in capsys.readouterr().err


def test_as_processes_of_their_own(home: Machine, tmp_path: Path, machine: Callable[..., Machine]) -> None:
    """With nothing but the environment: the second machine shares neither memory nor folders with the first."""
    first = subprocess.run(
        [sys.executable, "manage.py", "backup", str(tmp_path / "b"), "--json"], cwd=ROOT, env=home.environment(), capture_output=True, check=False
    )
    assert first.returncode == 0, first.stderr.decode()
    before = ledger_end()
    with machine("empty", is_empty=True).entered() as empty:
        second = subprocess.run(
            [sys.executable, "manage.py", "restore", str(tmp_path / "b"), "--json"], cwd=ROOT, env=empty.environment(), capture_output=True, check=False
        )
        assert second.returncode == 0, second.stderr.decode()
        assert json.loads(second.stdout)["ok"] is True
        assert ledger_end() == before

"""Faults of folders, disks, anchors and static files, each really there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accreditation.actions.take_anchor import take_anchor
from accreditation.ledger.anchor_files import keep
from accreditation.ledger.append import append
from tests.factories.clock import stand_still
from tests.factories.ledger import draft
from tests.lms.site.doctor.conftest import wrong

NAMES = ("DATA_DIR", "MEDIA_ROOT", "VAULT_DIR", "ANCHOR_DIR")


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> dict[str, Path]:
    """Private folders, as they must be."""
    made = {name: tmp_path / name.lower() for name in NAMES}
    for name, folder in made.items():
        folder.mkdir(mode=0o700)
        setattr(settings, name, folder)
    return made


class TestStorage:
    def test_private_folders_are_fine(self, folders: dict[str, Path]) -> None:
        assert wrong("storage") == ""
        assert not any(list(folder.iterdir()) for folder in folders.values())

    @pytest.mark.parametrize("name", NAMES)
    def test_one_that_is_not_there_and_one_that_everybody_reads(self, folders: dict[str, Path], name: str) -> None:
        folders[name].chmod(0o755)
        assert f"every user of this machine may look into {folders[name]}." in wrong("storage")
        folders[name].rmdir()
        assert f"{folders[name]} is not there." in wrong("storage")

    def test_one_that_cannot_be_written_to(self, folders: dict[str, Path], settings: Any) -> None:
        settings.VAULT_DIR = Path("/proc")  # not even for root

        assert "The vault: nothing can be written below /proc" in wrong("storage")


class TestDisk:
    def test_no_room(self, folders: dict[str, Path], settings: Any) -> None:
        settings.VAULT_DIR = Path("/proc/nothing/here")

        assert "The disk of /proc has 0 bytes left of 0 bytes." in wrong("disk")


@pytest.mark.django_db
class TestAnchors:
    def test_none_is_due_where_there_are_no_entries(self) -> None:
        assert wrong("anchors") == ""

    def test_one_that_is_late(self, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = stand_still(monkeypatch, datetime(2026, 10, 5, 13, tzinfo=UTC))
        append(draft())
        clock.shift(timedelta(hours=35))
        assert wrong("anchors") == ""
        clock.shift(timedelta(hours=2))

        assert "more than 36 hours" in wrong("anchors")

    def test_one_that_lies_nowhere_is_damaged_or_is_newer_than_the_database(self, settings: Any) -> None:
        append(draft())
        anchor = take_anchor()
        assert anchor is not None
        assert "No. 1, is not below ANCHOR_DIR; the newest there is none" in wrong("anchors")
        path = keep(anchor)
        assert wrong("anchors") == ""

        path.with_name("anchor-000007-abc.json").write_text(path.read_text().replace('"number": 1', '"number": 7'))
        assert "lies anchor No. 7, and the database knows only 1" in wrong("anchors")
        path.with_name("anchor-000007-abc.json").write_text("nothing")
        assert "anchor-000007-abc.json is damaged" in wrong("anchors")


class TestStatic:
    @pytest.fixture
    def source(self, settings: Any, tmp_path: Path) -> Path:
        source = tmp_path / "source"
        (source / "css").mkdir(parents=True)
        (source / "css" / "theme.css").write_text("body { color: black }")
        settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], tmp_path / "static"
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "lms.core.static_files.HashedStaticFiles"}}
        return source

    def test_those_of_development(self) -> None:
        assert "served from the source" in wrong("static")

    def test_not_collected_collected_changed_since_and_gone(self, source: Path, settings: Any) -> None:
        assert wrong("static") == "1 static file not collected, first css/theme.css."
        call_command("collectstatic", "--noinput", verbosity=0)
        settings.STATIC_ROOT = str(settings.STATIC_ROOT)  # as in a new process
        assert wrong("static") == ""

        (source / "css" / "theme.css").write_text("body { color: red }")
        assert wrong("static") == "1 static file from another version, first css/theme.css."
        next(Path(settings.STATIC_ROOT).glob("css/theme.*.css")).unlink()
        assert "1 collected file gone" in wrong("static")

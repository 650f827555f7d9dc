"""Room on disk said in words."""

import shutil
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from lms.core.operations.groups import disk
from lms.core.operations.registry import State

Usage = namedtuple("Usage", "total used free")
GB = 1_000_000_000


@pytest.mark.parametrize(
    ("total", "free", "state"),
    [
        (100 * GB, 16 * GB, State.FINE),
        (100 * GB, 14 * GB, State.LOOK),
        (100 * GB, 4 * GB, State.WRONG),
        (4000 * GB, 60 * GB, State.FINE),
        (4000 * GB, 40 * GB, State.LOOK),
        (4000 * GB, 4 * GB, State.WRONG),
    ],
)
def test_little_room_is_to_be_looked_at_before_it_is_wrong(monkeypatch: pytest.MonkeyPatch, total: int, free: int, state: State) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(total, total - free, free))

    assert {fact.state for fact in disk.read_disk().facts} == {state}


def test_folders_on_one_disk_are_told_once(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path
    settings.VAULT_DIR, settings.ANCHOR_DIR = tmp_path / "not" / "yet", tmp_path / "anchors"

    reading = disk.read_disk()

    assert [fact.about for fact in reading.facts] == ["Disk of the data"]
    assert [(name, labels) for name, labels, _value in reading.samples] == [("pathway_disk_free_bytes", ("data",)), ("pathway_disk_size_bytes", ("data",))]

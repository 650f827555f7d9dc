from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lms.vault.kinds import file_kinds, register_file_kind


def is_owner(person: Any, file: Any) -> bool:
    return bool(file.owner and person.public_id == file.owner)


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Path:
    """A vault of its own for each test."""
    settings.VAULT_DIR = tmp_path / "vault"
    return settings.VAULT_DIR


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kinds of file that exist only here."""
    monkeypatch.setattr(file_kinds, "_items", dict(file_kinds._items))
    register_file_kind("note", "Note", is_owner)
    register_file_kind("export", "Records export", lambda person, file: True, keep_days=7, people_in=lambda file: ["ana", "ben", "rosa"])

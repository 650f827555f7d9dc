from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lms.vault.kinds import file_kinds
from tests.lms.site.backup.machines import Machine, live_a_little, register_notes


@pytest.fixture(autouse=True)
def _notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_kinds, "_items", dict(file_kinds._items))
    register_notes()


@pytest.fixture
def machine(django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Machine]]:
    """``machine("name")`` has the tables, ``machine("name", is_empty=True)`` not even those."""
    made: list[Machine] = []

    def make(name: str, *, is_empty: bool = False) -> Machine:
        made.append(Machine(tmp_path / name, is_empty=is_empty))
        return made[-1]

    with django_db_blocker.unblock():
        yield make
        for one in made:
            one.close()


@pytest.fixture
def home(machine: Callable[..., Machine]) -> Iterator[Machine]:
    """An installation with something of everything, entered."""
    with machine("home").entered() as entered:
        live_a_little()
        yield entered

"""The age of the last backup, as far as it is known."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lms.core.clock import now
from lms.core.operations.groups.backups import note_backup, read_backups
from lms.core.operations.registry import State


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_without_any_nothing_is_known() -> None:
    reading = read_backups()

    assert (reading.facts[0].state, reading.samples) == (State.UNKNOWN, [])


@pytest.mark.parametrize(("age", "state"), [(timedelta(hours=35), State.FINE), (timedelta(hours=37), State.LOOK), (timedelta(days=8), State.WRONG)])
def test_an_old_one_is_to_be_looked_at(age: timedelta, state: State) -> None:
    note_backup(now() - timedelta(days=90))
    note_backup(now() - age)

    reading = read_backups()

    [(name, _labels, seconds)] = reading.samples
    assert (reading.facts[0].state, name) == (state, "pathway_backup_age_seconds")
    assert abs(seconds - age.total_seconds()) < 60

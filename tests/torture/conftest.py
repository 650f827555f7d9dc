"""The stage and the hall, and the figures at the end of a run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SeparateDatabase
from tests.torture.hall import Hall
from tests.torture.stage import Stage

NO_BROKER = {"CELERY_BROKER_URL": "memory://"}  # messages go nowhere: each round delivers its jobs itself, as often as it wants


@pytest.fixture
def stage(separate_database: SeparateDatabase) -> Iterator[Stage]:
    with Stage(separate_database, **NO_BROKER) as ready:
        yield ready


@pytest.fixture
def hall(separate_database: SeparateDatabase, tmp_path: Path) -> Hall:
    return Hall(tmp_path / "course")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What every harness printed, also where other processes ran it."""
    reports = [report for state in ("passed", "failed") for report in terminalreporter.stats.get(state, [])]
    lines = [line for report in reports if report.when == "call" for line in report.capstdout.splitlines() if ": seed " in line]
    if lines:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(lines))

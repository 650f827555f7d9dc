"""A small curriculum folder that is fit in everything but its size."""

from pathlib import Path

import pytest

from tests.factories.taught import write_taught


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_taught(tmp_path / "folder")

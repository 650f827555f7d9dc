from datetime import date
from pathlib import Path

import pytest

from lms.core.clock import local_date, now
from tests.factories.course import enrolled_student, load_course
from tests.factories.packets import PacketRoom


@pytest.fixture
def today() -> date:
    return local_date(now(), "America/New_York")


@pytest.fixture
def room(tmp_path: Path, db: None, today: date) -> PacketRoom:
    """Everything a first request needs, but the officer's review, the signed form and the proof of service."""
    load_course(tmp_path / "course")
    return PacketRoom(enrolled_student(), today=today)

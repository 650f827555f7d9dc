"""A student of the small course, who teaches on their campus, and the server’s clock: for tests about live sessions."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def teacher(enrollment: Enrollment) -> User:
    return member("instructor@north.example", "instructor", enrollment.cohort.campus)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the server's clock."""
    return lambda moment: monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

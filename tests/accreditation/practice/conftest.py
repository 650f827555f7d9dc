"""A student with a place in a matter, and the people around."""

from pathlib import Path

import pytest

from accreditation.models import Matter
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course
from tests.factories.practice import keepers_of, matter_of
from tests.lms.people.conftest import Mailbox


@pytest.fixture(autouse=True)
def without_second_factor(settings: pytest.FixtureRequest) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def student(enrollment: Enrollment) -> User:
    return enrollment.student


@pytest.fixture
def keeper(enrollment: Enrollment) -> User:
    return keepers_of(enrollment.cohort.campus)[0]


@pytest.fixture
def matter(enrollment: Enrollment) -> Matter:
    return matter_of(enrollment)


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return Mailbox()

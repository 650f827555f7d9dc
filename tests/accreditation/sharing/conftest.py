"""A student with hours, a certificate to come, and the people of two campuses around."""

from pathlib import Path
from typing import Any

import pytest

from accreditation.actions.set_sharing import set_sharing
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.certificates import ready
from tests.factories.course import enrolled_student, load_course, member
from tests.lms.people.conftest import Mailbox


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return ready(enrolled_student())


@pytest.fixture
def student(enrollment: Enrollment) -> User:
    return enrollment.student


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return member("emil@north.example", "coordinator", enrollment.cohort.campus)


@pytest.fixture
def officer(enrollment: Enrollment) -> User:
    return member("otto@north.example", "officer", enrollment.cohort.campus)


@pytest.fixture
def auditor(enrollment: Enrollment) -> User:
    return member("aune@north.example", "auditor", enrollment.cohort.campus)


@pytest.fixture
def direct(enrollment: Enrollment, emil: User) -> None:
    """The campus is direct to student."""
    set_sharing(campus=enrollment.cohort.campus, mode="direct_to_student", reason="Agreement of 2 September 2026", by=emil)


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return Mailbox()

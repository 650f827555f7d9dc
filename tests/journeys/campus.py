"""A campus with its people and a small course that can be completed, for journeys."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from curriculum.models import Enrollment
from lms.people.api import sync_groups
from lms.people.models import Campus, User
from tests.factories.course import enrolled_student, load_course, member, study


@dataclass
class Life:
    """North's people; everybody's password is the factories'."""

    enrollment: Enrollment
    coordinator: User
    instructor: User
    attorney: User | None = None
    officer: User | None = None
    administrator: User | None = None

    @property
    def student(self) -> User:
        return self.enrollment.student

    @property
    def campus(self) -> Campus:
        return self.enrollment.cohort.campus


def north(folder: Path, *, studied: bool = True) -> Life:
    """North Campus; the student has read both lessons yesterday where ``studied``."""
    load_course(folder / "course")
    enrollment = enrolled_student()
    campus = enrollment.cohort.campus
    life = Life(enrollment, member("coordinator@north.example", "coordinator", campus), member("instructor@north.example", "instructor", campus))
    sync_groups([life.instructor])
    if studied:
        yesterday = datetime.now(tz=UTC) - timedelta(days=1)
        study(enrollment, "one", 8, start=yesterday)
        study(enrollment, "two", 5, start=yesterday + timedelta(minutes=20))
    everybody_accepts()
    return life


def everybody_accepts() -> None:
    """The privacy notice is not what these journeys are about."""
    User.objects.update(privacy_version=settings.PRIVACY_NOTICE_VERSION, privacy_accepted_at=datetime.now(tz=UTC))

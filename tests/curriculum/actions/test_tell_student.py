"""A student is told of their place, and of its end."""

from pathlib import Path

import pytest

from curriculum.actions.enroll import enroll_student, withdraw_student
from curriculum.actions.enroll_listed import enroll_listed
from curriculum.importers.roster import Listed
from curriculum.models import Enrollment
from lms.jobs.api import Job
from lms.notices.api import Notice
from lms.people.models import Membership, User
from tests.factories.course import enrolled_student, load_course, member

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(place: Enrollment) -> User:
    return member("emil@north.example", "coordinator", place.cohort.campus)


def told(person: User) -> list[tuple[str, str, str]]:
    return list(Notice.objects.filter(person=person.public_id).order_by("pk").values_list("subject_line", "url", "delivery"))


def test_a_place_its_end_and_a_place_again_are_told(place: Enrollment, emil: User) -> None:
    noor = User.objects.create_user("noor@north.example", "correct horse battery")
    Membership.objects.create(user=noor, campus=place.cohort.campus, role="student")

    for _ in range(2):
        enrollment = enroll_student(student=noor, cohort=place.cohort, by=emil)
    for _ in range(2):
        withdraw_student(enrollment=enrollment, by=emil, reason="A secret reason.")
    enroll_student(student=noor, cohort=place.cohort, by=emil)

    enrolled, ended = ("You are enrolled in Fall", "/", "at_once"), ("Your place in Fall has ended", "/record/", "at_once")
    assert told(noor) == [enrolled, ended, enrolled]
    assert not Notice.objects.filter(text__contains="secret").exists()


def test_who_was_only_just_invited_gets_the_invitation_and_no_second_letter(place: Enrollment, emil: User) -> None:
    enroll_listed(students=[Listed(1, "new@north.example", "New", "Comer")], cohort=place.cohort, by=emil)

    newcomer = User.objects.get(email="new@north.example")
    assert told(newcomer) == [("You are enrolled in Fall", "/", "on_screen")]
    assert set(Job.objects.values_list("kind", flat=True)) == {"people.deliver_mail"}

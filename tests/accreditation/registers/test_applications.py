"""What applications add to home and to calendars: what waits, for whom, and never whose it is where others read."""

from datetime import date
from typing import Any

import pytest

from accreditation.actions.change_role import leave_organization
from accreditation.models import Duty
from accreditation.registers.applications import deadlines_of_cohort, duties_to_settle, packets_to_review
from accreditation.rules.organizations import duties_settled_by
from curriculum.api import calendar_of
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.applications import accredited, handed_over, recognized_organization, reviewed
from tests.factories.course import enrolled_student, load_course, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Any) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def emil(place: Enrollment) -> User:
    return member("emil@north.example", "coordinator", place.cohort.campus)


@pytest.fixture
def olga(place: Enrollment) -> User:
    return member("olga@north.example", "officer", place.cohort.campus)


def waits(source: Any, person: User) -> int | None:
    found = source(User.objects.get(pk=person.pk))
    return found and found.count


def test_a_packet_waits_for_officers_until_one_has_decided(place: Enrollment, emil: User, olga: User) -> None:
    application = handed_over(place, recognized_organization(place.cohort.campus, by=olga), coordinator=emil)

    assert (waits(packets_to_review, olga), waits(packets_to_review, emil)) == (1, None)
    reviewed(application, officer=olga)
    assert waits(packets_to_review, olga) == 0


def test_a_duty_waits_for_who_may_settle_it(place: Enrollment, emil: User, olga: User) -> None:
    organization = recognized_organization(place.cohort.campus, by=olga)
    application = accredited(place, organization, by=olga, approved_on=date(2026, 1, 1), expires_on=date(2028, 12, 31))
    leave_organization(application=application, left_on=date(2026, 11, 20), by=emil, today=date(2026, 11, 28))
    stranger = member("south@south.example", "officer", enrolled_student("south", "s@south.example").cohort.campus)

    assert [waits(duties_to_settle, person) for person in (emil, olga, stranger)] == [1, 1, 0]
    duty = Duty.objects.get()
    for person in (emil, olga, stranger, place.student):
        fresh = User.objects.get(pk=person.pk)
        assert fresh.has_perm("accreditation.settle_duty", duty) == duties_settled_by(fresh).filter(pk=duty.pk).exists()


def test_the_calendar_tells_students_theirs_and_others_nothing_but_a_day(place: Enrollment, olga: User) -> None:
    accredited(place, recognized_organization(place.cohort.campus, by=olga), by=olga, approved_on=date(2026, 1, 1), expires_on=date(2028, 12, 31))

    own = [(item.label, item.title, item.on) for item in deadlines_of_cohort(place.cohort, place)]
    cohorts = [(item.label, item.title) for item in deadlines_of_cohort(place.cohort, None)]

    assert own == [("House deadline", "Send the renewal", date(2028, 11, 1)), ("Legal deadline", "EOIR must have received the renewal", date(2028, 12, 31))]
    assert cohorts == [("House deadline", "An application")] * 2 + [("Legal deadline", "An application")]
    assert "EOIR must have received the renewal" in [item.title for item in calendar_of(place.cohort, place)]

"""An exemption goes along to another cohort: with its reason, once, and its end too."""

from pathlib import Path

import pytest

from assessments.actions.exempt_student import exempt_student
from assessments.models import AssessmentPage, Exemption
from assessments.queries.gradebook import exemptions_of
from curriculum.actions.transfer_student import transfer_student
from curriculum.models import Cohort, Enrollment
from lms.audit.models import Event
from lms.people.models import User
from tests.factories.cohorts import coordinator_of, second_cohort
from tests.factories.course import enrolled_in_small_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    return enrolled_in_small_course(tmp_path)


@pytest.fixture
def ines(place: Enrollment) -> User:
    return coordinator_of(place.cohort.campus)


@pytest.fixture
def spring(place: Enrollment) -> Cohort:
    return second_cohort(place)


def exempt(place: Enrollment, by: User, *, is_exempt: bool = True, reason: str = "She taught it.") -> Exemption:
    return exempt_student(enrollment=place, assessment=AssessmentPage.objects.get(), is_exempt=is_exempt, reason=reason, by=by)


def move(place: Enrollment, to: Cohort, by: User) -> Enrollment:
    return transfer_student(enrollment=place, to=to, by=by, reason="Works on Mondays.")


def test_a_moved_student_stays_exempt_with_the_same_reason(place: Enrollment, spring: Cohort, ines: User) -> None:
    exempt(place, ines)

    there = move(place, spring, ines)

    (held,) = exemptions_of([there]).values()
    assert (held.reason, held.decided_by, held.number) == ("She taught it.", ines.public_id, 1)
    event = Event.objects.get(kind="assessments.exemption_carried")
    assert (event.subject_id, event.data["cohort"]) == (there.public_id, "Spring")


def test_what_was_taken_back_before_the_move_stays_so(place: Enrollment, spring: Cohort, ines: User) -> None:
    exempt(place, ines)
    exempt(place, ines, is_exempt=False, reason="A mistake.")

    there = move(place, spring, ines)

    assert exemptions_of([there]) == {}
    assert not Exemption.objects.filter(enrollment=there).exists()


def test_going_back_brings_the_end_along_and_adds_nothing_twice(place: Enrollment, spring: Cohort, ines: User) -> None:
    exempt(place, ines)
    there = move(place, spring, ines)
    back = move(there, place.cohort, ines)
    unchanged = Exemption.objects.count()

    there = move(back, spring, ines)
    exempt(there, ines, is_exempt=False, reason="She did not teach it.")
    home = move(there, place.cohort, ines)

    assert unchanged == 2
    assert exemptions_of([home]) == {}
    assert Exemption.objects.filter(enrollment=home).latest("number").reason == "She did not teach it."

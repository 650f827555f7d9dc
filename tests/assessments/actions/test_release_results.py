"""Releasing results to a cohort: to which, and not while they would tell who still sits what is right."""

from pathlib import Path

import pytest

from assessments.actions.release_results import release_results
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentPage, Attempt, ResultRelease
from curriculum.models import Enrollment
from lms.core.errors import Conflict, Invalid
from lms.people.models import User
from tests.factories.answers import answered
from tests.factories.cohorts import instructor_of
from tests.factories.course import enrolled_in_small_course, member
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    return enrolled_in_small_course(tmp_path)


@pytest.fixture
def instructor(place: Enrollment) -> User:
    return instructor_of(place.cohort.campus)


def still_sits(place: Enrollment) -> Attempt:
    """One of the cohort has submitted, another sits."""
    page, other = AssessmentPage.objects.get(), enrolled(place.cohort, "bea")
    sat(place, page, q_1="a")
    return start_attempt(assessment=page, enrollment=other, by=other.student)


def test_results_are_not_released_to_a_cohort_of_another_program(place: Enrollment) -> None:
    scene = answered("a", slug="south")

    with pytest.raises(Invalid):
        release_results(assessment=scene.page, cohort=place.cohort, by=member("i@north.example", "instructor", place.cohort.campus))

    assert not ResultRelease.objects.exists()


@pytest.mark.parametrize("part", ["marks", "key", "explanation"])
def test_what_is_right_is_not_released_while_somebody_of_the_cohort_sits(place: Enrollment, instructor: User, part: str) -> None:
    AssessmentPage.objects.update(**{f"show_{part}": "after_release"})
    running = still_sits(place)

    with pytest.raises(Conflict, match="1 student of the cohort still sits"):
        release_results(assessment=AssessmentPage.objects.get(), cohort=place.cohort, by=instructor)

    submit_attempt(attempt=running, by=running.enrollment.student)
    assert release_results(assessment=AssessmentPage.objects.get(), cohort=place.cohort, by=instructor).cohort == place.cohort


def test_a_score_is_released_while_others_sit(place: Enrollment, instructor: User) -> None:
    AssessmentPage.objects.update(show_score="after_release")
    still_sits(place)

    assert release_results(assessment=AssessmentPage.objects.get(), cohort=place.cohort, by=instructor).released_by == instructor.public_id

"""Outline and calendar count what a student did in a place they moved from, and tell it only as its own place does."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import AssessmentPage, ResultRelease
from assessments.registers import assessment_rows, done_assessments
from curriculum.actions.transfer_student import transfer_student
from curriculum.models import Cohort, Enrollment
from lms.core.clock import now
from lms.people.models import User
from tests.factories.cohorts import coordinator_of, second_cohort
from tests.factories.course import enrolled_in_small_course
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db
RIGHT, WRONG = {"q_1": "a", "q_2": ["a", "b"]}, {"q_1": "b"}


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    return enrolled_in_small_course(tmp_path)


@pytest.fixture
def ines(place: Enrollment) -> User:
    return coordinator_of(place.cohort.campus)


@pytest.fixture
def spring(place: Enrollment) -> Cohort:
    return second_cohort(place)


def move(place: Enrollment, to: Cohort, by: User) -> Enrollment:
    return transfer_student(enrollment=place, to=to, by=by, reason="Works on Mondays.")


def outline(place: Enrollment) -> tuple[str, str]:
    row = next(row for row in assessment_rows(place.cohort.program, place) if row.kind == "assessment")
    return row.state, row.note


def is_done(place: Enrollment) -> bool:
    return (place.pk, AssessmentPage.objects.get().pk) in done_assessments([place.pk], [AssessmentPage.objects.get().pk])


def test_a_quiz_passed_before_the_move_is_done_after_it(place: Enrollment, spring: Cohort, ines: User) -> None:
    AssessmentPage.objects.update(show_score="after_submit")
    sat(place, AssessmentPage.objects.get(), **RIGHT)

    there = move(place, spring, ines)

    assert (outline(there), is_done(there)) == (("done", "best result 100 %"), True)


def test_a_result_that_waits_for_its_release_is_not_told_through_another_place(place: Enrollment, spring: Cohort, ines: User) -> None:
    AssessmentPage.objects.update(show_score="after_release")
    page = AssessmentPage.objects.get()
    sat(place, page, **WRONG)
    ResultRelease.objects.create(assessment=page, cohort=place.cohort, released_at=now(), released_by="x")
    there = move(place, spring, ines)
    told = outline(there)

    sat(there, page, **RIGHT)

    assert (told, outline(there)) == (("open", "best result 0 %"), ("open", "best result 0 %"))
    assert is_done(there)  # marked, as for everybody whose result is kept back


def test_many_moved_places_cost_as_many_queries_as_one(place: Enrollment, spring: Cohort, ines: User, django_assert_num_queries: Any) -> None:
    AssessmentPage.objects.update(show_score="after_submit")
    page = AssessmentPage.objects.get()
    places = [place, enrolled(place.cohort, "bea"), enrolled(place.cohort, "cai")]
    for one in places:
        sat(one, page, **RIGHT)
    gone = [move(one, spring, ines).pk for one in places]

    with CaptureQueriesContext(connection) as alone:
        done_assessments(gone[:1], [page.pk])
    with django_assert_num_queries(len(alone)):
        found = done_assessments(gone, [page.pk])

    assert {key for key, _ in found} >= set(gone)

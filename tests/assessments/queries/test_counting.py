"""Which attempt counts, and that everybody says the same of it: gradebook, completion, own results; after a move, and while one is being marked."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from assessments.models import AssessmentPage, Attempt, AttemptItem, Grade
from assessments.queries.gradebook import book_of, lines_of
from assessments.queries.own_results import own_places
from assessments.queries.results import passed_by_enrollment
from curriculum.actions.transfer_student import transfer_student
from curriculum.api import put_cohort
from curriculum.models import Enrollment
from lms.core.clock import now
from tests.factories.answers import Scene, answered
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.sittings import sat

pytestmark = [pytest.mark.django_db, pytest.mark.services]
RIGHT = {"q_1": "a", "q_2": ["a", "b"]}


@pytest.fixture
def course(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


def quiz(counting: str) -> AssessmentPage:
    AssessmentPage.objects.update(counting=counting)
    return AssessmentPage.objects.get(slug="first-quiz")


def moved(place: Enrollment) -> Enrollment:
    coordinator = member("coordinator@north.example", "coordinator", place.cohort.campus)
    to = put_cohort(
        slug="spring", name="Spring", campus=place.cohort.campus, program=place.cohort.program, starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 1)
    )
    return transfer_student(enrollment=place, to=to, by=coordinator, reason="Timetable")


def share_in_book(place: Enrollment) -> Fraction | None:
    return lines_of(book_of(place.cohort), [place])[0].cells[0].share


def test_a_student_reads_the_average_where_the_average_counts(course: Enrollment) -> None:
    page = quiz("average")
    sat(course, page, **RIGHT)
    sat(course, page)

    own = own_places(course.student)[0]

    assert lines_of(book_of(course.cohort), [course])[0].overall.share == own.overall.share == Fraction(1, 2)
    assert [one.is_counted for one in own.rows[0][1]] == [True, True]


def test_a_student_reads_no_average_before_every_result_of_it_is_released(course: Enrollment) -> None:
    page = quiz("average")
    sat(course, page, **RIGHT)
    AssessmentPage.objects.update(show_score="after_release")

    ((cell, attempts),) = own_places(course.student)[0].rows

    assert (cell.score, [one.score for one in attempts]) == (None, [None])


@pytest.mark.parametrize(
    ("counting", "share", "passes"),
    [("last", Fraction(0), False), ("first", Fraction(1), True), ("best", Fraction(1), True), ("average", Fraction(1, 2), False)],
)
def test_all_count_the_same_after_a_move(course: Enrollment, counting: str, share: Fraction, passes: bool) -> None:
    page = quiz(counting)
    sat(course, page, **RIGHT)
    new = moved(course)
    sat(new, page)

    own = next(place for place in own_places(course.student) if place.enrollment == new)

    assert share_in_book(new) == own.overall.share == share
    assert (page.pk in passed_by_enrollment(new.cohort).get(new.pk, set())) == passes


def second(scene: Scene, points: int) -> Attempt:
    """A further attempt, marked."""
    made = Attempt.objects.create(
        enrollment=scene.attempts[0].enrollment, assessment=scene.page, number=2, state="graded", started_at=now(), submitted_at=now()
    )
    item = AttemptItem.objects.create(attempt=made, position=1, version=scene.choice.versions.get(number=1), points=2)
    Grade.objects.create(item=item, number=1, numerator=points, denominator=1, marked_at=now())
    return made


@pytest.mark.parametrize("counting", ["first", "average"])
def test_no_other_attempt_stands_in_while_the_one_that_counts_is_being_marked(counting: str) -> None:
    scene = answered("a", essay=True)
    AssessmentPage.objects.update(counting=counting)
    second(scene, 2)

    place = scene.attempts[0].enrollment

    assert passed_by_enrollment(scene.cohort) == {}
    assert share_in_book(place) is None
    assert own_places(place.student)[0].rows[0][0].score is None


def test_an_earlier_attempt_does_not_pass_while_the_last_is_being_marked() -> None:
    scene = answered("a", essay=True)
    AssessmentPage.objects.update(counting="last")
    second(scene, 2)
    Attempt.objects.filter(pk=scene.attempts[0].pk).update(number=3, submitted_at=now())

    assert passed_by_enrollment(scene.cohort) == {}
    assert share_in_book(scene.attempts[0].enrollment) is None


def test_the_best_so_far_counts_while_a_further_attempt_is_being_marked() -> None:
    scene = answered("a", essay=True)
    second(scene, 2)

    place = scene.attempts[0].enrollment

    assert passed_by_enrollment(scene.cohort) == {place.pk: {scene.page.pk}}
    assert share_in_book(place) == 1

"""Places as exports read them are the enrollments they stand for."""

from pathlib import Path
from typing import Any

import pytest

from curriculum.api import counted_for, roll
from curriculum.models import Enrollment
from tests.factories.course import enrolled_student, load_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(tmp_path: Path, db: None) -> list[Enrollment]:
    load_course(tmp_path)
    return [enrolled_student(), enrolled_student("south", "sol@south.example")]


def test_a_place_of_the_roll_says_what_its_enrollment_says(both: list[Enrollment]) -> None:
    for read, place in zip(roll([one.pk for one in both]), both, strict=True):
        assert (read.pk, read.public_id, read.cohort_id, read.student_id, read.moved_from_id) == (
            place.pk, place.public_id, place.cohort_id, place.student_id, place.moved_from_id,
        )  # fmt: skip
        assert (read.student.public_id, read.student.email, read.student.legal_name) == (
            place.student.public_id, place.student.email, place.student.legal_name,
        )  # fmt: skip
        assert (read.cohort, read.cohort.campus, read.cohort.program) == (place.cohort, place.cohort.campus, place.cohort.program)


def test_it_is_the_same_place_wherever_both_are_keys(both: list[Enrollment]) -> None:
    read = roll([both[0].pk])[0]

    assert {read: "kept"}[both[0]] == {both[0]: "kept"}[read] == "kept"  # type: ignore[index]
    assert read not in [both[1], None, read.pk]
    assert counted_for([read]) == {read: [read]}  # type: ignore[list-item]


def test_the_order_is_that_of_the_keys_and_strangers_are_left_out(both: list[Enrollment], django_assert_num_queries: Any) -> None:
    keys = [both[1].pk, 0, both[0].pk]
    with django_assert_num_queries(2):
        assert [place.pk for place in roll(keys)] == [both[1].pk, both[0].pk]
    with django_assert_num_queries(2):
        assert [place.pk for place in roll(keys[:1])] == [both[1].pk]

"""A student reads a lesson, is credited, passes the quiz, and finds every minute explained."""

from pathlib import Path

import pytest

from curriculum.models import StudySession
from tests.factories.course import enrolled_student, load_course
from tests.journeys.conftest import Visitor
from tests.journeys.student_way import begins_the_quiz, completes_a_lesson, finds_it_in_the_record, prepare, submits_it

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def test_student_earns_hours_and_sees_them_explained(visitor: Visitor, tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    prepare(enrolled_student())

    visitor.sign_in("student@north.example", "correct horse battery")
    completes_a_lesson(visitor)
    begins_the_quiz(visitor)
    submits_it(visitor)
    finds_it_in_the_record(visitor)

    assert StudySession.objects.count() >= 2  # the past one, and one for each load of the page
    assert visitor.faults == []

"""Item analysis of real attempts: who chose what, which attempts count, and how many queries it takes."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import AssessmentPage, Attempt
from assessments.queries.analysis import _labels_and_keys, analysis_of, graded_attempts
from curriculum.models import Enrollment
from tests.factories.answers import answered, write_version
from tests.factories.course import enrolled_student, load_course
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


def quiz() -> AssessmentPage:
    return AssessmentPage.objects.get(slug="first-quiz")


def sittings(place: Enrollment, answers: list[dict[str, Any]], *, prefix: str = "s") -> None:
    for number, given in enumerate(answers):
        sat(enrolled(place.cohort, f"{prefix}{number}"), quiz(), **given)


def test_each_answer_is_counted_for_all_and_for_the_thirds(place: Enrollment) -> None:
    strong, weak = {"q_1": "a", "q_2": ["a", "b"]}, {"q_1": "b", "q_2": ["c"]}
    sittings(place, [strong, strong, strong, {"q_1": "a"}, weak, weak])

    found = analysis_of(quiz(), graded_attempts(quiz(), Attempt.objects.all()))

    first = next(item for item in found.items if item.version.question.external_id == "q-1")
    assert (found.attempts, found.students, found.is_drawn, found.is_too_small) == (6, 6, False, False)
    assert [(row.answer, row.is_key, row.count, row.top_share, row.bottom_share) for row in first.rows] == [
        ("a", True, 4, 1.0, 0.0), ("b", False, 2, 0.0, 1.0), ("", False, 0, 0.0, 0.0),
    ]  # fmt: skip
    assert first.figures.facility.value == pytest.approx(4 / 6)
    assert [cell.count for cell in found.bins] == [2, 0, 0, 0, 1, 0, 0, 0, 0, 3]


def test_whoever_left_a_question_open_is_counted_so(place: Enrollment) -> None:
    sittings(place, [{"q_1": "a"}, {"q_2": ["a"]}, {}, {}, {"q_1": "b"}])

    found = analysis_of(quiz(), graded_attempts(quiz(), Attempt.objects.all()))

    first = next(item for item in found.items if item.version.question.external_id == "q-1")
    assert [(row.answer, row.count) for row in first.rows] == [("a", 1), ("b", 1), ("", 3)]


def test_first_attempts_count_unless_all_are_asked_for(place: Enrollment) -> None:
    sittings(place, [{"q_1": "b"}] * 5)
    sat(Enrollment.objects.get(student__email="s0@north.example"), quiz(), q_1="a")

    first = analysis_of(quiz(), graded_attempts(quiz(), Attempt.objects.all()))
    every = analysis_of(quiz(), graded_attempts(quiz(), Attempt.objects.all(), every=True))

    assert (first.attempts, every.attempts, every.students) == (5, 6, 5)


def test_four_students_are_too_few_to_show(place: Enrollment) -> None:
    sittings(place, [{"q_1": "a"}] * 4)

    found = analysis_of(quiz(), graded_attempts(quiz(), Attempt.objects.all()))

    assert (found.is_too_small, found.items, found.bins, found.mean.value) == (True, [], [], None)


def test_as_many_queries_for_five_attempts_as_for_ten(place: Enrollment) -> None:
    counts = []
    for prefix in ("s", "t"):
        sittings(place, [{"q_1": "a"}, {"q_1": "b"}, {}, {"q_2": ["a"]}, {"q_2": ["c"]}], prefix=prefix)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            analysis_of(quiz(), graded_attempts(quiz(), Attempt.objects.all()))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 6


def test_an_option_with_a_sign_is_read_as_written() -> None:
    scene = answered("a")
    content = {"options": [{"id": "a", "text": "I-130 & G-28", "correct": True}, {"id": "b", "text": "1 < 2", "correct": False}]}
    version = write_version(scene.choice, "single_choice", content, points=2)

    assert _labels_and_keys(version)[0] == {"a": "I-130 & G-28", "b": "1 < 2"}

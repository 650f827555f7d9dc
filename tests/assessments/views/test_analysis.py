"""Item analysis on the screen: for who teaches, with flags first, charts beside tables, and a file."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from assessments.models import AssessmentPage, QuestionVersion
from lms.people.models import Campus, User
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tmp_path: Path) -> AssessmentPage:
    """Six students; the key of q-1 draws the weak only."""
    load_course(tmp_path)
    place, quiz = enrolled_student(), AssessmentPage.objects.get(slug="first-quiz")
    for number in range(6):
        strong = number < 3
        sat(enrolled(place.cohort, f"s{number}"), quiz, q_1="b" if strong else "a", q_2=["a", "b"] if strong else ["c"])
    return quiz


@pytest.fixture
def instructor(page: AssessmentPage) -> Client:
    return signed_in(member("instructor@north.example", "instructor", Campus.objects.get(slug="north")))


def test_the_worst_question_stands_first_with_its_flag(page: AssessmentPage, instructor: Client) -> None:
    listed = instructor.get("/teach/analysis/").content.decode()
    shown = instructor.get(f"/teach/analysis/{page.public_id}/").content.decode()

    assert "6 graded attempts by 6 students" in listed
    assert "2 questions need a look" in shown
    assert shown.index("Check the key") < shown.index("q-2, version 1")
    assert ["<svg" in shown, "How many have which score" in shown, "<script>" in shown] == [True, True, False]


def test_one_question_tells_who_chose_what(page: AssessmentPage, instructor: Client) -> None:
    version = QuestionVersion.objects.get(question__external_id="q-1")

    shown = instructor.get(f"/teach/analysis/{page.public_id}/{version.public_id}/").content.decode()

    assert "prefer another answer to the one marked right" in shown
    assert [text in shown for text in ("An accredited representative", "Left open", "Strongest third")] == [True] * 3


def test_the_file_has_a_row_a_question(page: AssessmentPage, instructor: Client) -> None:
    response = instructor.get(f"/teach/analysis/{page.public_id}/csv/")

    lines = response.content.decode().splitlines()
    assert response.headers["Content-Disposition"] == 'attachment; filename="analysis-first-quiz.csv"'
    assert lines[1].startswith("q-1,1,single_choice,6,0.50,-1.00,,Check the key; Misleads; A wrong answer draws the strong")
    assert len(lines) == 3


def test_nobody_but_instructors_of_the_program_opens_it(page: AssessmentPage, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    south = Campus.objects.create(slug="south", name="South", time_zone="America/New_York")
    people = [User.objects.get(email="s0@north.example"), member("c@north.example", "coordinator", Campus.objects.get(slug="north"))]
    people.append(member("instructor@south.example", "instructor", south))

    assert [signed_in(person).get(f"/teach/analysis/{page.public_id}/").status_code for person in people] == [404, 404, 404]

"""The cohort of the demonstration has sat, marked, disputed and corrected, once; each page about it has something to show."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from assessments.models import (
    Accommodation,
    Attempt,
    Dispute,
    Exemption,
    Grade,
    LateAnswer,
    Opinion,
    PracticeCard,
    QuestionFix,
    ResultRelease,
)
from curriculum.api import load_folder
from lms.core.waiting import waiting_for
from lms.people.models import User
from lms.site.demonstration.seed import seed
from tests.factories.course import signed_in

pytestmark = pytest.mark.django_db
CONTENT = Path(django_settings.BASE_DIR) / "curriculum" / "content"
DRAWN_FROM = ("01-", "06-", "08-", "authorities", "program")
STUDENTS = 14


@pytest.fixture
def attempts(tmp_path: Path, settings: pytest.FixtureRequest) -> int:
    """The demonstration with the three modules that its examinations draw from."""
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True
    for path in CONTENT.iterdir():
        if path.name.startswith(DRAWN_FROM):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, tmp_path / path.name)
    load_folder(tmp_path)
    return seed(students=[STUDENTS], seed_number=1)["attempts"]


def test_everything_that_happens_with_assessments_happened_once(attempts: int) -> None:
    again = seed(students=[STUDENTS], seed_number=1)["attempts"]

    assert again == attempts == Attempt.objects.count()
    assert set(Attempt.objects.values_list("state", flat=True)) == {"in_progress", "marking", "graded"}
    assert Attempt.objects.filter(closed_by_clock=True).count() == 1
    once = (Dispute, QuestionFix, ResultRelease, Accommodation, Exemption)
    assert [model.objects.count() for model in once] == [1] * len(once)
    assert [model.objects.exists() for model in (LateAnswer, Opinion, PracticeCard)] == [True] * 3
    assert QuestionFix.objects.get().state == "applied"
    assert Grade.objects.filter(kind="fix").count() == QuestionFix.objects.get().summary["up"] > 0


def test_the_people_of_a_campus_have_names_of_their_own(attempts: int) -> None:
    names = [person.legal_name for person in User.objects.filter(email__endswith="@north.example")]

    assert len(set(names)) == len(names)


def test_the_instructor_finds_what_waits_and_the_student_what_came_of_it(attempts: int) -> None:
    instructor, student = (User.objects.get(email=f"{name}@north.example") for name in ("instructor", "student"))
    waits = {work.thing for work in waiting_for(instructor)}
    home = signed_in(instructor).get("/").text
    results = signed_in(student).get("/record/results/").text

    assert {"answer to mark", "answer with two marks that differ", "mark that a student asks about", "late answer to decide on"} <= waits
    assert "/gradebook/" in home
    assert "Midterm examination" in results


def test_a_corrected_question_is_shown_with_its_corrected_key(attempts: int) -> None:
    grade = Grade.objects.filter(kind="fix").select_related("item__attempt__enrollment__student").first()
    assert grade is not None
    attempt = grade.item.attempt

    page = signed_in(attempt.enrollment.student).get(f"/attempts/{attempt.public_id}/result/").text
    question = page.split(f'id="head-{grade.item.position}"')[1].split("</section>")[0]

    assert Fraction(grade.numerator, grade.denominator) == grade.item.points
    assert ["Chosen, and right" in question, "Chosen, and not right" in question, "The answer was keyed wrongly" in question] == [True, False, True]


def test_a_written_answer_is_shown_with_what_each_row_was_given(attempts: int) -> None:
    grade = Grade.objects.filter(kind="manual").select_related("item__attempt__enrollment__student").first()
    assert grade is not None
    attempt = grade.item.attempt
    row, points = next(iter(grade.rubric.items()))
    whole = next(one["points"] for one in grade.item.version.content["rubric"] if one["id"] == row)

    page = signed_in(attempt.enrollment.student).get(f"/attempts/{attempt.public_id}/result/").text

    assert f": {points} of {whole} points</li>" in page

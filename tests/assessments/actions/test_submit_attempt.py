"""Submitting: the same number of statements for five questions and for forty."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentPage, Grade
from curriculum.api import load_folder
from tests.factories.course import enrolled_student, write_course

pytestmark = pytest.mark.django_db
OPTIONS = {"options": [{"id": "a", "text": "One", "correct": True}, {"id": "b", "text": "Two", "correct": False}]}


def statements(folder: Path, count: int) -> int:
    """What the submission of ``count`` questions asks of the database. The first sitting, which earns hours, is not looked at."""
    root = write_course(folder)
    names = [f"s-{number}" for number in range(count)]
    questions = [{"id": name, "type": "single_choice", "stem": "Which?", "content": OPTIONS} for name in names]
    (root / "01-first-module/questions.yaml").write_text(json.dumps(questions))
    page = root / "01-first-module/assessment.md"
    page.write_text(page.read_text().replace("[q-1, q-2]", f"[{', '.join(names)}]"))
    load_folder(root)
    place = enrolled_student()
    quiz = AssessmentPage.objects.get(slug="first-quiz")
    submit_attempt(attempt=start_attempt(assessment=quiz, enrollment=place, by=place.student), by=place.student)
    attempt = start_attempt(assessment=quiz, enrollment=place, by=place.student)
    with CaptureQueriesContext(connection) as asked:
        submit_attempt(attempt=attempt, by=place.student)
    assert Grade.objects.filter(item__attempt=attempt).count() == count
    return len(asked)


@pytest.mark.parametrize("count", [5, 20, 40])
def test_a_submission_costs_the_same_however_many_questions(tmp_path: Path, count: int) -> None:
    assert statements(tmp_path / "course", count) == 10

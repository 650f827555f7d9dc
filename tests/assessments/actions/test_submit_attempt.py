"""Submitting: the same number of statements for five questions and for forty; and what the clock closes counts from its end."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accreditation.models import Entry
from assessments.actions import submit_attempt as module
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import close_if_overdue, close_overdue_attempts, submit_attempt
from assessments.models import AssessmentPage, Attempt, Grade
from curriculum.models import Enrollment
from tests.factories.clock import NINE, Clock, stand_still
from tests.factories.course import enrolled_student, load_written, write_course
from tests.factories.quizzes import load_quiz
from tests.factories.sittings import enrolled

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
    load_written(root)
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
    assert statements(tmp_path / "course", count) == 12


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return stand_still(monkeypatch)


def begun(page: AssessmentPage, place: Enrollment) -> Attempt:
    return start_attempt(assessment=page, enrollment=place, by=place.student)


def test_an_attempt_that_was_closed_late_counts_from_its_end(tmp_path: Path, clock: Clock) -> None:
    """No worker ran; the student comes back two days later, and the day between two attempts is long over."""
    page, place = load_quiz(tmp_path, time_limit_minutes=60, cooldown_hours=24), enrolled_student()
    attempt = begun(page, place)
    clock.now = NINE + timedelta(days=2)

    close_if_overdue(Attempt.objects.select_related("assessment").get(pk=attempt.pk))

    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.closed_by_clock) == (NINE + timedelta(hours=1), True)
    assert begun(page, place).number == 2


def test_its_minutes_are_of_the_day_on_which_it_ended(tmp_path: Path, clock: Clock) -> None:
    page, place = load_quiz(tmp_path, time_limit_minutes=60), enrolled_student()
    attempt = begun(page, place)
    clock.now = NINE + timedelta(days=40)

    close_if_overdue(Attempt.objects.select_related("assessment").get(pk=attempt.pk))

    assert [str(entry.occurred_to) for entry in Entry.objects.all()] == ["2026-10-05"]


def test_one_attempt_that_cannot_be_graded_does_not_keep_the_sweep_from_the_others(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page, ana = load_quiz(tmp_path, time_limit_minutes=60), enrolled_student()
    bad, good = begun(page, ana), begun(page, enrolled(ana.cohort, "bea"))
    real = module._grades

    def grades(attempt: Any) -> Any:
        if attempt.pk == bad.pk:
            raise ValueError("a stored response that its type cannot read any more")
        return real(attempt)

    monkeypatch.setattr(module, "_grades", grades)
    clock.now = NINE + timedelta(hours=3)

    closed = close_overdue_attempts()

    assert (closed, Attempt.objects.get(pk=good.pk).state, Attempt.objects.get(pk=bad.pk).state) == (1, "graded", "in_progress")
    assert str(bad.public_id) in caplog.text

"""Instructors are told that answers wait, students that theirs were marked, or that the close has released a result."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assessments.actions.mark_item import Judgment, mark_item
from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.actions.tell_marking import tell_released_results
from assessments.models import AssessmentPage, Attempt
from lms.core.clock import now
from lms.notices.api import Notice
from lms.people.models import User
from tests.factories.course import QUESTIONS, enrolled_student, load_course, load_written, member, signed_in, write_course

pytestmark = [pytest.mark.django_db, pytest.mark.services]
ESSAY = """
- id: q-essay
  type: essay
  stem: Say who may represent.
  points: 2
  content: {rubric: [{id: law, title: Law, points: 2, guidance: 8 CFR 1292.1}], model_answer: Attorneys and accredited representatives.}
"""


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    """Started at a quiz with one essay."""
    root = write_course(tmp_path / "course")
    module = root / "01-first-module"
    (module / "questions.yaml").write_text(QUESTIONS + ESSAY)
    page = module / "assessment.md"
    page.write_text(page.read_text().replace("[q-1, q-2]", "[q-essay]"))
    load_written(root)
    place = enrolled_student()
    member("instructor@north.example", "instructor", place.cohort.campus)
    member("coordinator@north.example", "coordinator", place.cohort.campus)
    return start_attempt(assessment=AssessmentPage.objects.get(slug="first-quiz"), enrollment=place, by=place.student)


@pytest.fixture
def instructor(attempt: Attempt) -> User:
    return User.objects.get(email="instructor@north.example")


def submitted(attempt: Attempt) -> Attempt:
    student = attempt.enrollment.student
    form = {f"q{item.position}": ["An accredited representative."] for item in attempt.items.all()}
    save_responses(attempt=attempt, form=form, key="k", by=student)
    return submit_attempt(attempt=attempt, by=student)


def marked(attempt: Attempt, by: User) -> Attempt:
    mark_item(item=attempt.items.get(), judgment=Judgment({"law": 2}, "Good."), seen=0, by=by)
    return Attempt.objects.get(pk=attempt.pk)


def told() -> list[tuple[str, str, str, str]]:
    rows = Notice.objects.filter(kind__startswith="assessments.").order_by("pk")
    return [(User.objects.get(public_id=row.person).email, row.kind.split(".")[1], row.subject_line, row.delivery) for row in rows]


TO_MARK = ("instructor@north.example", "to_mark", "Answers wait to be marked", "daily")
MARKED = "Your answers were marked: First quiz"


def test_instructors_hear_in_their_daily_letter_that_answers_wait(attempt: Attempt) -> None:
    waiting = submitted(attempt)

    assert (waiting.state, told()) == ("marking", [TO_MARK])


def test_a_student_hears_that_the_last_answer_was_marked(attempt: Attempt, instructor: User) -> None:
    AssessmentPage.objects.update(show_score="after_submit")
    marked(submitted(attempt), instructor)

    assert told() == [TO_MARK, ("student@north.example", "result_released", MARKED, "at_once")]
    url = Notice.objects.get(kind="assessments.result_released").url
    assert signed_in(attempt.enrollment.student).get(url).status_code == 200


def test_a_result_that_the_close_releases_is_told_then_and_once(attempt: Attempt, instructor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    at: Any = now()
    AssessmentPage.objects.update(show_score="after_close", closes_at=at + timedelta(hours=1))
    marked(submitted(Attempt.objects.get(pk=attempt.pk)), instructor)
    assert (tell_released_results(), told()[1:]) == (0, [("student@north.example", "answers_marked", MARKED, "at_once")])

    monkeypatch.setattr("django.utils.timezone.now", lambda: at + timedelta(hours=2))
    assert [tell_released_results(), tell_released_results()] == [1, 0]

    assert told()[2:] == [("student@north.example", "result_released", "A result is released: First quiz", "at_once")]


def test_marking_after_the_close_is_told_once(attempt: Attempt, instructor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    at: Any = now()
    AssessmentPage.objects.update(show_score="after_close", closes_at=at + timedelta(hours=1))
    waiting = submitted(Attempt.objects.get(pk=attempt.pk))
    monkeypatch.setattr("django.utils.timezone.now", lambda: at + timedelta(hours=2))

    marked(waiting, instructor)
    tell_released_results()

    assert told()[1:] == [("student@north.example", "result_released", MARKED, "at_once")]


def test_what_marks_itself_tells_nobody(tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    place = enrolled_student()
    attempt = start_attempt(assessment=AssessmentPage.objects.get(slug="first-quiz"), enrollment=place, by=place.student)

    submit_attempt(attempt=attempt, by=place.student)

    assert told() == []

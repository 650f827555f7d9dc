"""A question as it was asked: for the student as far as it is released, for who marks in full."""

from pathlib import Path

import pytest

from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentPage, Attempt, Question, QuestionVersion
from curriculum.models import Enrollment
from lms.audit.models import Disclosure
from lms.core.clock import now
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    AssessmentPage.objects.update(shuffle_questions=False)
    return enrolled_student()


@pytest.fixture
def attempt(place: Enrollment) -> Attempt:
    """A failed attempt, one of two, after which the first question was reworded."""
    attempt = start_attempt(assessment=AssessmentPage.objects.get(), enrollment=place, by=place.student)
    submit_attempt(attempt=attempt, by=place.student)
    question = Question.objects.get(external_id="q-1")
    first = question.versions.get()
    facts = {name: getattr(first, name) for name in ("type", "content", "sha256")}
    rendered = {**first.rendered, "stem": "<p>Who may represent a person?</p>"}
    QuestionVersion.objects.create(question=question, number=2, stem="Who may represent a person?", rendered=rendered, points=4, created_at=now(), **facts)
    return Attempt.objects.get(pk=attempt.pk)


def path(attempt: Attempt, position: int = 1) -> str:
    return f"/attempts/{attempt.public_id}/questions/{position}/"


def test_todays_wording_is_kept_back_until_the_key_is_released(place: Enrollment, attempt: Attempt) -> None:
    student = signed_in(place.student)

    before = student.get(path(attempt)).content.decode()
    AssessmentPage.objects.update(show_key="after_submit")
    after = student.get(path(attempt)).content.decode()

    assert ["Who may represent?" in before, "Shown once the right answers are." in before, "a person" in before.split("today")[1]] == [True, True, False]
    assert ["added: </span> a person" in after, "gave 2 points then and gives 4 points today" in after] == [True, True]


def test_an_unchanged_question_says_so(place: Enrollment, attempt: Attempt) -> None:
    AssessmentPage.objects.update(show_key="after_submit")

    assert "Nothing has changed since" in signed_in(place.student).get(path(attempt, 2)).content.decode()


def test_who_marks_sees_all_and_it_is_on_the_disclosure_log(place: Enrollment, attempt: Attempt) -> None:
    teacher = member("instructor@north.example", "instructor", place.cohort.campus)

    text = signed_in(teacher).get(path(attempt)).content.decode()

    assert ["Ana" in text, "added: </span> a person" in text] == [True, True]
    assert Disclosure.objects.filter(viewer=teacher.public_id, owner=place.student.public_id).exists()


def test_nothing_of_it_while_nothing_is_released_or_the_attempt_runs(place: Enrollment, attempt: Attempt) -> None:
    running = start_attempt(assessment=AssessmentPage.objects.get(), enrollment=place, by=place.student)
    AssessmentPage.objects.update(show_response="never", show_marks="never")
    student = signed_in(place.student)

    assert [student.get(where).status_code for where in (path(attempt), path(running), path(attempt, 9))] == [404, 404, 404]


def test_somebody_elses_attempt_does_not_exist(attempt: Attempt) -> None:
    other = enrolled_student("south", "student@south.example").student

    assert signed_in(other).get(path(attempt)).status_code == 404


def test_law_and_fingerprint_are_kept_back_until_the_key_is_released(place: Enrollment, attempt: Attempt) -> None:
    student, digest = signed_in(place.student), attempt.items.get(position=1).version.sha256

    before = student.get(path(attempt)).content.decode()
    AssessmentPage.objects.update(show_key="after_submit")
    after = student.get(path(attempt)).content.decode()

    assert [before.count("Shown once the right answers are."), digest in before] == [2, False]
    assert ["No law that it cites has changed" in after, digest in after] == [True, True]

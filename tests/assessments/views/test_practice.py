"""Practice: what is opened to it and nothing else, due ones first, the answer at once, and no trace in marks or hours."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accreditation.models import Entry
from assessments.actions.start_attempt import start_attempt
from assessments.models import (
    AssessmentDraw,
    AssessmentItem,
    AssessmentPage,
    Attempt,
    PracticeCard,
    Question,
    QuestionBank,
    QuestionState,
    QuestionVersion,
    ResultRelease,
)
from assessments.queries.practice import next_version, practicable
from curriculum.models import Enrollment
from lms.core.clock import now
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db
SECRET = "Only-for-exams"


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    """A bank that is open to practice, with q-1 and q-2 of a quiz that is not required."""
    load_course(tmp_path)
    QuestionBank.objects.update(allows_practice=True)
    AssessmentPage.objects.update(required=False)
    return enrolled_student()


@pytest.fixture
def client(place: Enrollment) -> Client:
    return signed_in(place.student)


def version(name: str) -> QuestionVersion:
    return QuestionVersion.objects.get(question__external_id=name)


def path(name: str) -> str:
    return f"/practice-questions/{version(name).public_id}/"


def names(person: Any) -> set[str]:
    questions = {one.question for one in practicable(person)}
    return set(Question.objects.filter(pk__in=questions).values_list("external_id", flat=True))


def test_the_key_comes_with_the_answer_and_not_before(client: Client) -> None:
    asked = client.get(path("q-1")).content.decode()
    left_open = client.post(path("q-1"), {"answer": ""})
    answered = client.post(path("q-1"), {"answer": "b"}).content.decode()

    assert "8 CFR 1292.1" not in asked
    assert (left_open.status_code, "8 CFR 1292.1" in left_open.content.decode()) == (422, False)
    assert [text in answered for text in ("Not right yet", "8 CFR 1292.1", "Next question")] == [True] * 3


def test_no_mark_no_hour_and_no_attempt_comes_of_it(client: Client) -> None:
    client.post(path("q-1"), {"answer": "a"})

    card = PracticeCard.objects.get()
    assert (card.box, card.answered, card.missed) == (2, 1, 0)
    assert not Entry.objects.exists()
    assert not Attempt.objects.exists()


def test_what_was_missed_comes_first_and_what_is_new_before_what_is_known(place: Enrollment, client: Client) -> None:
    today = date(2026, 11, 28)
    PracticeCard.objects.create(student=place.student, question=version("q-2").question, box=1, due_on=today, answered=1, missed=1, last_at=now())

    missed = next_version(place.student, today)
    PracticeCard.objects.update(due_on=date(2026, 12, 9), box=4)
    fresh = next_version(place.student, today)
    PracticeCard.objects.create(student=place.student, question=version("q-1").question, box=5, due_on=date(2026, 12, 30), answered=1, last_at=now())
    endless = next_version(place.student, today)

    assert [missed, fresh, endless] == [version(name).public_id for name in ("q-2", "q-1", "q-2")]
    assert client.get("/practice-questions/next/?topic=ethics_upl").headers["Location"] == f"{path('q-1')}?topic=ethics_upl"


def test_what_is_kept_back_is_never_practiced(place: Enrollment) -> None:
    everything = names(place.student)
    Question.objects.filter(external_id="q-1").update(exam_only=True)
    exam_only = names(place.student)
    Question.objects.filter(external_id="q-1").update(exam_only=False, state=QuestionState.HELD)
    held = names(place.student)
    Question.objects.update(state=QuestionState.READY)
    QuestionBank.objects.update(allows_practice=False)
    closed = names(place.student)

    assert [everything, exam_only, held, closed] == [{"q-1", "q-2"}, {"q-2"}, {"q-2"}, set()]


def test_questions_of_a_required_quiz_come_once_it_is_passed(place: Enrollment) -> None:
    quiz = AssessmentPage.objects.get()
    AssessmentPage.objects.update(required=True)
    before = names(place.student)
    sat(place, quiz, q_1="a", q_2=["a", "b"])

    assert (before, names(place.student)) == (set(), {"q-1", "q-2"})
    assert names(enrolled(place.cohort, "bea").student) == set()


def test_what_a_required_quiz_could_draw_comes_once_it_is_passed(place: Enrollment) -> None:
    AssessmentPage.objects.update(required=True)
    AssessmentItem.objects.all().delete()
    AssessmentDraw.objects.create(page=AssessmentPage.objects.get(), bank=QuestionBank.objects.get(), count=1)

    assert names(place.student) == set()


def test_a_question_of_a_running_attempt_is_not_practiced(place: Enrollment) -> None:
    start_attempt(assessment=AssessmentPage.objects.get(), enrollment=place, by=place.student)

    assert names(place.student) == set()


def test_who_is_not_enrolled_practices_nothing(place: Enrollment) -> None:
    stranger = signed_in(member("attorney@north.example", "attorney", place.cohort.campus))

    assert stranger.get(path("q-1")).status_code == 404
    assert "Nothing to practice yet" in stranger.get("/practice-questions/").content.decode()


def test_no_key_that_is_for_exams_only_reaches_a_student(place: Enrollment, client: Client) -> None:
    """The canary run: every page of practice, before and after answering, for everything that could be named."""
    question = Question.objects.create(bank=QuestionBank.objects.get(), external_id="exam", exam_only=True)
    content = {"options": [{"id": "a", "text": "Yes", "correct": True, "feedback": SECRET}, {"id": "b", "text": "No", "correct": False}]}
    QuestionVersion.objects.create(
        question=question, number=1, type="single_choice", stem="Which?", content=content, explanation=SECRET, sha256="0" * 64, created_at=now(),
        rendered={"stem": "<p>Which?</p>", "explanation": f"<p>{SECRET}</p>", "options.a.feedback": SECRET},
    )  # fmt: skip

    answers = [client.get("/practice-questions/"), client.get("/practice-questions/next/", follow=True)]
    for one in QuestionVersion.objects.all():
        answers += [client.get(f"/practice-questions/{one.public_id}/"), client.post(f"/practice-questions/{one.public_id}/", {"answer": "a"})]

    assert [answer for answer in answers if SECRET in answer.content.decode()] == []
    assert [client.get(path("exam")).status_code, client.post(path("exam"), {"answer": "a"}).status_code] == [404, 404]


def test_a_script_that_collects_keys_is_stopped(client: Client) -> None:
    statuses = [client.post(path("q-1"), {"answer": "a"}).status_code for _ in range(21)]

    assert statuses == [200] * 20 + [429]


def test_an_instructor_opens_and_closes_a_bank(place: Enrollment) -> None:
    instructor = signed_in(member("instructor@north.example", "instructor", place.cohort.campus))
    bank = QuestionBank.objects.get()

    shown = instructor.get("/teach/practice/").content.decode()
    instructor.post(f"/teach/practice/{bank.slug}/", {"allowed": "0"})

    assert "Open to practice" in shown
    assert not QuestionBank.objects.get().allows_practice
    assert signed_in(place.student).post(f"/teach/practice/{bank.slug}/", {"allowed": "1"}).status_code == 404


def test_an_instructor_keeps_a_question_for_exams(place: Enrollment) -> None:
    instructor = signed_in(member("instructor@north.example", "instructor", place.cohort.campus))
    question = Question.objects.get(external_id="q-1")

    kept = instructor.post(f"/teach/practice/questions/{question.public_id}/", {"exam_only": "1", "back": "https://elsewhere.example/"})

    assert kept.headers["Location"] == "/teach/practice/"
    assert names(place.student) == {"q-2"}


@pytest.mark.parametrize(("shown", "practiced"), [("after_submit", {"q-1", "q-2"}), ("after_close", set()), ("after_release", set()), ("never", set())])
def test_practice_tells_no_key_of_an_own_attempt_before_its_result_does(place: Enrollment, shown: str, practiced: set[str]) -> None:
    AssessmentPage.objects.update(show_key=shown)

    sat(place, AssessmentPage.objects.get(), q_1="a")

    assert names(place.student) == practiced


def test_practice_opens_with_the_release(place: Enrollment) -> None:
    AssessmentPage.objects.update(show_key="after_release")
    quiz = AssessmentPage.objects.get()
    sat(place, quiz, q_1="a")

    ResultRelease.objects.create(assessment=quiz, cohort=place.cohort, released_at=now(), released_by="x")

    assert names(place.student) == {"q-1", "q-2"}

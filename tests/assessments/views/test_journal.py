"""The screens of the journal: two answers to choose from, earlier texts, late answers, what was noticed; and what a script is told."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, AttemptStep, ConflictingAnswer, LateAnswer, MarkingRules, ResultRelease
from assessments.signals import attempt_regraded
from lms.core.clock import now
from tests.factories.course import enrolled_student, load_written, member, signed_in
from tests.factories.questions import write_questions

pytestmark = pytest.mark.django_db
ESSAY = {"rubric": [{"id": "law", "title": "Names the law", "points": 4}]}
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    """q1 a single choice, q2 a multiple choice, q3 an essay."""
    root = write_questions(tmp_path / "course", {"essay": ESSAY})
    page = root / "01-first-module/assessment.md"
    page.write_text(page.read_text().replace("[q-1, q-2]", "[q-1, q-2, sample.essay]"))
    load_written(root)
    AssessmentPage.objects.update(shuffle_questions=False)
    place = enrolled_student()
    return start_attempt(assessment=AssessmentPage.objects.get(slug="first-quiz"), enrollment=place, by=place.student)


@pytest.fixture
def student(attempt: Attempt) -> Client:
    return signed_in(attempt.enrollment.student)


@pytest.fixture
def instructor(attempt: Attempt) -> Client:
    return signed_in(member("instructor@north.example", "instructor", attempt.enrollment.cohort.campus))


def end(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=now() - timedelta(hours=1))


def test_a_script_is_told_which_step_holds_each_answer(attempt: Attempt, student: Client) -> None:
    told = student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q1": "a", "seen": "0"}, **JSON).json()

    assert {**told, "saved_at": ""} == {"step": 1, "steps": {"1": 1}, "conflicts": [], "late": 0, "saved_at": ""}


def test_a_script_is_told_that_nobody_is_signed_in(attempt: Attempt) -> None:
    told = Client().post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q1": "a"}, **JSON)

    assert (told.status_code, told.json()["error"]) == (401, "signed_out")


def test_a_script_is_told_that_the_attempt_has_ended_and_that_the_answer_is_kept(attempt: Attempt, student: Client) -> None:
    end(attempt)

    told = student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q1": "a"}, **JSON)

    assert (told.status_code, told.json()["error"], LateAnswer.objects.count()) == (409, "attempt_ended", 1)


def test_two_answers_stand_on_the_page_and_one_is_chosen(attempt: Attempt, student: Client) -> None:
    save = f"/attempts/{attempt.public_id}/save/"
    student.post(save, {"key": "one", "q3": "From the library.", "seen": "0"})
    student.post(save, {"key": "two", "q3": "From the phone.", "seen": "0"})

    page = student.get(f"/attempts/{attempt.public_id}/").content.decode()
    submit = student.get(f"/attempts/{attempt.public_id}/submit/").content.decode()
    chosen = student.post(f"/attempts/choices/{ConflictingAnswer.objects.get().pk}/", {"which": "other"})
    after = student.get(f"/attempts/{attempt.public_id}/").content.decode()

    assert [text in page for text in ("Question 3 has two answers", "From the library.", "From the phone.")] == [True] * 3
    assert "Question 3 has two answers" in submit
    assert (chosen.status_code, "two answers" in after, "From the phone." in after) == (302, False, True)


def test_a_whole_form_that_meets_another_answer_asks_before_it_is_submitted(attempt: Attempt, student: Client) -> None:
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "one", "q1": "a", "seen": "0"})

    sent = student.post(f"/attempts/{attempt.public_id}/submit/", {"key": "two", "then": "look", "q1": "b", "seen": "0"})

    assert sent.headers["Location"] == f"/attempts/{attempt.public_id}/"


def test_a_student_looks_at_earlier_texts_and_brings_one_back(attempt: Attempt, student: Client) -> None:
    for key, text in (("k1", "First thoughts."), ("k2", "")):
        student.post(f"/attempts/{attempt.public_id}/save/", {"key": key, "q3": text})
    texts = f"/attempts/{attempt.public_id}/questions/3/texts/"

    page = student.get(texts).content.decode()
    student.post(texts, {"step": "1"})

    assert ("First thoughts." in page, "Bring this text back" in page) == (True, True)
    assert AttemptStep.objects.order_by("-number").first().response == {"text": "First thoughts."}
    assert student.post(texts, {"step": "x"}).status_code == 422
    assert student.post(texts, {"step": "99"}).status_code == 404


def test_earlier_texts_are_shown_after_the_attempt_only_once_answers_are(attempt: Attempt, student: Client) -> None:
    AssessmentPage.objects.update(show_response="never", show_marks="never")
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q3": "First thoughts."})
    texts = f"/attempts/{attempt.public_id}/questions/3/texts/"
    during = student.get(texts).content.decode()
    student.post(f"/attempts/{attempt.public_id}/submit/")

    hidden = student.get(texts)
    AssessmentPage.objects.update(show_response="after_submit")
    shown = student.get(texts).content.decode()

    assert ("First thoughts." in during, hidden.status_code, "First thoughts." in shown) == (True, 404, True)


def test_a_late_answer_is_shown_to_its_writer_decided_on_and_shown_again(attempt: Attempt, student: Client, instructor: Client) -> None:
    end(attempt)
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q1": "a"}, **JSON)
    late = LateAnswer.objects.get()

    waiting = student.get(f"/attempts/{attempt.public_id}/result/").content.decode()
    listed = instructor.get("/teach/late-answers/").content.decode()
    beside = instructor.get(f"/teach/attempts/{attempt.public_id}/").content.decode()
    odd = instructor.post(f"/teach/late-answers/{late.pk}/", {"decision": "perhaps", "reason": "x"})
    instructor.post(f"/teach/late-answers/{late.pk}/", {"decision": "accept", "reason": "The building lost power."})
    decided = student.get(f"/attempts/{attempt.public_id}/result/").content.decode()

    assert ["Arrived after the end" in page for page in (waiting, beside)] == [True, True]
    assert ("First quiz, question 1" in listed, odd.status_code) == (True, 422)
    assert ("Waiting for your instructor" in waiting, "The building lost power." in decided) == (True, True)
    assert "No late answers wait" in instructor.get("/teach/late-answers/").content.decode()


def test_what_the_page_noticed_is_told_to_the_student_and_shown_to_the_instructor(attempt: Attempt, student: Client, instructor: Client) -> None:
    noticed = [("left", 0, 90_000), ("pasted", 3, 412), ("viewed", 3, 61_000)]
    facts = json.dumps([{"kind": kind, "question": question, "amount": amount} for kind, question, amount in noticed])
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q3": "Pasted words.", "facts": facts})

    page = instructor.get(f"/teach/attempts/{attempt.public_id}/").content.decode()

    assert [text in page for text in ("1 time, 90 s in all", "61 s", "412")] == [True] * 3
    assert "Pasted words." not in page
    assert "how much text you paste, never what" in student.get(f"/attempts/{attempt.public_id}/").content.decode()


def test_scripts_of_a_question_type_come_only_where_it_is_asked(attempt: Attempt, student: Client) -> None:
    page = student.get(f"/attempts/{attempt.public_id}/").content.decode()

    assert ("attempt/start" in page, "questions/ordering" in page, "questions/hotspot" in page) == (True, False, False)


def test_the_page_asks_the_same_of_the_database_however_many_answers_are_late(attempt: Attempt, student: Client, instructor: Client) -> None:
    end(attempt)
    counts = []
    for keys in (["a"], ["b", "c"]):
        for key in keys:
            student.post(f"/attempts/{attempt.public_id}/save/", {"key": key, "q1": "a"}, **JSON)
        with CaptureQueriesContext(connection) as asked:
            instructor.get("/teach/late-answers/")
        counts.append(len(asked))

    assert (counts[0] == counts[1], LateAnswer.objects.count()) == (True, 3)


def test_a_late_answer_that_costs_a_pass_is_said_to_higher_apps(attempt: Attempt, student: Client, instructor: Client) -> None:
    AssessmentPage.objects.update(pass_percent=10)
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q1": "a"}, **JSON)
    end(attempt)
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k2", "q1": "b"}, **JSON)
    heard: list[tuple[bool, bool]] = []

    def hear(sender: object, passed_before: frozenset[int], passed_after: frozenset[int], **facts: object) -> None:
        heard.append((bool(passed_before), bool(passed_after)))

    attempt_regraded.connect(hear)
    instructor.post(f"/teach/late-answers/{LateAnswer.objects.get().pk}/", {"decision": "accept", "reason": "It is the newer one."})
    attempt_regraded.disconnect(hear)

    assert heard == [(True, False)]


def test_a_late_essay_that_is_accepted_leads_to_its_mark(attempt: Attempt, student: Client, instructor: Client) -> None:
    end(attempt)
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q3": "Written on the train."}, **JSON)
    late = LateAnswer.objects.get()

    accepted = instructor.post(f"/teach/late-answers/{late.pk}/", {"decision": "accept", "reason": "The train had no signal."})
    page = instructor.get(accepted["Location"])
    beside = instructor.get(f"/teach/attempts/{attempt.public_id}/").content.decode()

    assert accepted["Location"] == f"/teach/marking/{late.item_id}/"
    assert (page.status_code, "Written on the train." in page.content.decode()) == (200, True)
    assert f'href="/teach/marking/{late.item_id}/"' in beside


def test_who_wrote_a_late_answer_is_hidden_where_names_are(attempt: Attempt, student: Client, instructor: Client) -> None:
    end(attempt)
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q1": "a"}, **JSON)
    name = attempt.enrollment.student.display_name
    paths = ("/teach/late-answers/", f"/teach/attempts/{attempt.public_id}/")

    hidden = [name in instructor.get(path).content.decode() for path in paths]
    MarkingRules.objects.create(assessment=attempt.assessment, anonymous=False)
    named = [name in instructor.get(path).content.decode() for path in paths]

    assert (hidden, named) == ([False, False], [True, True])


# the key was seen before

SHOWN = "could read the right answer"


def kept_page(attempt: Attempt, instructor: Client) -> str:
    return instructor.get(f"/teach/attempts/{attempt.public_id}/").content.decode()


def test_a_late_answer_to_a_question_whose_key_was_shown_during_is_flagged(attempt: Attempt, student: Client, instructor: Client) -> None:
    AssessmentPage.objects.update(show_explanation="never")
    Attempt.objects.update(navigation="by_question", told_during=["response", "key"])
    path = f"/attempts/{attempt.public_id}/"
    student.post(f"{path}next/", {"page": "1"})
    student.post(f"{path}save/", {"key": "k1", "q1": "a"}, **JSON)
    student.post(f"{path}save/", {"key": "k2", "q3": "Not reached yet."}, **JSON)  # no page has shown it, so nobody wrote it there

    shown = student.get(f"{path}left/").content.decode()
    page = kept_page(attempt, instructor)

    assert ("An accredited representative" in shown, LateAnswer.objects.count()) == (True, 1)
    flagged = [part.split("</article>")[0] for part in page.split('<article class="late-answer">')[1:]]
    assert [(SHOWN in part, "left this question for good" in part) for part in flagged] == [(True, True)]


def test_a_late_answer_to_a_question_that_was_left_is_not_flagged_where_the_key_waits(attempt: Attempt, student: Client, instructor: Client) -> None:
    AssessmentPage.objects.update(show_key="after_pass", show_explanation="after_pass")
    Attempt.objects.update(navigation="by_question")
    path = f"/attempts/{attempt.public_id}/"
    student.post(f"{path}next/", {"page": "1"})
    student.post(f"{path}save/", {"key": "k1", "q1": "a"}, **JSON)

    assert (LateAnswer.objects.count(), SHOWN in kept_page(attempt, instructor)) == (1, False)


@pytest.mark.parametrize(("phase", "flagged"), [("after_submit", [True, True]), ("after_release", [False, True]), ("never", [False, False])])
def test_a_late_answer_after_the_key_was_shown_with_the_result_is_flagged(
    attempt: Attempt, student: Client, instructor: Client, phase: str, flagged: list[bool]
) -> None:
    AssessmentPage.objects.update(show_key=phase, show_explanation="never")
    end(attempt)
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k1", "q1": "a"}, **JSON)
    ResultRelease.objects.create(assessment=attempt.assessment, cohort=attempt.enrollment.cohort, released_at=now(), released_by="x")
    student.post(f"/attempts/{attempt.public_id}/save/", {"key": "k2", "q1": "b"}, **JSON)

    parts = kept_page(attempt, instructor).split('<article class="late-answer">')[1:]

    assert [SHOWN in part for part in parts] == flagged

"""The page before the start and the result page: every rule in words, and nothing that is not released."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions.give_accommodation import Given, give_accommodation
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentItem, AssessmentPage, Attempt, AttemptStep, ResultRelease
from curriculum.models import Enrollment
from lms.core.clock import now
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.quizzes import load_quiz

pytestmark = pytest.mark.django_db
TERM = (date(2026, 9, 1), date(2026, 12, 31))


def words(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sat(place: Enrollment, quiz: AssessmentPage, right: str = "nothing") -> Attempt:
    """An attempt with the questions of the section ``right`` answered rightly and all others left open."""
    student = signed_in(place.student)
    student.post(quiz.url)
    attempt = Attempt.objects.get(state="in_progress")
    for number, item in enumerate(attempt.items.all(), start=1):
        if item.section == right:
            AttemptStep.objects.create(attempt=attempt, item=item, number=number, key=f"k{number}", response={"value": True}, received_at=now())
    return submit_attempt(attempt=attempt, by=place.student)


def test_every_rule_is_said_before_the_start(tmp_path: Path) -> None:
    rules = {"counting": "average", "cooldown_hours": 2, "navigation": "by_section", "time_limit_minutes": 30, "topic_passes": {"asylum": 40}}
    quiz, place = load_quiz(tmp_path, **rules), enrolled_student()

    page = words(signed_in(place.student), quiz.url)

    for said in (
        "60 % of the points", "and 50 % in Asylum", "and 40 % of the questions on Asylum", "3 of 3 left; the average of all counts; 2 hours between two",
        "One section after the other. You cannot go back", "(time limit)", "Ethics",
    ):  # fmt: skip
        assert said in page, said


def test_the_end_before_the_start_is_the_students_own(tmp_path: Path) -> None:
    quiz, place = load_quiz(tmp_path, time_limit_minutes=60), enrolled_student()
    given = Given(150, 20, 0, *TERM)
    give_accommodation(
        enrollment=place, assessment=None, given=given, reason="Reads slowly.", by=member("coordinator@north.example", "coordinator", place.cohort.campus)
    )

    page = words(signed_in(place.student), quiz.url)
    attempt = sat(place, quiz)

    assert "(time limit) , with your accommodation" in page or "(time limit), with your accommodation" in page
    assert "150 % of the usual time. 20 min of breaks." in page
    assert "Reads slowly." not in page
    assert attempt.ends_at is not None
    assert attempt.ends_at - attempt.started_at == timedelta(minutes=90)


def test_the_honor_statement_must_be_accepted(tmp_path: Path) -> None:
    quiz, place = load_quiz(tmp_path, honor_statement="I work alone.\nI use <no> notes."), enrolled_student()
    student = signed_in(place.student)

    refused = student.post(quiz.url, {"statement": quiz.honor_statement})
    accepted = student.post(quiz.url, {"statement": quiz.honor_statement.replace("\n", "\r\n"), "honor": "on"})

    assert (refused.status_code, accepted.status_code) == (422, 302)
    assert "Read the honor statement and accept it" in refused.content.decode()
    assert Attempt.objects.get().honor.statement == quiz.honor_statement


def test_the_result_says_part_by_part_why_it_did_not_pass(tmp_path: Path) -> None:
    quiz, place = load_quiz(tmp_path, pass_percent=50), enrolled_student()

    attempt = sat(place, quiz, right="B")

    page = words(signed_in(place.student), f"/attempts/{attempt.public_id}/result/")
    assert "2 of 4 points, 50 %. The pass mark is 50 %." in page
    assert "Not passed yet" in page
    assert "In the section “Asylum” you reached 0 %; 50 % are needed there." in page
    assert "The points of the whole quiz are below" not in page
    assert "The right answers : once you pass, or have no attempt left".replace(" :", ":") in page


def test_what_waits_for_the_release_is_nowhere_before_it(tmp_path: Path) -> None:
    waits = dict.fromkeys(("score", "response", "marks", "key", "explanation", "comment"), "after_release")
    quiz, place = load_quiz(tmp_path, feedback=waits), enrolled_student()
    attempt = sat(place, quiz, right="A")
    student = signed_in(place.student)
    paths = [quiz.url, f"/attempts/{attempt.public_id}/result/", "/learn/small-course/", "/learn/small-course/first-module/"]

    before = " ".join(words(student, path) for path in paths)
    hidden = student.get(f"/attempts/{attempt.public_id}/questions/1/").status_code
    ResultRelease.objects.create(assessment=quiz, cohort=place.cohort, released_at=now(), released_by=place.student.public_id)
    after = words(student, paths[1])

    assert hidden == 404
    assert [leak for leak in ("Because of", "50 %.", "Passed", "2 of 4", "best result", "Right:") if leak in before] == []
    assert "when your instructor releases the results" in before
    assert "2 of 4 points, 50 %" in after
    assert "Because of" in after


def test_pages_cost_the_same_with_one_attempt_and_question_as_with_three(tmp_path: Path) -> None:
    load_course(tmp_path)
    quiz, place = AssessmentPage.objects.get(), enrolled_student()
    AssessmentPage.objects.update(attempts_allowed=9)
    second = AssessmentItem.objects.last()
    second.delete()
    student, costs = signed_in(place.student), []
    for sittings in (1, 2):
        for _ in range(sittings):
            attempt = sat(place, AssessmentPage.objects.get())
        for path in (quiz.url, f"/attempts/{attempt.public_id}/result/"):
            student.get(path)
            with CaptureQueriesContext(connection) as queries:
                student.get(path)
            costs.append(len(queries))
        AssessmentItem.objects.get_or_create(page=quiz, question=second.question)

    assert costs[:2] == costs[2:]


def test_an_instructor_goes_on_to_marking_and_analysis_from_the_quiz(tmp_path: Path) -> None:
    quiz, place = load_quiz(tmp_path), enrolled_student()
    instructor = signed_in(member("instructor@north.example", "instructor", place.cohort.campus))
    marking, analysis = f'href="/teach/marking/of/{quiz.public_id}/"', f'href="/teach/analysis/{quiz.public_id}/"'

    unsat = instructor.get(quiz.url).content.decode()
    sat(place, quiz)

    assert (marking in unsat, analysis in unsat) == (False, True)  # nothing is there to be marked yet
    assert [link in instructor.get(quiz.url).content.decode() for link in (marking, analysis)] == [True, True]
    assert [link in signed_in(place.student).get(quiz.url).content.decode() for link in (marking, analysis)] == [False, False]

"""What django-quiz-app’s own tests check, in our terms: each test names the one it carries over.

Ours differ where its way loses answers or changes marks; those tests say how.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentItem, AssessmentPage, Attempt, Grade, Question, QuestionBank, QuestionVersion, Release
from assessments.queries.attempts import newest_steps
from assessments.queries.practice import practice_by_topic
from assessments.queries.results import scores_of_enrollments
from curriculum.models import Enrollment
from lms.core.clock import local_date, now
from lms.core.errors import Conflict
from lms.people.models import User
from tests.factories.cohorts import instructor_of
from tests.factories.course import enrolled_in_small_course, signed_in
from tests.factories.sittings import sat

pytestmark = pytest.mark.django_db
URL = "/learn/small-course/first-module/first-quiz/"
ALL_RIGHT: dict[str, Any] = {"q_1": "a", "q_2": ["a", "b"]}


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    return enrolled_in_small_course(tmp_path)


@pytest.fixture
def instructor(place: Enrollment) -> User:
    return instructor_of(place.cohort.campus)


def quiz(**settings: Any) -> AssessmentPage:
    AssessmentPage.objects.update(**settings)
    return AssessmentPage.objects.get()


def essay() -> Question:
    """An essay of one point in the quiz."""
    question = Question.objects.create(bank=QuestionBank.objects.get(), external_id="essay")
    content = {"rubric": [{"id": "answer", "title": "The answer is right", "points": 1}]}
    QuestionVersion.objects.create(
        question=question, number=1, type="essay", stem="Say why.", content=content, sha256="0" * 64, created_at=now(), rendered={"stem": "<p>Say why.</p>"}
    )
    AssessmentItem.objects.create(page=quiz(), question=question, sort_order=9)
    return question


# --- TestQuiz


def test_a_pass_mark_over_100_is_refused(place: Enrollment) -> None:
    """test_pass_mark"""
    page = quiz()
    page.pass_percent = 101

    with pytest.raises(ValidationError):
        page.full_clean()


def test_a_single_attempt_is_kept_and_no_second_one_starts(place: Enrollment) -> None:
    """test_quiz_single_attempt, test_anon_cannot_sit_single_attempt"""
    sat(place, quiz(attempts_allowed=1), **ALL_RIGHT)

    with pytest.raises(Conflict, match="every attempt"):
        start_attempt(assessment=quiz(), enrollment=place, by=place.student)
    assert Attempt.objects.count() == 1


def test_the_most_one_can_have_is_the_sum_of_the_points(place: Enrollment) -> None:
    """test_get_max_score: there a point a question, here what each is worth."""
    sat(place, quiz(), **ALL_RIGHT)

    assert [(score.points, score.maximum) for score in scores_of_enrollments([place.pk])] == [(Fraction(5), 5)]


# --- TestSitting


def test_the_score_is_exact_and_never_over_the_most(place: Enrollment) -> None:
    """test_scoring: there 3 of 2 points were possible, and said to be 100 percent."""
    sat(place, quiz(pass_percent=50), q_1="a", q_2=["a"])

    score = scores_of_enrollments([place.pk])[0]
    assert (score.points, score.percent, score.passed) == (Fraction(7, 2), 70, True)


def test_exactly_the_pass_mark_passes(place: Enrollment) -> None:
    """test_scoring, check_if_passed"""
    sat(place, quiz(pass_percent=40), q_1="a")

    assert [score.passed for score in scores_of_enrollments([place.pk])] == [True]


def test_what_was_answered_is_kept_word_for_word(place: Enrollment) -> None:
    """test_add_user_answer, test_return_questions_with_answers"""
    attempt = sat(place, quiz(shuffle_questions=False), **ALL_RIGHT)

    steps = newest_steps(attempt)
    assert [steps[item.pk].response for item in attempt.items.order_by("position")] == [{"choice": "a"}, {"choices": ["a", "b"]}]


def test_who_comes_back_goes_on_with_the_same_questions(place: Enrollment) -> None:
    """test_return_user_sitting, test_quiz_take_user_view_only: a sitting is taken up again."""
    first = start_attempt(assessment=quiz(), enrollment=place, by=place.student)
    save_responses(attempt=first, form={"q1": ["a"]}, key="k", by=place.student)

    again = start_attempt(assessment=quiz(), enrollment=place, by=place.student)

    assert again == first
    assert len(newest_steps(again)) == 1


def test_how_far_one_is_stands_above_the_questions(place: Enrollment) -> None:
    """test_progress_tracker, test_anon_progress"""
    attempt = start_attempt(assessment=quiz(shuffle_questions=False), enrollment=place, by=place.student)
    client = signed_in(place.student)
    before = client.get(f"/attempts/{attempt.public_id}/").content.decode()
    save_responses(attempt=attempt, form={"q1": ["a"]}, key="k", by=place.student)

    assert "0 of 2 answered" in before
    assert "1 of 2 answered" in client.get(f"/attempts/{attempt.public_id}/").content.decode()


def test_random_order_mixes_and_otherwise_it_is_the_written_one(place: Enrollment) -> None:
    """random_order: every question once, whatever the order."""
    attempts = [sat(place, quiz(shuffle_questions=mixed, attempts_allowed=9)) for mixed in (False, True)]

    written, mixed = ([item.version.question.external_id for item in attempt.items.order_by("position")] for attempt in attempts)
    assert written == ["q-1", "q-2"]
    assert sorted(mixed) == written


# --- TestNonQuestionViews


def test_a_draft_is_not_listed_and_does_not_exist_for_students(place: Enrollment) -> None:
    """test_index_with_drafts, test_quiz_take_draft: there 403, here nothing is said of it at all."""
    quiz(live=False)
    client = signed_in(place.student)

    assert client.get(URL).status_code == 404
    assert "First quiz" not in client.get("/learn/small-course/").content.decode()


def test_a_visitor_is_sent_to_sign_in(place: Enrollment) -> None:
    """test_progress_anon, test_paper_marking_list_view: nothing is sat without an account."""
    attempt = sat(place, quiz(), **ALL_RIGHT)
    visitor = Client()

    for path in (URL, f"/attempts/{attempt.public_id}/", "/record/results/", "/teach/marking/", "/practice-questions/"):
        assert visitor.get(path).headers.get("Location", "").startswith("/accounts/login/")


def test_progress_by_category_is_practice_by_topic(place: Enrollment) -> None:
    """test_progress_user, test_update_score: per-category progress comes of what was practiced."""
    quiz(required=False)
    QuestionBank.objects.update(allows_practice=True)
    version = QuestionVersion.objects.get(question__external_id="q-1")
    signed_in(place.student).post(f"/practice-questions/{version.public_id}/", {"answer": "a"})

    together, topics = practice_by_topic(place.student, local_date(now(), "America/New_York"))

    assert (together.questions, together.practiced) == (2, 1)
    assert [(row.slug, row.questions, row.practiced) for row in topics] == [("ethics_upl", 1, 1)]


def test_the_page_before_the_start_says_what_it_is(place: Enrollment) -> None:
    """test_quiz_start_page"""
    shown = signed_in(place.student).get(URL).content.decode()

    assert ["First quiz" in shown, "Answer on your own." in shown, 'method="post"' in shown] == [True] * 3


# --- TestQuestionMarking


def test_what_waits_is_listed_for_who_marks_and_nobody_else(place: Enrollment, instructor: User) -> None:
    """test_paper_marking_list_view"""
    essay()
    sat(place, quiz(), essay="Because.")

    assert signed_in(place.student).get("/teach/marking/").status_code == 404
    assert "First quiz" in signed_in(instructor).get("/teach/marking/").content.decode()


def test_a_mark_is_changed_by_a_newer_one_and_both_are_kept(place: Enrollment, instructor: User) -> None:
    """test_paper_marking_detail_toggle_correct: there a button turned an answer right and wrong again; here each mark is an event."""
    essay()
    attempt = sat(place, quiz(), essay="Because.")
    item = attempt.items.get(version__type="essay")
    marker = signed_in(instructor)

    for seen, points in enumerate(("1", "0", "1")):
        marker.post(f"/teach/marking/{item.pk}/", {"points-answer": points, "comment": "", "seen": str(seen)})

    assert [grade.numerator for grade in Grade.objects.filter(item=item).order_by("number")] == [1, 0, 1]
    assert [score.points for score in scores_of_enrollments([place.pk])] == [Fraction(1)]


# --- TestQuestionViewsUser


def test_answers_at_the_end_are_shown_with_the_result_only(place: Enrollment) -> None:
    """test_quiz_take_user_answer_end"""
    page = quiz(show_key=Release.AFTER_SUBMIT, show_explanation=Release.AFTER_SUBMIT)
    attempt = start_attempt(assessment=page, enrollment=place, by=place.student)
    client = signed_in(place.student)
    during = client.get(f"/attempts/{attempt.public_id}/").content.decode()

    client.post(f"/attempts/{attempt.public_id}/submit/")

    assert "8 CFR 1292.1" not in during
    assert "8 CFR 1292.1" in client.get(f"/attempts/{attempt.public_id}/result/").content.decode()


def test_any_of_several_right_answers_scores(place: Enrollment) -> None:
    """check_if_correct of MCQuestion, where more than one answer is marked as correct."""
    options = [{"id": key, "text": text, "correct": right} for key, text, right in (("a1", "USCIS", True), ("a2", "EOIR", True), ("a3", "A notary", False))]
    content = {"text": "[[answer]]", "gaps": [{"id": "answer", "kind": "choice", "options": options}], "scoring": "per_gap"}
    question = Question.objects.create(bank=QuestionBank.objects.get(), external_id="several")
    version = QuestionVersion.objects.create(
        question=question, number=1, type="fill_in_the_blanks", stem="Which?", content=content, sha256="0" * 64, created_at=now(), rendered={"stem": "<p>W</p>"}
    )

    assert [_share(version, choice) for choice in ("a1", "a2", "a3")] == [1, 1, 0]


def _share(version: QuestionVersion, choice: str) -> Fraction | None:
    from lms.questions.api import question_types

    kind = question_types.get(version.type)
    parsed = kind.validate_content(version.content)
    return kind.grade(parsed, kind.normalize(parsed, {"gaps": {"answer": choice}})).fraction

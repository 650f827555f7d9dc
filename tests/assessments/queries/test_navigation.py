"""Where a student is in an attempt stays theirs: whatever becomes of the assessment, who sits keeps the rules they began with."""

from pathlib import Path

import pytest

from assessments.actions.leave_page import leave_page
from assessments.actions.save_responses import Saved, save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt
from assessments.queries.release import shown_during
from tests.factories.course import enrolled_student
from tests.factories.quizzes import load_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    """One question after the other, of which the first was left and its right answer shown."""
    page = load_quiz(tmp_path, navigation="by_question", shuffle_questions=False, feedback={"key": "during"})
    place = enrolled_student()
    attempt = start_attempt(assessment=page, enrollment=place, by=place.student)
    leave_page(attempt=attempt, number=1, by=place.student)
    return attempt


def save(attempt: Attempt, **answers: str) -> Saved:
    form = {name: [text] for name, text in answers.items()}
    return save_responses(attempt=Attempt.objects.get(pk=attempt.pk), form=form, key="k", by=attempt.enrollment.student)


def test_a_change_of_navigation_takes_no_question_from_who_is_sitting(attempt: Attempt) -> None:
    AssessmentPage.objects.update(navigation="by_section")

    saved = save(attempt, q2="true")  # of the same section as the question that was left

    assert (saved.steps, saved.late) == ({2: 1}, 0)


def test_what_was_left_for_good_stays_left_when_navigation_becomes_free(attempt: Attempt) -> None:
    AssessmentPage.objects.update(navigation="free", show_key="after_submit")

    saved = save(attempt, q1="true")

    assert (saved.steps, saved.late) == ({}, 1)


def test_what_is_shown_during_an_attempt_is_what_was_when_it_began(attempt: Attempt) -> None:
    AssessmentPage.objects.update(show_key="after_submit", show_explanation="during")

    shown = shown_during(Attempt.objects.get(pk=attempt.pk))

    assert (shown.key, shown.explanation) == (True, False)

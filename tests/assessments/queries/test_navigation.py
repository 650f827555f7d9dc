"""Where a student is in an attempt stays theirs: whatever becomes of the assessment, who sits keeps the rules they began with."""

from pathlib import Path

import pytest

from assessments.actions.leave_page import leave_page
from assessments.actions.save_responses import Saved, save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentDraw, AssessmentItem, AssessmentPage, Attempt, LateAnswer, QuestionVersion
from assessments.queries.composition import sections_shown
from assessments.queries.release import shown_during
from lms.core.clock import now
from lms.core.errors import Conflict
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


def test_an_answer_to_a_page_that_was_not_reached_is_kept_neither_in_time_nor_late(attempt: Attempt) -> None:
    saved = save(attempt, q1="true", q3="true")
    AssessmentPage.objects.update(grace_seconds=0)
    Attempt.objects.update(ends_at=attempt.started_at)
    with pytest.raises(Conflict):
        save_responses(attempt=Attempt.objects.get(pk=attempt.pk), form={"q2": ["true"], "q4": ["true"]}, key="later", by=attempt.enrollment.student)

    assert (saved.steps, saved.late) == ({}, 1)
    assert sorted(LateAnswer.objects.values_list("item__position", flat=True)) == [1, 2]


def test_before_the_start_a_pinned_version_counts_its_own_points(attempt: Attempt) -> None:
    row = AssessmentItem.objects.order_by("sort_order").first()
    assert row is not None
    newest = row.question.versions.get()
    QuestionVersion.objects.create(
        question=row.question, number=2, type=newest.type, stem=newest.stem, content=newest.content, points=7, sha256="2" * 64, created_at=now()
    )
    AssessmentDraw.objects.all().delete()

    newest_counts = [one.points for one in sections_shown(attempt.assessment)]
    AssessmentItem.objects.filter(pk=row.pk).update(version_number=1)

    assert (newest_counts, [one.points for one in sections_shown(attempt.assessment)]) == ([7, 1], [1, 1])

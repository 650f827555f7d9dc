"""When an assessment is closed to everybody, and since when."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentPage, Attempt, CohortWindow
from assessments.queries.results import shown_of
from assessments.queries.terms import closed_since, closed_to_everybody
from curriculum.models import Enrollment
from lms.core.clock import now
from tests.factories.course import enrolled_student
from tests.factories.quizzes import load_quiz
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 10, 5, 13, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_quiz(tmp_path)
    return enrolled_student()


def quiz(**facts: object) -> AssessmentPage:
    AssessmentPage.objects.update(**facts)
    return AssessmentPage.objects.get()


def test_who_sits_without_an_end_holds_the_key_back_until_they_submit(place: Enrollment) -> None:
    other = enrolled(place.cohort, "bea")
    done = sat(place, quiz(show_key="after_close"))
    running = start_attempt(assessment=quiz(), enrollment=other, by=other.student)  # neither a limit nor a close: it has no end
    page = quiz(closes_at=now() - timedelta(minutes=1))

    def key_is_shown() -> bool:
        return shown_of(Attempt.objects.select_related("assessment", "enrollment").get(pk=done.pk)).key

    during = key_is_shown(), closed_since(page, now())
    submit_attempt(attempt=running, by=other.student)

    assert during == (False, None)
    assert (key_is_shown(), closed_since(page, now())) == (True, Attempt.objects.get(pk=running.pk).submitted_at)


def test_it_is_closed_since_the_latest_close_of_a_cohort(place: Enrollment) -> None:
    page = quiz(closes_at=NINE)
    CohortWindow.objects.create(cohort=place.cohort, assessment=page, closes_at=NINE + timedelta(days=30))

    days = {day: closed_since(page, NINE + timedelta(days=day)) for day in (0, 29, 31)}

    assert days == {0: None, 29: None, 31: NINE + timedelta(days=30)}
    assert not closed_to_everybody(quiz(closes_at=None), NINE + timedelta(days=29))

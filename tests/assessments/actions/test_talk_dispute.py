"""For how long a student can ask about a mark."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from assessments.actions.talk_dispute import open_dispute
from assessments.models import AssessmentPage, AttemptItem, CohortWindow
from lms.core.errors import Conflict
from tests.factories.course import enrolled_student
from tests.factories.quizzes import load_quiz
from tests.factories.sittings import sat

pytestmark = pytest.mark.django_db


def test_a_mark_that_the_close_shows_is_asked_about_for_some_days_from_the_close_of_the_cohort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_quiz(tmp_path, draws=[])
    AssessmentPage.objects.update(show_marks="after_close", limited_to_cohorts=True)
    place, page, begun = enrolled_student(), AssessmentPage.objects.get(), timezone.now()
    CohortWindow.objects.create(cohort=place.cohort, assessment=page, closes_at=begun + timedelta(days=30))
    first, second = AttemptItem.objects.filter(attempt=sat(place, page))

    monkeypatch.setattr(timezone, "now", lambda: begun + timedelta(days=31))
    asked = open_dispute(item=first, text="Why?", by=place.student)
    monkeypatch.setattr(timezone, "now", lambda: begun + timedelta(days=45))
    with pytest.raises(Conflict) as refused:
        open_dispute(item=second, text="Why?", by=place.student)

    assert (asked.is_open, refused.value.code) == (True, "too_late")

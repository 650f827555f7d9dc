"""What higher and lower apps are told of assessments: a calendar says *done* without telling a result that is kept back."""

from pathlib import Path

import pytest

from assessments.models import AssessmentPage, ResultRelease
from assessments.registers import done_assessments
from curriculum.models import Enrollment
from lms.core.clock import now
from tests.factories.course import enrolled_student, load_course
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db
RIGHT, WRONG = {"q_1": "a", "q_2": ["a", "b"]}, {"q_1": "b"}


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Enrollment]:
    """One student who passes, one who does not, one who did not sit it."""
    load_course(tmp_path)
    first = enrolled_student()
    found = {"passes": first, "fails": enrolled(first.cohort, "bea"), "absent": enrolled(first.cohort, "cai")}
    quiz = AssessmentPage.objects.get()
    sat(found["passes"], quiz, **RIGHT)
    sat(found["fails"], quiz, **WRONG)
    return found


def done(places: dict[str, Enrollment]) -> list[str]:
    pairs = {place for place, _ in done_assessments([place.pk for place in places.values()], [AssessmentPage.objects.get().pk])}
    return [name for name, place in places.items() if place.pk in pairs]


@pytest.mark.parametrize("kept_back", ["after_close", "after_release", "never"])
def test_before_the_release_who_passed_and_who_did_not_look_alike(places: dict[str, Enrollment], kept_back: str) -> None:
    AssessmentPage.objects.update(show_score=kept_back)

    assert done(places) == ["passes", "fails"]


def test_once_the_score_is_told_who_passed_is_done(places: dict[str, Enrollment]) -> None:
    AssessmentPage.objects.update(show_score="after_submit")
    at_once = done(places)
    AssessmentPage.objects.update(show_score="after_release")
    ResultRelease.objects.create(assessment=AssessmentPage.objects.get(), cohort=places["passes"].cohort, released_at=now(), released_by="x")

    assert (at_once, done(places)) == (["passes"], ["passes"])

"""Outline, result page, page before a start and own results tell a score at the same moment, whatever it waits for."""

from datetime import timedelta
from pathlib import Path

import pytest

from assessments.models import AssessmentPage, Release, ResultRelease
from assessments.queries.own_results import own_places
from assessments.queries.release import places_shown
from assessments.queries.results import scores_of_enrollments
from assessments.registers import assessment_rows, done_assessments
from assessments.views.result import result_context
from curriculum.models import Enrollment
from lms.core.clock import now
from tests.factories.course import enrolled_student, load_course, signed_in
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db
RIGHT, WRONG = {"q_1": "a", "q_2": ["a", "b"]}, {"q_1": "b"}


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


def told_by(place: Enrollment) -> dict[str, bool]:
    """Who tells the score of the newest attempt."""
    newest = place.attempts.order_by("-number")[0]
    row = next(row for row in assessment_rows(place.cohort.program, place) if row.kind == "assessment")
    page = signed_in(place.student).get(newest.assessment.url).context["attempts"]
    ((_, own),) = own_places(place.student)[0].rows
    return {
        "outline": row.note not in ("", "result comes later"),
        "result": result_context(newest)["score"] is not None,
        "before": page[-1][1] is not None,
        "own": own[-1].score is not None,
    }


@pytest.mark.parametrize("phase", [*Release.values])
@pytest.mark.parametrize(
    ("answers", "counting"),
    [([RIGHT], "best"), ([WRONG], "best"), ([WRONG, WRONG], "best"), ([RIGHT, WRONG], "last"), ([RIGHT, WRONG], "average"), ([WRONG, RIGHT], "first")],
)
def test_all_tell_a_score_or_none_does(place: Enrollment, phase: str, answers: list[dict[str, object]], counting: str) -> None:
    AssessmentPage.objects.update(show_score=phase, counting=counting)
    page = AssessmentPage.objects.get()
    for given in answers:
        sat(place, page, **given)

    before = told_by(place)
    ResultRelease.objects.create(assessment=page, cohort=place.cohort, released_at=now(), released_by="x")
    AssessmentPage.objects.update(closes_at=now() - timedelta(hours=1))
    after = told_by(place)

    at_once = phase in ("during", "after_submit") or (phase == "after_pass" and answers != [WRONG])
    assert before == dict.fromkeys(before, at_once)
    assert after == dict.fromkeys(after, at_once or phase in ("after_close", "after_release"))


def test_after_the_last_attempt_failed_the_outline_says_what_the_result_page_says(place: Enrollment) -> None:
    AssessmentPage.objects.update(show_score="after_pass")
    page = AssessmentPage.objects.get()

    notes = []
    for _ in range(2):
        sat(place, page, **WRONG)
        notes.append(next(row.note for row in assessment_rows(place.cohort.program, place)))

    assert notes == ["result comes later", "best result 0 %"]
    assert set(done_assessments([place.pk], [page.pk])) == set()


def test_many_places_cost_as_many_queries_as_one(place: Enrollment, django_assert_num_queries: object) -> None:
    AssessmentPage.objects.update(show_score="after_pass")
    page = AssessmentPage.objects.get()
    many = [place, enrolled(place.cohort, "bea"), enrolled(place.cohort, "cai")]
    for one in many:
        sat(one, page, **WRONG)
    first, every = scores_of_enrollments([place.pk]), scores_of_enrollments([one.pk for one in many])

    with django_assert_num_queries(2):  # type: ignore[operator]
        places_shown(first)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert places_shown(every) == set()

"""Outline, result page, page before a start and own results tell a score at the same moment, whatever it waits for."""

from datetime import timedelta
from pathlib import Path

import pytest

from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentPage, Attempt, QuestionBank, Release, ResultRelease
from assessments.queries.own_results import own_places
from assessments.queries.practice import practicable
from assessments.queries.release import attempts_without_key, places_shown
from assessments.queries.results import scores_of_enrollments, shown_of
from assessments.registers import assessment_rows, done_assessments
from assessments.views.result import result_context
from curriculum.actions.transfer_student import transfer_student
from curriculum.models import Enrollment
from lms.core.clock import now
from tests.factories.cohorts import coordinator_of, second_cohort
from tests.factories.course import enrolled_in_small_course, signed_in
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db
RIGHT, WRONG = {"q_1": "a", "q_2": ["a", "b"]}, {"q_1": "b"}


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    return enrolled_in_small_course(tmp_path)


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


def test_the_right_answers_are_not_shown_while_the_last_attempt_runs(place: Enrollment) -> None:
    """Usual settings: right answers after passing or when no attempts are left; two attempts."""
    page = AssessmentPage.objects.get()
    failed = sat(place, page, **WRONG)
    student, where = signed_in(place.student), f"/attempts/{failed.public_id}/result/"
    assert not student.get(where).context["shown"].key

    last = start_attempt(assessment=page, enrollment=place, by=place.student)

    assert not student.get(where).context["shown"].key
    assert not shown_of(Attempt.objects.get(pk=failed.pk)).key
    submit_attempt(attempt=last, by=place.student)
    assert student.get(where).context["shown"].key


@pytest.mark.parametrize("answers", [RIGHT, WRONG])
def test_nothing_that_waits_for_a_pass_is_shown_while_a_further_attempt_runs(place: Enrollment, answers: dict[str, object]) -> None:
    """Not in the outline, the pages of the quiz or the own results either; a pass makes no difference, for the attempt is answered anew."""
    AssessmentPage.objects.update(show_score="after_pass")
    page = AssessmentPage.objects.get()
    done = sat(place, page, **answers)

    start_attempt(assessment=page, enrollment=place, by=place.student)

    assert places_shown(scores_of_enrollments([place.pk])) == set()
    assert attempts_without_key([place.pk], {(place.pk, page.pk)}) == [attempt.pk for attempt in place.attempts.order_by("pk")]
    assert result_context(done)["score"] is None
    ((_, (own,)),) = own_places(place.student)[0].rows
    assert own.score is None


def test_nothing_that_waits_for_a_pass_is_shown_while_an_attempt_runs_in_the_place_the_student_moved_to(place: Enrollment) -> None:
    """The attempt that runs would be answered from it, wherever the student began it."""
    AssessmentPage.objects.update(show_score="after_pass")
    page = AssessmentPage.objects.get()
    done = sat(place, page, **RIGHT)
    moved = transfer_student(enrollment=place, to=second_cohort(place), reason="Moves away.", by=coordinator_of(place.cohort.campus))
    before = shown_of(Attempt.objects.get(pk=done.pk)).key
    running = start_attempt(assessment=page, enrollment=moved, by=place.student)

    result = signed_in(place.student).get(f"/attempts/{done.public_id}/result/")

    shown = result.context["shown"]
    assert (before, shown.key, shown.score) == (True, False, False)
    assert places_shown(scores_of_enrollments([place.pk, moved.pk])) == set()
    assert attempts_without_key([place.pk, moved.pk], {(place.pk, page.pk)}) == [done.pk, running.pk]
    assert [one.score for own in own_places(place.student) for _, mine in own.rows for one in mine] == [None] * 2


def test_a_question_of_the_last_attempt_in_progress_is_not_practiced(place: Enrollment) -> None:
    QuestionBank.objects.update(allows_practice=True)
    AssessmentPage.objects.update(required=False)
    page = AssessmentPage.objects.get()
    sat(place, page, **WRONG)

    start_attempt(assessment=page, enrollment=place, by=place.student)

    assert practicable(place.student) == []

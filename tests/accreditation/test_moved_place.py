"""A student who moved to another cohort: what was earned before counts there, and nothing is credited twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.post_assessment import post_assessment
from accreditation.ledger.verify import verify
from accreditation.models import Entry
from accreditation.queries.board import cohort_board
from accreditation.queries.hours import minutes_by_track
from accreditation.queries.record import record_rows
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentPage
from curriculum.actions.attest_study import attest_study
from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.decide_attestation import approve_attestation
from curriculum.actions.keep_progress import see_to_end
from curriculum.actions.transfer_student import transfer_student
from curriculum.models import Enrollment, LessonPage
from curriculum.queries.attestations import minutes_to_state
from curriculum.queries.snapshots import newest_snapshot
from lms.core.clock import local_date
from lms.people.models import User
from tests.accreditation.test_spine import trained
from tests.factories.cohorts import coordinator_of, second_cohort
from tests.factories.course import enrolled_student, load_course, study

pytestmark = [pytest.mark.django_db, pytest.mark.services]
ZONE = "America/New_York"


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return coordinator_of(enrollment.campus)


def moved(enrollment: Enrollment, emil: User) -> Enrollment:
    return transfer_student(enrollment=enrollment, to=second_cohort(enrollment), by=emil, reason="Works on Mondays.")


def two() -> LessonPage:
    return LessonPage.objects.get(slug="two")


def complete(enrollment: Enrollment) -> Any:
    see_to_end(enrollment=enrollment, lesson=two())
    return complete_lesson(enrollment=enrollment, lesson=two(), snapshot=newest_snapshot(two().pk))


def test_board_record_and_certificate_count_what_was_earned_before(enrollment: Enrollment, emil: User) -> None:
    trained(enrollment)
    before = cohort_board(enrollment.cohort).rows[0]
    place = moved(enrollment, emil)

    row, record = cohort_board(place.cohort).rows[0], record_rows([place])[0]

    assert before.total > 0
    assert (row.total, row.lessons_done, row.quizzes_passed, row.missing) == (before.total, 2, 1, [])
    assert (record.fold.minutes, [result.passed for result in record.results]) == (before.total, [True])
    assert minutes_by_track([place])[place.public_id] == {"law_and_skills": before.total}
    certificate = issue_certificate(enrollment=place, track="law_and_skills", by=emil)
    assert len(certificate.entries) == Entry.objects.count() == 3
    assert certificate.facts["minutes"] == before.total


def test_the_board_costs_the_same_for_one_who_moved_and_for_three(enrollment: Enrollment, emil: User) -> None:
    spring = moved(enrollment, emil).cohort
    with CaptureQueriesContext(connection) as one:
        cohort_board(spring)
    for number in range(2):
        moved(enrolled_student(email=f"student{number}@north.example"), emil)

    with CaptureQueriesContext(connection) as three:
        assert len(cohort_board(spring).rows) == 3

    assert len(one) == len(three)


def test_statements_before_a_move_use_up_the_room_after_it(enrollment: Enrollment, emil: User) -> None:
    today = local_date(datetime.now(tz=UTC), ZONE)
    attest_study(enrollment=enrollment, lesson=two(), minutes=4, studied_on=today, reason="On paper.")
    study(enrollment, "two", 1)
    place = moved(enrollment, emil)

    assert minutes_to_state(place, two(), expected_minutes=5, day=today) == 2


def test_measured_time_after_a_move_leaves_out_what_was_stated_before_it(enrollment: Enrollment, emil: User, monkeypatch: pytest.MonkeyPatch) -> None:
    today = local_date(datetime.now(tz=UTC), ZONE)
    statement = attest_study(enrollment=enrollment, lesson=two(), minutes=5, studied_on=today, reason="On paper.")
    place = moved(enrollment, emil)
    monkeypatch.setattr("curriculum.actions.decide_attestation.is_over", lambda day, zone: True)
    approve_attestation(attestation=statement, by=emil)
    study(place, "two", 6, start=datetime.now(tz=UTC) - timedelta(hours=1))

    complete(place)

    assert list(Entry.objects.order_by("seq").values_list("minutes", flat=True)) == [5, 2]
    assert verify().ok


def test_an_assessment_is_credited_once_over_both_places(enrollment: Enrollment, emil: User) -> None:
    trained(enrollment)
    place = moved(enrollment, emil)
    attempt = start_attempt(assessment=AssessmentPage.objects.get(), enrollment=place, by=place.student)

    submit_attempt(attempt=attempt, by=place.student)

    assert Entry.objects.filter(source_kind="assessment").count() == 1
    attempt.refresh_from_db()
    assert post_assessment(attempt=attempt) is None

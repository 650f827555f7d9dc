"""Outside training in the record: rows of its own, by date, in every format, at a constant number of queries."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.ledger.reverse import reverse
from accreditation.queries.board import cohort_board
from accreditation.queries.outside_record import rows_with_outside
from curriculum.api import put_enrollment
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.cohorts import second_cohort
from tests.factories.course import TERM_BEGAN, enrolled_student, load_course, member
from tests.factories.hours import certificate, outside
from tests.factories.records import exported

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return member("emil@north.example", "coordinator", enrollment.cohort.campus)


def told(enrollment: Enrollment, emil: User, **changes: object) -> None:
    approve_outside_training(training=outside(enrollment, **changes), by=emil)  # type: ignore[arg-type]


def test_a_training_is_a_row_with_its_own_facts_after_the_program(enrollment: Enrollment, emil: User) -> None:
    told(enrollment, emil, document=certificate(), certificate_number="LA-7", test_result="passed, 84 %")

    program, row = (one.as_columns() for one in rows_with_outside([enrollment]))

    assert (program["training"], program["minutes"]) == ("Small course", 0)
    assert (row["training"], row["provider"], row["track"], row["minutes"], row["mode"], row["topics"], row["score"], row["certificate_no"]) == (
        "Asylum basics", "Legal Aid", "Outside training", 120, "Live, remote: 120", "Asylum: 120", "passed, 84 %", "LA-7",
    )  # fmt: skip


def test_as_of_a_day_before_it_was_recorded_it_is_not_there(enrollment: Enrollment, emil: User) -> None:
    told(enrollment, emil)
    today = timezone.now().date()

    assert len(rows_with_outside([enrollment], today + timedelta(days=1))) == 2
    assert len(rows_with_outside([enrollment], today - timedelta(days=2))) == 1


def test_taken_back_whole_it_is_no_row(enrollment: Enrollment, emil: User) -> None:
    told(enrollment, emil)
    reverse(student=enrollment.student.public_id, seq=1, recorded_by="a", approved_by="b", reason="x")

    assert len(rows_with_outside([enrollment])) == 1


def test_it_stands_with_the_place_it_was_entered_in(enrollment: Enrollment, emil: User) -> None:
    other = put_enrollment(student=enrollment.student, cohort=second_cohort(enrollment), since=TERM_BEGAN)
    told(enrollment, emil)

    found = [(row.enrollment.pk, row.fold.minutes) for row in rows_with_outside([enrollment, other])]

    assert found == [(enrollment.pk, 0), (enrollment.pk, 120), (other.pk, 0)]


@pytest.mark.parametrize("key", ["csv", "xlsx", "json", "pdf"])
def test_every_format_writes_it(enrollment: Enrollment, emil: User, key: str) -> None:
    told(enrollment, emil)

    data = exported(key, enrollment.cohort)

    assert data
    if key == "json":
        assert [row["minutes"] for row in json.loads(data)["rows"]] == [0, 120]
    if key == "csv":
        assert b"Asylum basics,Outside training,Legal Aid" in data


def test_the_board_counts_it_by_kind_and_not_in_the_track(enrollment: Enrollment, emil: User) -> None:
    told(enrollment, emil)

    (row,) = cohort_board(enrollment.cohort).rows

    assert (row.total, row.kinds_total) == (0, 120)


def test_rows_take_the_same_queries_for_one_and_three(enrollment: Enrollment, emil: User) -> None:
    counts = []
    for number in range(3):
        told(enrollment, emil, title=f"Course {number}")
        with CaptureQueriesContext(connection) as queries:
            rows_with_outside([enrollment])
        counts.append(len(queries))

    assert counts == [counts[0]] * 3

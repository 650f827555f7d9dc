"""Whose records: a cohort, a campus, an organization, one student; each once, in constant memory, at as many queries for three as for one."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accreditation.ledger.append import append
from accreditation.queries import record_scopes
from accreditation.queries.record import record_rows
from accreditation.queries.record_scopes import record_rows_of, record_scope, scope_of_export
from curriculum.api import put_enrollment
from curriculum.models import Enrollment
from tests.factories.cohorts import second_cohort
from tests.factories.course import TERM_BEGAN, enrolled_student, load_course
from tests.factories.ledger import draft
from tests.factories.records import sponsor

pytestmark = pytest.mark.django_db


@pytest.fixture
def north(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def south(north: Enrollment) -> Enrollment:
    return enrolled_student("south", "sol@south.example")


def places(kind: str, called: str) -> list[str]:
    scope = record_scope(kind, called)
    assert scope is not None
    return list(dict.fromkeys(row.enrollment.public_id for row in record_rows_of(scope, None)))


def test_a_cohort_and_its_campus_hold_their_own_students(north: Enrollment, south: Enrollment) -> None:
    assert places("cohort", north.cohort.slug) == places("campus", "north") == [north.public_id]


def test_an_organization_holds_the_campuses_it_sponsors(north: Enrollment, south: Enrollment) -> None:
    both = sponsor(north.cohort.campus, south.cohort.campus)

    assert sorted(places("organization", both.public_id)) == sorted([north.public_id, south.public_id])


def test_a_student_is_found_by_address_with_every_place(north: Enrollment, south: Enrollment) -> None:
    other = put_enrollment(student=north.student, cohort=second_cohort(north), since=TERM_BEGAN)

    assert sorted(places("student", north.student.email.upper())) == sorted([north.public_id, other.public_id])


def test_narrowed_to_a_campus_it_holds_nothing_of_another(north: Enrollment, south: Enrollment) -> None:
    both = sponsor(north.cohort.campus, south.cohort.campus)
    scope = record_scope("organization", both.public_id, ["south"])

    assert scope is not None
    assert (scope.settled()[1], [campus.slug for campus in scope.campuses]) == ({"south": [south.student.public_id]}, ["south"])


@pytest.mark.parametrize("kind", ["cohort", "campus", "organization", "student", "planet"])
def test_what_there_is_not(north: Enrollment, kind: str) -> None:
    assert record_scope(kind, "nothing") is None


def test_an_export_whose_campus_left_the_organization_is_not_written(north: Enrollment) -> None:
    home = sponsor(north.cohort.campus)
    payload = {"scope": "organization", "called": home.public_id, "campuses": ["north"]}
    assert scope_of_export(payload) is not None

    home.campuses.clear()

    assert scope_of_export(payload) is None


def test_an_export_asked_for_before_there_were_scopes_names_its_cohort(north: Enrollment) -> None:
    scope = scope_of_export({"cohort": north.cohort.slug})

    assert scope is not None
    assert scope.settled()[1] == {"north": [north.student.public_id]}


def test_read_some_at_a_time_the_rows_are_those_of_the_one_query_module(north: Enrollment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_scopes, "BATCH", 2)
    for number in range(5):
        place = enrolled_student(email=f"s{number}@north.example")
        append(draft(student=place.student.public_id, enrollment=place.public_id, minutes=10 + number))
    scope = record_scope("campus", "north")
    assert scope is not None

    found = [row.as_columns() for row in record_rows_of(scope, None)]

    assert found == [row.as_columns() for row in record_rows(list(scope.places.select_related("cohort__program")))]
    assert len(found) == 6


def test_a_batch_costs_the_same_for_one_student_and_for_three(north: Enrollment) -> None:
    counts = []
    for number in range(3):
        place = enrolled_student(email=f"s{number}@north.example")
        append(draft(student=place.student.public_id, enrollment=place.public_id))
        scope = record_scope("cohort", north.cohort.slug)
        assert scope is not None
        with CaptureQueriesContext(connection) as asked:
            list(record_rows_of(scope, None))
        counts.append(len(asked))

    assert counts == [counts[0]] * 3

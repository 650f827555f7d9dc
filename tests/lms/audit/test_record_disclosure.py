"""Who saw whose record (34 CFR 99.32)."""

import pytest
from django.db import IntegrityError, transaction

from lms.audit.api import disclosures_of, disclosures_to, record_disclosure, record_disclosures
from lms.audit.models import Disclosure
from lms.core.clock import now
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_a_disclosure_says_who_saw_what_of_whom_and_why() -> None:
    coordinator = UserFactory()

    record_disclosure(viewer=coordinator, owner="ana", what="Hours", purpose="Export", recipient="EOIR", campus="north", job="job-1")

    found = Disclosure.objects.get()
    assert (found.viewer, found.owner, found.what, found.purpose) == (coordinator.public_id, "ana", "Hours", "Export")
    assert (found.recipient, found.campus, found.job) == ("EOIR", "north", "job-1")


def test_seeing_ones_own_record_is_no_disclosure() -> None:
    student = UserFactory()

    record_disclosure(viewer=student, owner=student.public_id, what="Hours", purpose="Page")

    assert Disclosure.objects.count() == 0


@pytest.mark.django_db
def test_the_database_refuses_a_disclosure_to_oneself() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.create(at=now(), viewer="ana", owner="ana", what="Hours", purpose="Page")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_records_of_many_people_are_one_query(number: int, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        record_disclosures(viewer="rosa", owners=[f"student-{n}" for n in range(number)], what="Board", purpose="Page")

    assert Disclosure.objects.count() == number


def test_each_owner_is_written_once_and_the_viewer_and_nobody_never() -> None:
    record_disclosures(viewer="rosa", owners=["ana", "rosa", "", "ana"], what="Board", purpose="Page")

    assert list(Disclosure.objects.values_list("owner", flat=True)) == ["ana"]


def test_a_list_without_anybody_else_asks_the_database_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        record_disclosures(viewer="rosa", owners=["rosa"], what="Board", purpose="Page")


def test_disclosures_of_a_person_come_newest_first() -> None:
    record_disclosure(viewer="rosa", owner="ana", what="Hours", purpose="Page")
    record_disclosure(viewer="rosa", owner="ben", what="Hours", purpose="Page")
    record_disclosure(viewer="rosa", owner="ana", what="Packet", purpose="Download")

    assert [found.what for found in disclosures_of("ana")] == ["Packet", "Hours"]


def test_what_somebody_saw_newest_first() -> None:
    record_disclosure(viewer="rosa", owner="ana", what="Hours", purpose="Reading")
    record_disclosure(viewer="otto", owner="ana", what="Packet", purpose="Download")
    record_disclosure(viewer="rosa", owner="bea", what="Packet", purpose="Download")

    assert [(found.owner, found.what) for found in disclosures_to(["rosa"])] == [("bea", "Packet"), ("ana", "Hours")]


def test_a_job_that_is_done_again_discloses_once_and_another_job_again() -> None:
    facts = {"viewer": "viewer", "purpose": "Running the cohort", "what": "Results in a gradebook file", "campus": "north"}
    record_disclosures(**facts, owners=["ana", "ben"], job="first")
    record_disclosures(**facts, owners=["ana", "ben", "cleo"], job="first")
    record_disclosures(**facts, owners=["ana"], job="second")
    record_disclosures(**{**facts, "what": "Names"}, owners=["ana"], job="first")

    told = list(Disclosure.objects.order_by("pk").values_list("owner", "job", "what"))
    results = "Results in a gradebook file"
    assert told == [("ana", "first", results), ("ben", "first", results), ("cleo", "first", results), ("ana", "second", results), ("ana", "first", "Names")]

"""The way of a correction over the screens of two coordinators, and what the student reads in the end."""

import pytest
from django.test import Client

from accreditation.ledger.append import append
from accreditation.models import Correction, Entry
from accreditation.rules.records import corrections_decided_by, corrections_visible_to
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.ledger import draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: pytest.FixtureRequest) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]


@pytest.fixture
def enrollment(tmp_path: pytest.TempPathFactory, db: None) -> Enrollment:
    load_course(tmp_path)  # type: ignore[arg-type]
    place = enrolled_student()
    add_entry(place)
    return place


def add_entry(place: Enrollment, number: int = 0) -> Entry:
    facts = {"student": place.student.public_id, "enrollment": place.public_id, "campus": place.cohort.campus.slug, "cohort": place.cohort.slug}
    return append(draft(**facts, idempotency=(number,), source_id=f"lesson-{number}", topics={"asylum": 30})).entry


@pytest.fixture
def emil(enrollment: Enrollment) -> Client:
    return signed_in(member("emil@north.example", "coordinator", enrollment.cohort.campus))


@pytest.fixture
def mateo(enrollment: Enrollment) -> Client:
    return signed_in(member("mateo@north.example", "coordinator", enrollment.cohort.campus))


def entry_url(enrollment: Enrollment, seq: int = 1) -> str:
    return f"/cohorts/people/{enrollment.public_id}/entries/{seq}/"


def test_proposed_by_one_approved_by_another_read_by_the_student(enrollment: Enrollment, emil: Client, mateo: Client) -> None:
    form = {"minutes": 12, "category": "skills", "topic": "", "reason": "She interviewed instead."}
    assert emil.post(f"{entry_url(enrollment)}correct/", form).headers["Location"] == entry_url(enrollment)
    assert "somebody else decides" in emil.get("/cohorts/approvals/").text
    assert "1 correction to approve" in mateo.get("/").text

    correction = Correction.objects.get()
    mateo.post(f"/cohorts/approvals/{correction.public_id}/", {"decision": "approve"})

    assert "Nothing waits for you" in mateo.get("/cohorts/approvals/").text
    student = signed_in(enrollment.student)
    assert "Reversed" in student.get("/record/").text
    replaced = student.get("/record/entries/3/").text
    assert ("She interviewed instead." in replaced, "Replaces" in replaced) == (True, True)


def test_a_proposer_cannot_decide_by_address_either(enrollment: Enrollment, emil: Client) -> None:
    emil.post(f"{entry_url(enrollment)}correct/", {"minutes": 12, "category": "skills", "reason": "x"})

    answer = emil.post(f"/cohorts/approvals/{Correction.objects.get().public_id}/", {"decision": "approve"})

    assert (answer.status_code, Entry.objects.count()) == (404, 1)


def test_a_wrong_form_comes_back_with_its_sentence_and_what_was_typed(enrollment: Enrollment, emil: Client) -> None:
    answer = emil.post(f"{entry_url(enrollment)}correct/", {"minutes": 30, "category": "law_self_study", "topic": "", "reason": "My long reason"})

    assert answer.status_code == 422
    assert "This is what the entry says already" in answer.text
    assert "My long reason" in answer.text


def test_declining_without_an_answer_says_so(enrollment: Enrollment, emil: Client, mateo: Client) -> None:
    emil.post(f"{entry_url(enrollment)}correct/", {"minutes": 12, "category": "skills", "reason": "x"})

    answer = mateo.post(f"/cohorts/approvals/{Correction.objects.get().public_id}/", {"decision": "decline"}, follow=True)

    assert "Say why; whoever proposed it reads your answer." in answer.text


def test_a_coordinator_sees_the_entries_of_their_campus_only(enrollment: Enrollment, emil: Client) -> None:
    facts = {"student": enrollment.student.public_id, "campus": "south", "title": "Studied elsewhere"}
    append(draft(**facts, idempotency=("south",), source_id="other"))

    assert emil.get(entry_url(enrollment, 2)).status_code == 404
    assert "Studied elsewhere" not in emil.get(f"/cohorts/people/{enrollment.public_id}/").text


def test_the_list_takes_the_same_queries_with_one_and_three(enrollment: Enrollment, emil: Client, mateo: Client, django_assert_max_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (0, 1, 2):
        if number:
            add_entry(enrollment, number)
        emil.post(f"{entry_url(enrollment, number + 1)}correct/", {"minutes": 12, "category": "skills", "reason": "x"})
        with CaptureQueriesContext(connection) as queries:
            mateo.get("/cohorts/approvals/")
        counts.append(len(queries))

    assert counts[0] == counts[2]


def test_who_may_decide_and_what_waits_for_them_agree(enrollment: Enrollment, emil: Client) -> None:
    emil.post(f"{entry_url(enrollment)}correct/", {"minutes": 12, "category": "skills", "reason": "x"})
    campus, correction = enrollment.cohort.campus, Correction.objects.get()
    people = [
        User.objects.get(email="emil@north.example"), enrollment.student, member("officer@north.example", "officer", campus),
        member("c2@north.example", "coordinator", campus), member("auditor@north.example", "auditor", campus), member("i@north.example", "instructor", campus),
        member("admin@north.example", "administrator", campus), enrolled_student("south", "s@south.example").student,
    ]  # fmt: skip

    listed = [person.email for person in people if corrections_decided_by(person).exists()]

    assert listed == [person.email for person in people if person.has_perm("accreditation.decide_correction", correction)]
    assert listed == ["officer@north.example", "c2@north.example", "admin@north.example"]
    assert corrections_visible_to(people[0]).exists()

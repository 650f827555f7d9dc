"""Documents that wait for a second person, as coordinators and officers work through them; and an organization's own."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accreditation.actions.decide_evidence import verify_evidence
from accreditation.actions.withdraw_evidence import withdraw_evidence
from accreditation.models import Evidence, EvidenceRequest, LegalHold, RetentionChange
from accreditation.queries.evidence import with_state
from accreditation.registers.evidence import documents_to_verify
from curriculum.models import Enrollment
from lms.audit.api import Disclosure
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.evidence import answers, handed_in, organization, paper

pytestmark = [pytest.mark.django_db]
QUEUE = "/cohorts/documents/"


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Enrollment:
    settings.SECOND_FACTOR_REQUIRED = False
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(place: Enrollment) -> User:
    return member("emil@north.example", "coordinator", place.cohort.campus)


@pytest.fixture
def olga(place: Enrollment) -> User:
    return member("olga@north.example", "officer", place.cohort.campus)


@pytest.fixture
def client(emil: User) -> Client:
    return signed_in(emil)


def states() -> list[str]:
    return list(with_state(Evidence.objects.order_by("pk")).values_list("state", flat=True))


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_queue_shows_what_waits_by_cohort_kind_and_state(client: Client, place: Enrollment, emil: User) -> None:
    handed_in(place, "recommendation_letter", writer="Rosa Diaz")
    handed_in(place, "last_approval", by=emil)
    handed_in(enrolled_student("south", "ben@south.example", program=place.cohort.program), "recommendation_letter", writer="Someone Else")

    everything = page(client, QUEUE)
    assert "Recommendation letter: Rosa Diaz" in everything
    assert "Someone Else" not in everything
    assert everything.count('type="checkbox" name="document"') == 1
    assert "Rosa Diaz" not in page(client, f"{QUEUE}?kind=resume")
    assert "Rosa Diaz" in page(client, f"{QUEUE}?cohort=north-fall&kind=recommendation_letter")
    assert "Rosa Diaz" not in page(client, f"{QUEUE}?state=verified")
    assert "Rosa Diaz" in page(client, f"{QUEUE}?cohort=nothing&kind=nothing&state=nothing&page=x")


def test_reading_the_queue_and_a_document_is_a_disclosure(client: Client, place: Enrollment, emil: User) -> None:
    check = handed_in(place, "background_check")

    assert "Nothing was found" not in page(client, QUEUE)
    assert "Nothing was found" in page(client, f"{QUEUE}{check.public_id}/")

    assert list(Disclosure.objects.values_list("what", flat=True)) == ["Documents that wait to be verified", "Document: Background check"]
    assert set(Disclosure.objects.values_list("viewer", "owner")) == {(emil.public_id, place.student.public_id)}


def test_an_auditor_sees_documents_and_decides_nothing(place: Enrollment) -> None:
    auditor = signed_in(member("audit@north.example", "auditor", place.cohort.campus))
    letter, check = handed_in(place, "recommendation_letter"), handed_in(place, "background_check")

    assert 'name="document"' not in page(auditor, QUEUE)
    assert 'name="decision"' not in page(auditor, f"{QUEUE}{letter.public_id}/")
    assert auditor.get(f"{QUEUE}{check.public_id}/").status_code == 404
    assert "Background check" not in page(auditor, f"{QUEUE}people/{place.public_id}/")
    assert auditor.post(f"{QUEUE}{letter.public_id}/decide/", {"decision": "verify"}).status_code == 404
    assert auditor.post(f"{QUEUE}verify/", {"document": letter.public_id}).status_code == 404


def test_deciding_leads_to_the_next_one(client: Client, place: Enrollment) -> None:
    first, second = handed_in(place, "recommendation_letter"), handed_in(place, "role_letter")

    answer = client.post(f"{QUEUE}{first.public_id}/decide/", {"decision": "verify"})
    assert answer["Location"] == f"{QUEUE}{second.public_id}/"
    answer = client.post(f"{QUEUE}{second.public_id}/decide/", {"decision": "reject", "reason": "Not signed."})
    assert answer["Location"] == QUEUE

    assert states() == ["verified", "rejected"]


@pytest.mark.parametrize(
    ("sent", "sentence"), [({"decision": "reject"}, "Say why"), ({"reason": "Hm."}, "Choose “Verify” or “Do not accept”."), ({}, "Choose")]
)
def test_what_is_refused_leaves_the_reason_typed(client: Client, place: Enrollment, sent: dict[str, str], sentence: str) -> None:
    evidence = handed_in(place)

    answer = client.post(f"{QUEUE}{evidence.public_id}/decide/", sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert sent.get("reason", "") in answer.content.decode()
    assert states() == ["submitted"]


def test_a_document_taken_back_meanwhile_is_told_with_what_was_typed(client: Client, place: Enrollment) -> None:
    evidence = handed_in(place)
    withdraw_evidence(evidence=evidence, by=place.student)

    answer = client.post(f"{QUEUE}{evidence.public_id}/decide/", {"decision": "reject", "reason": "It is not signed."})

    assert answer.status_code == 409
    assert "withdrawn meanwhile" in answer.content.decode()


def test_what_a_student_took_back_is_theirs_alone(client: Client, place: Enrollment) -> None:
    evidence = handed_in(place, "recommendation_letter", writer="Rosa Diaz")
    withdraw_evidence(evidence=evidence, by=place.student)

    assert "Rosa Diaz" not in page(client, f"{QUEUE}{evidence.public_id}/")
    assert "Rosa Diaz" not in page(client, f"{QUEUE}people/{place.public_id}/")
    assert client.get(reverse("vault:file", args=[evidence.file])).status_code == 404
    assert signed_in(place.student).get(reverse("vault:file", args=[evidence.file])).status_code == 200


def test_several_are_verified_at_once_but_never_ones_own(client: Client, place: Enrollment, emil: User) -> None:
    mine = handed_in(place, "last_approval", by=emil)
    others = [handed_in(place, "recommendation_letter"), handed_in(place, "role_letter")]
    gone = handed_in(place)
    withdraw_evidence(evidence=gone, by=place.student)

    answer = client.post(f"{QUEUE}verify/", {"document": [one.public_id for one in (mine, *others, gone)] + ["nothing"]}, follow=True)

    words = answer.content.decode()
    assert "2 documents verified." in words
    assert "withdrawn meanwhile" in words
    assert states() == ["submitted", "verified", "verified", "withdrawn"]
    assert "Choose documents first." in client.post(f"{QUEUE}verify/", {"document": mine.public_id}, follow=True).content.decode()


def test_home_says_how_many_wait_and_not_ones_own(place: Enrollment, emil: User, olga: User) -> None:
    handed_in(place, "last_approval", by=emil)
    handed_in(place)

    counts = [waiting.count for person in (emil, olga) if (waiting := documents_to_verify(person))]

    assert counts == [1, 2]
    assert documents_to_verify(place.student) is None


class TestAStudentsDocuments:
    def test_staff_hand_in_for_them_and_another_verifies(self, client: Client, place: Enrollment, emil: User, olga: User) -> None:
        address = f"{QUEUE}people/{place.public_id}/"
        sent = {**answers("proof_of_service"), "file": paper()}

        answer = client.post(f"{address}add/proof_of_service/", sent)

        assert answer["Location"] == address
        evidence = Evidence.objects.get()
        assert (evidence.student, evidence.uploaded_by) == (place.student.public_id, emil.public_id)
        assert client.post(f"{QUEUE}{evidence.public_id}/decide/", {"decision": "verify"}).status_code == 404
        assert signed_in(olga).post(f"{QUEUE}{evidence.public_id}/decide/", {"decision": "verify"}).status_code == 302
        assert states() == ["verified"]

    def test_they_are_asked_for_one(self, client: Client, place: Enrollment) -> None:
        address = f"{QUEUE}people/{place.public_id}/"

        client.post(f"{address}ask/", {"kind": "resume", "due_on": "2099-01-01"})
        for wrong in ({"kind": "recognition_notice"}, {"kind": "resume", "due_on": "soon"}, {"kind": "resume", "due_on": "2020-01-01"}, {}):
            client.post(f"{address}ask/", wrong)

        (asked,) = EvidenceRequest.objects.all()
        assert (asked.kind, str(asked.due_on)) == ("resume", "2099-01-01")
        assert "Needed by Jan 1, 2099." in page(client, address)

    def test_a_hold_is_placed_by_one_and_ended_by_another(self, client: Client, place: Enrollment, olga: User) -> None:
        client.post(f"{QUEUE}people/{place.public_id}/hold/", {"reason": ""})
        client.post(f"{QUEUE}people/{place.public_id}/hold/", {"reason": "A complaint is pending."})
        hold = LegalHold.objects.get()
        assert "A complaint is pending." in page(client, f"{QUEUE}retention/")
        assert "End this hold" not in page(client, f"{QUEUE}retention/")

        refused = client.post(f"{QUEUE}holds/{hold.public_id}/end/", follow=True).content.decode()
        assert "A second person ends a hold" in refused
        signed_in(olga).post(f"{QUEUE}holds/{hold.public_id}/end/")

        hold.refresh_from_db()
        assert hold.ended_by == olga.public_id

    def test_staff_take_back_what_staff_handed_in(self, client: Client, place: Enrollment, emil: User) -> None:
        ours, theirs = handed_in(place, "last_approval", by=emil), handed_in(place)

        assert client.post(f"{QUEUE}{ours.public_id}/withdraw/").status_code == 302
        assert client.post(f"{QUEUE}{theirs.public_id}/withdraw/").status_code == 404
        assert states() == ["withdrawn", "submitted"]

    def test_staff_who_study_use_their_own_page(self, place: Enrollment, emil: User) -> None:
        other = enrolled_student(email="ben@north.example", program=place.cohort.program)
        evidence = handed_in(place)
        member_place = Enrollment.objects.get(pk=place.pk)
        student = signed_in(place.student)

        assert student.get(f"{QUEUE}{evidence.public_id}/").status_code == 404
        assert student.get(f"{QUEUE}people/{member_place.public_id}/").status_code == 404
        assert student.get(f"{QUEUE}people/{other.public_id}/").status_code == 404


class TestAnOrganizationsDocuments:
    def test_are_handed_in_and_verified_by_two(self, client: Client, place: Enrollment, olga: User) -> None:
        harbor = organization(place.cohort.campus)
        address = f"{QUEUE}organizations/{harbor.public_id}/"

        assert client.post(f"{address}add/recognition_notice/", {**answers("recognition_notice"), "file": paper()})["Location"] == address
        evidence = Evidence.objects.get()
        assert client.post(f"{address}add/resume/", {}).status_code == 404
        assert signed_in(olga).post(f"{QUEUE}{evidence.public_id}/decide/", {"decision": "verify"}).status_code == 302

        assert "Sept 14, 2029" in page(client, f"{QUEUE}{evidence.public_id}/")
        assert "From the organization that files for you" in page(signed_in(place.student), "/record/documents/")

    def test_belong_to_the_people_of_its_campuses(self, place: Enrollment) -> None:
        harbor = organization(place.cohort.campus)
        south = enrolled_student("south", "ben@south.example", program=place.cohort.program)
        stranger = signed_in(member("s@south.example", "officer", south.cohort.campus))

        assert stranger.get(f"{QUEUE}organizations/{harbor.public_id}/").status_code == 404
        assert stranger.post(f"{QUEUE}organizations/{harbor.public_id}/time/", {}).status_code == 404

    def test_the_officer_sets_another_time(self, client: Client, place: Enrollment, olga: User) -> None:
        harbor = organization(place.cohort.campus)
        address, officer = f"{QUEUE}organizations/{harbor.public_id}/", signed_in(olga)

        assert client.post(f"{address}time/", {"kind": "resume", "months": 24, "reason": "Our funder."}).status_code == 404
        officer.post(f"{address}time/", {"kind": "resume", "months": 24, "reason": "Our funder."})
        for wrong in ({"kind": "signed_form", "months": 12, "reason": "x"}, {"kind": "resume", "months": 0, "reason": "x"}, {"kind": "resume"}):
            officer.post(f"{address}time/", wrong)

        (change,) = RetentionChange.objects.all()
        assert change.months == 24
        assert "here 24 months" in page(client, address)

    def test_a_hold_on_it(self, client: Client, place: Enrollment) -> None:
        harbor = organization(place.cohort.campus)

        client.post(f"{QUEUE}organizations/{harbor.public_id}/hold/", {"reason": "A subpoena."})

        assert LegalHold.objects.get().organization == harbor.public_id


def test_three_documents_cost_as_many_queries_as_one(client: Client, place: Enrollment, olga: User) -> None:
    handed_in(place, "recommendation_letter")
    client.get(QUEUE)
    addresses = (QUEUE, f"{QUEUE}people/{place.public_id}/", f"{QUEUE}retention/")
    counts = []
    for more in (1, 2):
        for number in range(more):
            other = enrolled_student(email=f"s{more}{number}@north.example", program=place.cohort.program)
            handed_in(other, "recommendation_letter")
            verify_evidence(evidence=handed_in(place, "recommendation_letter"), by=olga)
        for address in addresses:
            with CaptureQueriesContext(connection) as made:
                client.get(address)
            counts.append(len(made))

    assert counts[:3] == counts[3:]

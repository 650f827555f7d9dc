"""A student's own documents: what is asked, handing in, what is refused and stays typed, replacing, taking back."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accreditation.actions.ask_for_evidence import ask_for_evidence
from accreditation.actions.decide_evidence import reject_evidence, verify_evidence
from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Evidence
from accreditation.queries.evidence import with_state
from accreditation.registers.evidence import documents_to_bring
from curriculum.models import Enrollment
from lms.audit.api import Disclosure
from lms.core.errors import Forbidden, Invalid
from lms.notices.api import Notice
from lms.people.models import User
from tests.factories import uploads as make
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.evidence import answers, handed_in, paper

pytestmark = [pytest.mark.django_db]
LIST = "/record/documents/"


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Enrollment:
    settings.SECOND_FACTOR_REQUIRED = False
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(place: Enrollment) -> User:
    return member("emil@north.example", "coordinator", place.cohort.campus)


@pytest.fixture
def ana(place: Enrollment) -> Client:
    return signed_in(place.student)


def form(kind: str, **changes: Any) -> dict[str, Any]:
    sent = {key: "on" if value is True else value for key, value in answers(kind).items()}
    return {**sent, **({"file": paper()} if evidence_kinds.get(kind).takes_file else {}), **changes}


@pytest.mark.parametrize("kind", [kind.key for kind in evidence_kinds if "student" in kind.added_by])
def test_every_kind_that_students_hand_in_has_its_form(ana: Client, kind: str) -> None:
    at = f"{LIST}add/{kind}/"
    page = ana.get(at).content.decode()
    for asked in evidence_kinds.get(kind).asks:
        assert f'name="{asked.key}"' in page
    assert ('type="file"' in page) == evidence_kinds.get(kind).takes_file

    answer = ana.post(at, form(kind))

    assert (answer.status_code, answer["Location"]) == (302, LIST)
    evidence = Evidence.objects.get()
    assert evidence.kind == kind
    assert "Waits to be verified" in ana.get(LIST).content.decode()


@pytest.mark.parametrize("kind", ["recognition_notice", "proof_of_service", "technical_support_letter", "passport"])
def test_what_students_do_not_hand_in_is_no_page_of_theirs(ana: Client, kind: str) -> None:
    assert ana.get(f"{LIST}add/{kind}/").status_code == 404
    assert ana.post(f"{LIST}add/{kind}/", {}).status_code == 404


def test_what_is_refused_leaves_what_was_typed(ana: Client) -> None:
    sent = form("recommendation_letter", writer="Rosa Diaz", file=SimpleUploadedFile("letter.pdf", b"%PDF-1.7 nothing"))

    answer = ana.post(f"{LIST}add/recommendation_letter/", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Rosa Diaz"' in page
    assert 'value="2026-09-14"' in page
    assert 'id="id_file_error"' in page
    assert not Evidence.objects.exists()


def test_a_missing_answer_says_that_the_file_is_to_be_chosen_again(ana: Client) -> None:
    answer = ana.post(f"{LIST}add/recommendation_letter/", form("recommendation_letter", writer=""))

    assert answer.status_code == 422
    assert "Choose the file again: a browser does not keep it." in answer.content.decode()


def test_a_day_that_has_not_come_is_refused_with_a_sentence(ana: Client) -> None:
    answer = ana.post(f"{LIST}add/background_check/", form("background_check", dated="2999-01-01"))

    assert answer.status_code == 422
    assert "Date of the report: this day has not come yet." in answer.content.decode()


def test_what_was_taken_out_of_a_file_is_said(ana: Client) -> None:
    photo = SimpleUploadedFile("scan.jpg", make.photo(exif=make.exif()))

    page = ana.post(f"{LIST}add/role_letter/", form("role_letter", file=photo), follow=True).content.decode()

    assert "Handed in. A second person verifies it; you are told. Facts about the picture" in page


def test_the_guards_warning_asks_to_look_and_the_second_time_keeps_it(ana: Client) -> None:
    def sample() -> SimpleUploadedFile:
        return SimpleUploadedFile("motion.docx", make.word("<w:p><w:r><w:t>A 123-456-789</w:t></w:r></w:p>"))

    warned = ana.post(f"{LIST}add/writing_sample/", form("writing_sample", file=sample()))
    page = warned.content.decode()
    assert warned.status_code == 422
    assert "seems to hold what tells who a client is: a number (1)." in page
    assert "123-456-789" not in page
    assert 'name="looked"' in page

    assert ana.post(f"{LIST}add/writing_sample/", form("writing_sample", file=sample(), looked="on")).status_code == 302


def test_one_document_shows_what_it_says_and_how_it_came_there(ana: Client, place: Enrollment, emil: User) -> None:
    evidence = handed_in(place, "recommendation_letter", writer="Rosa Diaz")
    reject_evidence(evidence=evidence, reason="Page two is missing.", by=emil)

    page = ana.get(f"{LIST}{evidence.public_id}/").content.decode()

    for words in ("Rosa Diaz", "Sept 14, 2027", "Page two is missing.", "Not accepted", "Scan of Ana.pdf", "Emil"):
        assert words in page
    assert not Disclosure.objects.exists()
    file = ana.get(reverse("vault:file", args=[evidence.file]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


def test_replacing_and_taking_back(ana: Client, place: Enrollment) -> None:
    first = handed_in(place, "recommendation_letter")

    ana.post(f"{LIST}{first.public_id}/replace/", form("recommendation_letter", writer="Rosa Diaz"))
    second = Evidence.objects.exclude(pk=first.pk).get()
    assert second.replaces == first.public_id
    assert ana.get(f"{LIST}{first.public_id}/replace/").status_code == 302

    ana.post(f"{LIST}{second.public_id}/withdraw/")
    assert list(with_state(Evidence.objects.order_by("pk")).values_list("state", flat=True)) == ["replaced", "withdrawn"]
    assert ana.get(LIST).content.decode().count("Earlier ones") == 1


def test_another_students_documents_are_not_there(ana: Client, place: Enrollment, emil: User) -> None:
    other = handed_in(enrolled_student(email="ben@north.example", program=place.cohort.program))

    for address in (f"{LIST}{other.public_id}/", f"{LIST}{other.public_id}/replace/", f"{LIST}nothing/"):
        assert ana.get(address).status_code == 404
    assert ana.post(f"{LIST}{other.public_id}/withdraw/").status_code == 404
    assert ana.get(reverse("vault:file", args=[other.file])).status_code == 404
    assert signed_in(emil).get(f"{LIST}{other.public_id}/").status_code == 404


def test_who_is_enrolled_nowhere_reads_why_nothing_can_be_handed_in(emil: User) -> None:
    client = signed_in(emil)

    assert "once your coordinator enrolled you" in client.get(LIST).content.decode()
    assert client.post(f"{LIST}add/resume/", form("resume")).status_code == 404


def test_two_letters_of_one_writer_are_one(ana: Client, place: Enrollment, emil: User) -> None:
    for writer in ("Rosa Diaz", "rosa diaz"):
        verify_evidence(evidence=handed_in(place, "recommendation_letter", writer=writer), by=emil)

    assert "2 are needed, of different writers; 1 so far." in ana.get(LIST).content.decode()


class TestBeingAsked:
    def test_stands_on_the_page_and_at_home_until_it_is_handed_in(self, ana: Client, place: Enrollment, emil: User) -> None:
        ask_for_evidence(enrollment=place, kind="resume", due_on=None, by=emil)
        ask_for_evidence(enrollment=place, kind="resume", due_on=None, by=emil)
        waiting = documents_to_bring(place.student)
        assert waiting is not None
        assert (waiting.count, waiting.url) == (1, LIST)
        assert "Asked for on" in ana.get(LIST).content.decode()
        (notice,) = Notice.objects.filter(kind="accreditation.evidence_asked")
        assert ana.get(notice.url).status_code == 200

        handed_in(place)

        after = documents_to_bring(place.student)
        assert after is not None
        assert after.count == 0

    def test_is_only_for_what_students_hand_in_and_by_who_may(self, place: Enrollment, emil: User) -> None:
        with pytest.raises(Invalid, match="Students do not hand in"):
            ask_for_evidence(enrollment=place, kind="recognition_notice", due_on=None, by=emil)
        with pytest.raises(Invalid, match="That day is over"):
            ask_for_evidence(enrollment=place, kind="resume", due_on=place.cohort.starts_on.replace(year=2020), by=emil)
        with pytest.raises(Forbidden):
            ask_for_evidence(enrollment=place, kind="resume", due_on=None, by=place.student)


def test_three_documents_cost_as_many_queries_as_one(ana: Client, place: Enrollment, emil: User) -> None:
    verify_evidence(evidence=handed_in(place), by=emil)
    ana.get(LIST)
    with CaptureQueriesContext(connection) as one:
        ana.get(LIST)
    for kind in ("role_letter", "recommendation_letter", "recommendation_letter"):
        verify_evidence(evidence=handed_in(place, kind), by=emil)
    with CaptureQueriesContext(connection) as several:
        ana.get(LIST)

    assert len(several) == len(one)

"""Handing in a document: by whom, what is refused, what is kept where, and who is told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from accreditation.actions.decide_evidence import reject_evidence, verify_evidence
from accreditation.actions.submit_evidence import submit_evidence
from accreditation.actions.withdraw_evidence import withdraw_evidence
from accreditation.models import Evidence, EvidenceEvent, EvidenceText
from accreditation.queries.evidence import documents, with_state
from curriculum.models import Enrollment
from lms.audit.api import Event
from lms.core.errors import Conflict, Forbidden, Invalid, TooMany
from lms.core.models import AppendOnlyViolation
from lms.notices.api import Notice
from lms.people.models import User
from lms.vault.api import StoredFile, read
from tests.factories import uploads as make
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.evidence import answers, handed_in, organization, owner_of, owner_of_organization, paper, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(place: Enrollment) -> User:
    return member("emil@north.example", "coordinator", place.cohort.campus)


def state_of(evidence: Evidence) -> str:
    return str(with_state(Evidence.objects.filter(pk=evidence.pk)).get().state)


def test_a_document_is_kept_with_its_file_and_its_words_sealed(place: Enrollment) -> None:
    sent = paper("Ana Alvarez letter.pdf")
    data = sent.read()
    sent.seek(0)

    evidence = handed_in(place, "recommendation_letter", file=sent, writer="Rosa Diaz")

    file = StoredFile.objects.get(public_id=evidence.file)
    assert read(file) == data
    assert (file.kind, file.name, file.owner) == ("evidence.recommendation_letter", "recommendation-letter.pdf", place.student.public_id)
    assert (evidence.student, evidence.campus, evidence.size, evidence.again) == (place.student.public_id, "north", len(data), 0)
    (document,) = documents([evidence])
    assert document.facts == {"writer": "Rosa Diaz", "relation": "A relation", "dated": "2026-09-14", "name": "Ana Alvarez letter.pdf"}
    assert (document.state, document.title) == ("submitted", "Recommendation letter: Rosa Diaz")
    assert b"Rosa" not in bytes(EvidenceText.objects.get().sealed)


def test_whoever_may_verify_is_told_and_nobody_else(place: Enrollment, emil: User) -> None:
    campus = place.cohort.campus
    for role in ("officer", "instructor", "auditor"):
        member(f"{role}@north.example", role, campus)

    handed_in(place)
    handed_in(place, "last_approval", by=emil)

    told = [(User.objects.get(public_id=one.person).email, one.subject_line) for one in Notice.objects.filter(kind="accreditation.evidence_waiting")]
    assert sorted(told) == [
        ("emil@north.example", "A document waits to be verified: Resume"),
        ("officer@north.example", "A document waits to be verified: Last accreditation notice"),
        ("officer@north.example", "A document waits to be verified: Resume"),
    ]
    assert Event.objects.filter(kind="accreditation.evidence_submitted").count() == 2


def test_the_very_same_file_is_not_kept_twice(place: Enrollment) -> None:
    data = make.pdf()
    handed_in(place, "recommendation_letter", file=paper(data=data))

    with pytest.raises(Conflict, match="This very file is here already, as “Recommendation letter” of "):
        handed_in(place, "character_letter", file=paper(data=data))

    assert StoredFile.objects.count() == 1


def test_a_file_that_was_taken_back_may_come_again_and_is_stored_once(place: Enrollment) -> None:
    data = make.pdf()
    first = handed_in(place, file=paper(data=data))
    withdraw_evidence(evidence=first, by=place.student)

    second = handed_in(place, file=paper(data=data))

    assert (second.again, second.file) == (1, first.file)
    assert StoredFile.objects.count() == 1


def test_another_student_may_hand_in_the_same_file(place: Enrollment) -> None:
    data = make.pdf()
    handed_in(place, file=paper(data=data))

    other = handed_in(enrolled_student(email="ben@north.example", program=place.cohort.program), file=paper(data=data))

    assert other.again == 0
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize("kind", ["proof_of_service"])
def test_what_staff_hand_in_is_not_taken_from_students(place: Enrollment, kind: str) -> None:
    with pytest.raises(Forbidden, match=r"Your coordinator or authorized officer hands in this document\."):
        handed_in(place, kind)


def test_a_document_of_an_organization_is_not_a_students(place: Enrollment, emil: User) -> None:
    with pytest.raises(Invalid, match="does not belong here"):
        handed_in(place, "recognition_notice", by=emil)


def test_an_organization_has_documents_of_its_own(place: Enrollment, emil: User) -> None:
    harbor = organization(place.cohort.campus)

    made = submit_evidence(
        kind="recognition_notice", owner=owner_of_organization(harbor), typed=answers("recognition_notice"), file=paper(), by=emil
    ).evidence  # fmt: skip

    assert (made.organization, made.student) == (harbor.public_id, "")
    (document,) = documents([made])
    assert document.expires_on == date(2029, 9, 14)


@pytest.mark.parametrize(
    ("kind", "file", "sentence"),
    [
        ("resume", None, "Choose a file."),
        ("resume", SimpleUploadedFile("a.pdf", b""), "This file is empty."),
        ("resume", SimpleUploadedFile("a.pdf", b"MZ\x90\x00" * 50), "cannot be handed in here"),
        ("background_check", SimpleUploadedFile("report.pdf", make.pdf()), "No file is kept of this kind."),
    ],
)
def test_a_file_that_is_not_taken_leaves_nothing(place: Enrollment, kind: str, file: Any, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        submit_evidence(kind=kind, owner=owner_of(place), typed=answers(kind), file=file, by=place.student)

    assert (Evidence.objects.count(), StoredFile.objects.count(), EvidenceEvent.objects.count()) == (0, 0, 0)


def test_a_background_check_is_a_date_and_an_outcome(place: Enrollment) -> None:
    evidence = handed_in(place, "background_check", outcome="something_found", dated=date(2026, 6, 1))

    (document,) = documents([evidence])
    assert (evidence.file, evidence.sha256, evidence.size) == ("", "", 0)
    assert (document.facts["outcome"], document.expires_on) == ("something_found", date(2026, 12, 1))


CLIENT = "Our client Maria Lopez, A 123-456-789, was born on March 3, 1990. Call (617) 555-0123."


def sample(text: str = CLIENT) -> SimpleUploadedFile:
    return SimpleUploadedFile("motion.docx", make.word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))


def test_a_writing_sample_with_clients_in_it_is_warned_about_and_kept_only_once_somebody_looked(place: Enrollment) -> None:
    sending = {"kind": "writing_sample", "owner": owner_of(place), "typed": answers("writing_sample"), "by": place.student}

    with pytest.raises(Invalid, match=r"seems to hold what tells who a client is: a number \(1\)") as refused:
        submit_evidence(**sending, file=sample())
    assert refused.value.code == "guard_findings"
    assert "Maria" not in refused.value.sentence
    assert not Evidence.objects.exists()

    made = submit_evidence(**sending, file=sample(), looked=True)
    assert documents([made.evidence])[0].facts["guard"]["a_number"] == 1


def test_a_clean_writing_sample_is_taken_at_once(place: Enrollment) -> None:
    made = submitted(place, "writing_sample", file=sample("The court should continue the hearing, for the reasons below."))

    assert (made.unread, "guard" in documents([made.evidence])[0].facts) == (False, False)


def test_a_scan_of_a_writing_sample_says_that_nobody_read_it(place: Enrollment) -> None:
    assert submitted(place, "writing_sample").unread


class TestANewerOne:
    def test_takes_the_place_of_one_that_nobody_verified(self, place: Enrollment) -> None:
        older, newer = handed_in(place), handed_in(place)

        assert newer.replaces == older.public_id
        assert (state_of(older), state_of(newer)) == ("replaced", "submitted")

    def test_waits_beside_a_verified_one_until_it_is_verified_itself(self, place: Enrollment, emil: User) -> None:
        older = handed_in(place)
        verify_evidence(evidence=older, by=emil)
        newer = handed_in(place)
        assert (state_of(older), state_of(newer)) == ("verified", "submitted")

        verify_evidence(evidence=newer, by=emil)

        assert (state_of(older), state_of(newer)) == ("replaced", "verified")

    def test_that_is_not_accepted_leaves_the_verified_one(self, place: Enrollment, emil: User) -> None:
        older = handed_in(place, "recommendation_letter")
        verify_evidence(evidence=older, by=emil)
        newer = handed_in(place, "recommendation_letter", replaces=older)
        reject_evidence(evidence=newer, reason="It is not signed.", by=emil)
        assert state_of(older) == "verified"

        newest = handed_in(place, "recommendation_letter", replaces=newer)
        verify_evidence(evidence=newest, by=emil)

        assert (state_of(older), state_of(newer), state_of(newest)) == ("replaced", "replaced", "verified")

    def test_of_a_kind_with_several_stands_beside_the_others(self, place: Enrollment, emil: User) -> None:
        first, second = handed_in(place, "recommendation_letter"), handed_in(place, "recommendation_letter")
        verify_evidence(evidence=second, by=emil)

        assert (state_of(first), state_of(second)) == ("submitted", "verified")

    def test_cannot_replace_what_was_taken_back(self, place: Enrollment) -> None:
        older = handed_in(place)
        withdraw_evidence(evidence=older, by=place.student)

        with pytest.raises(Conflict):
            handed_in(place, replaces=older)


def test_there_is_an_end_to_what_can_be_handed_in(place: Enrollment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accreditation.actions.submit_evidence.MOST_OPEN", 2)
    for _ in range(2):
        handed_in(place, "recommendation_letter")

    with pytest.raises(Conflict, match="very many documents"):
        handed_in(place, "recommendation_letter")
    monkeypatch.setattr("accreditation.actions.submit_evidence.MOST_EVER", 2)
    with pytest.raises(TooMany, match="Very many documents were handed in"):
        handed_in(place, "recommendation_letter")


class TestTheDatabase:
    @pytest.mark.parametrize("model", [Evidence, EvidenceEvent])
    def test_refuses_to_change_or_remove_a_row(self, place: Enrollment, model: Any) -> None:
        handed_in(place)
        table = model._meta.db_table
        row = model.objects.get()

        for change in (lambda: row.save(), lambda: row.delete(), lambda: model.objects.update(), lambda: model.objects.all().delete()):
            with pytest.raises(AppendOnlyViolation):
                change()
        for statement in (f"UPDATE {table} SET kind = 'verified'", f"DELETE FROM {table}"):
            with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

    def test_refuses_a_document_of_nobody_or_of_two(self, place: Enrollment) -> None:
        for student, owner in (("", ""), ("s", "o")):
            with pytest.raises(IntegrityError), transaction.atomic():
                Evidence.objects.create(
                    kind="resume", student=student, organization=owner, campus="north", uploaded_by="x", uploaded_at=place.enrolled_at
                )  # fmt: skip

    @pytest.mark.parametrize("kind", ["verified", "rejected"])
    def test_refuses_a_decision_by_who_handed_it_in_and_by_the_student(self, place: Enrollment, emil: User, kind: str) -> None:
        evidence = handed_in(place, by=emil)

        for by in (emil.public_id, place.student.public_id, ""):
            with pytest.raises(IntegrityError), transaction.atomic():
                EvidenceEvent.objects.create(
                    evidence=evidence, number=2, kind=kind, by=by, at=place.enrolled_at, student=evidence.student, uploaded_by=evidence.uploaded_by,
                    text_sha256="x" * 64,
                )  # fmt: skip

    def test_refuses_a_rejection_without_a_reason(self, place: Enrollment) -> None:
        evidence = handed_in(place)

        with pytest.raises(IntegrityError), transaction.atomic():
            EvidenceEvent.objects.create(
                evidence=evidence, number=2, kind="rejected", by="x", at=place.enrolled_at, student=evidence.student, uploaded_by=evidence.uploaded_by
            )  # fmt: skip

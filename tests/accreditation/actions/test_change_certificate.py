"""What happens after issuing: review, withdrawal, return, a new edition; and what the database never allows."""

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accreditation.actions.change_certificate import change_certificate
from accreditation.actions.decide_correction import approve_correction
from accreditation.actions.flag_lost_pass import flag_lost_pass, withdraw_flag
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.propose_correction import propose_correction
from accreditation.actions.reissue_certificate import reissue_certificate
from accreditation.models import Certificate, CertificateEvent, Entry
from accreditation.queries.certificates import certificate_numbered, certificates_of, current_certificate, history_of, status_of
from accreditation.queries.record import record_rows
from assessments.models import AssessmentPage
from curriculum.models import Enrollment
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.models import Notice
from lms.people.models import User
from tests.factories.certificates import credited, ready, template
from tests.factories.course import enrolled_student, load_course, member

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TRACK = "law_and_skills"


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return ready(enrolled_student())


@pytest.fixture
def coordinator(enrollment: Enrollment) -> User:
    return member("coordinator@north.example", "coordinator", enrollment.cohort.campus)


@pytest.fixture
def certificate(enrollment: Enrollment, coordinator: User) -> Certificate:
    return issue_certificate(enrollment=enrollment, track=TRACK, by=coordinator)


def status(certificate: Certificate) -> str:
    found = certificate_numbered(certificate.number)
    assert found is not None
    return status_of(found)


def told(person: User, kind: str = "accreditation.certificate_changed") -> list[str]:
    return list(Notice.objects.filter(person=person.public_id, kind=kind).order_by("pk").values_list("subject_line", flat=True))


class TestDecided:
    def test_each_step_is_kept_with_its_reason_and_told_to_the_holder(self, certificate: Certificate, enrollment: Enrollment, coordinator: User) -> None:
        for kind in ("flagged", "revoked", "reinstated"):
            change_certificate(certificate=certificate, kind=kind, reason=f"Because of {kind}.", by=coordinator)

        found = [(event.kind, event.by, event.reason, reason) for event, reason in history_of(certificate)]
        assert found == [(kind, coordinator.public_id, "", f"Because of {kind}.") for kind in ("flagged", "revoked", "reinstated")]
        assert told(enrollment.student) == ["Your certificate is under review", "Your certificate was withdrawn", "Your certificate is valid again"]
        assert status(certificate) == "valid"

    def test_reasons_of_people_are_sealed(self, certificate: Certificate, coordinator: User) -> None:
        change_certificate(certificate=certificate, kind="revoked", reason="Her sister sat the exam.", by=coordinator)

        event = CertificateEvent.objects.get()
        assert b"sister" not in bytes(event.sealed_reason or b"")
        assert event.reason == ""

    def test_twice_is_once(self, certificate: Certificate, coordinator: User) -> None:
        for _ in range(2):
            change_certificate(certificate=certificate, kind="revoked", reason="A mistake.", by=coordinator)

        assert CertificateEvent.objects.count() == 1

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
    def test_a_reason_is_needed(self, certificate: Certificate, coordinator: User, reason: str) -> None:
        with pytest.raises(Invalid):
            change_certificate(certificate=certificate, kind="revoked", reason=reason, by=coordinator)

    def test_what_makes_no_sense_is_refused(self, certificate: Certificate, coordinator: User) -> None:
        for kind in ("reinstated", "superseded"):
            with pytest.raises(Conflict):
                change_certificate(certificate=certificate, kind=kind, reason="Why not.", by=coordinator)

    def test_neither_the_holder_nor_another_campus_decides(self, certificate: Certificate, enrollment: Enrollment) -> None:
        stranger = member("stranger@south.example", "coordinator", enrolled_student("south", "b@south.example").cohort.campus)
        for person in (enrollment.student, stranger):
            with pytest.raises(Forbidden):
                change_certificate(certificate=certificate, kind="revoked", reason="x", by=person)
            with pytest.raises(Forbidden):
                reissue_certificate(certificate=certificate, reason="x", by=person)


class TestReversedHours:
    def correct(self, enrollment: Enrollment, coordinator: User, seq: int = 1, minutes: int = 15) -> None:
        second = User.objects.filter(email="second@north.example").first() or member("second@north.example", "coordinator", enrollment.cohort.campus)
        entry = Entry.objects.get(student=enrollment.student.public_id, seq=seq)
        correction = propose_correction(entry=entry, minutes=minutes, category=entry.category, topic="", reason="Too long.", by=coordinator)
        approve_correction(correction=correction, by=second)

    def test_the_certificate_is_under_review_and_holder_and_coordinators_are_told(
        self, certificate: Certificate, enrollment: Enrollment, coordinator: User
    ) -> None:
        self.correct(enrollment, coordinator)

        second = User.objects.get(email="second@north.example")
        assert status(certificate) == "flagged"
        assert told(enrollment.student) == ["Your certificate is under review"]
        assert told(coordinator) == [f"Certificate {certificate.number} needs a look"]
        assert told(second) == []  # who approved the correction knows

    def test_an_entry_it_does_not_rest_on_changes_nothing(self, certificate: Certificate, enrollment: Enrollment, coordinator: User) -> None:
        credited(enrollment, 8, number=7)

        self.correct(enrollment, coordinator, seq=2, minutes=3)

        assert status(certificate) == "valid"

    def test_more_reversals_add_nothing_to_a_flag(self, certificate: Certificate, enrollment: Enrollment, coordinator: User) -> None:
        self.correct(enrollment, coordinator)
        seq = Entry.objects.get(student=enrollment.student.public_id, kind="adjustment").seq

        self.correct(enrollment, coordinator, seq=seq, minutes=12)

        assert CertificateEvent.objects.count() == 1

    def test_a_flag_by_a_question_is_joined_by_one_that_stays(self, certificate: Certificate, enrollment: Enrollment, coordinator: User) -> None:
        page = AssessmentPage.objects.get()
        page.required = True
        flag_lost_pass(enrollment=enrollment, assessment=page, fix="fix-1")

        self.correct(enrollment, coordinator)
        withdrawn = withdraw_flag(enrollment=enrollment, fix="fix-1")

        assert (withdrawn, status(certificate)) == (0, "flagged")


class TestReissued:
    def renamed(self, enrollment: Enrollment) -> None:
        User.objects.filter(pk=enrollment.student_id).update(legal_last_name="Benítez")

    def test_the_new_edition_has_the_new_name_and_the_old_keeps_its_history(self, certificate: Certificate, enrollment: Enrollment, coordinator: User) -> None:
        self.renamed(enrollment)

        new = reissue_certificate(certificate=certificate, reason="She married.", by=coordinator)

        old = certificate_numbered(certificate.number)
        assert old is not None
        assert (old.facts["name"], new.facts["name"], new.edition, new.replaces_id) == ("Ana Alvarez", "Ana Benítez", 2, old.pk)
        assert (status_of(old), old.replaced_by.number, bytes(old.pdf) == bytes(certificate.pdf)) == ("superseded", new.number, True)
        assert [(event.kind, reason) for event, reason in history_of(old)] == [("superseded", "She married.")]
        assert certificate.number in new.facts["replaces"]
        current = current_certificate(enrollment.public_id, TRACK)
        assert current is not None
        assert current.pk == new.pk
        assert told(enrollment.student, "accreditation.certificate_issued") == ["Your certificate is ready"] * 2

    def test_an_edition_is_replaced_once(self, certificate: Certificate, coordinator: User) -> None:
        reissue_certificate(certificate=certificate, reason="A name.", by=coordinator)

        for act in (
            lambda: reissue_certificate(certificate=certificate, reason="Again.", by=coordinator),
            lambda: change_certificate(certificate=certificate, kind="revoked", reason="Gone.", by=coordinator),
        ):
            with pytest.raises(Conflict):
                act()

    def test_a_record_that_no_longer_fulfills_the_rule_gets_no_new_edition(self, certificate: Certificate, enrollment: Enrollment, coordinator: User) -> None:
        TestReversedHours().correct(enrollment, coordinator, minutes=4)

        with pytest.raises(Invalid, match="6 min more"):
            reissue_certificate(certificate=certificate, reason="A name.", by=coordinator)

        assert (Certificate.objects.count(), status(certificate)) == (1, "flagged")

    def test_the_record_of_an_earlier_day_names_the_edition_of_that_day(self, certificate: Certificate, enrollment: Enrollment, coordinator: User) -> None:
        new = reissue_certificate(certificate=certificate, reason="A name.", by=coordinator)
        today = local_date(now(), "America/New_York")

        [row] = record_rows([enrollment], today)

        assert row.certificate is not None
        assert row.certificate.number == new.number

    def test_a_superseded_one_is_not_flagged_any_more(self, certificate: Certificate, enrollment: Enrollment, coordinator: User) -> None:
        new = reissue_certificate(certificate=certificate, reason="A name.", by=coordinator)

        TestReversedHours().correct(enrollment, coordinator)

        assert (status(certificate), status(new)) == ("superseded", "flagged")


class TestDatabase:
    def refused(self, **changes: Any) -> bool:
        row = Certificate.objects.order_by("pk").last()
        assert row is not None
        facts = {field.attname: getattr(row, field.attname) for field in Certificate._meta.concrete_fields if field.attname != "id"}
        facts |= {"code": "c", "number": "n", "status_index": (row.status_index or 0) ^ 1}
        try:
            with transaction.atomic():
                Certificate.objects.create(**{**facts, **changes})
        except DatabaseError:
            return True
        return False

    def test_one_is_current_and_none_replaces_a_stranger(self, certificate: Certificate, enrollment: Enrollment) -> None:
        refused = [
            self.refused(),  # a second first edition
            self.refused(edition=2),  # that replaces nothing
            self.refused(edition=3, replaces_id=certificate.pk),  # leaves one out
            self.refused(edition=2, replaces_id=certificate.pk, enrollment="another"),
            self.refused(edition=2, replaces_id=certificate.pk, track="organizing"),
            self.refused(edition=2, replaces_id=certificate.pk, student="somebody"),
        ]

        assert refused == [True] * 6
        assert not self.refused(edition=2, replaces_id=certificate.pk)
        assert self.refused(edition=2, replaces_id=certificate.pk, code="d", number="m", status_index=5)  # replaced already

    def test_the_holder_never_issued_it(self, certificate: Certificate) -> None:
        assert self.refused(enrollment="another", issued_by=certificate.student)
        assert not self.refused(enrollment="another")

    def test_no_place_of_a_list_is_given_twice_and_none_without_data(self, certificate: Certificate) -> None:
        assert self.refused(enrollment="another", status_index=certificate.status_index)
        assert self.refused(enrollment="another", credential="")
        assert self.refused(enrollment="another", status_index=131_072)

    @pytest.mark.parametrize("table", ["accreditation_certificate", "accreditation_certificateevent", "accreditation_certificatetemplate"])
    def test_rows_are_written_once(self, certificate: Certificate, coordinator: User, enrollment: Enrollment, table: str) -> None:
        change_certificate(certificate=certificate, kind="flagged", reason="Looked at.", by=coordinator)
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_a_certificate_expires_by_itself(enrollment: Enrollment, coordinator: User) -> None:
    template(enrollment, number=2, validity_months=1)
    certificate = issue_certificate(enrollment=enrollment, track=TRACK, by=coordinator)
    [found] = certificates_of([certificate.student])

    assert certificate.valid_until is not None
    assert (status_of(found), status_of(found, certificate.valid_until)) == ("valid", "valid")
    assert status_of(found, certificate.valid_until.replace(year=certificate.valid_until.year + 1)) == "expired"

"""The campus's data-sharing mode: who sets it, and what officers and auditors see under it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accreditation.actions.export_records import export_records
from accreditation.actions.give_consent import give_consent
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.refresh_summaries import fresh_counts
from accreditation.actions.revoke_consent import revoke_consent
from accreditation.actions.set_sharing import set_sharing
from accreditation.models import CampusSharing, Certificate, Consent, Entry, Evidence
from accreditation.queries.board_home import board_home
from accreditation.queries.record_scopes import record_scope
from accreditation.record_formats import record_formats
from accreditation.registers.hours import may_read_document
from accreditation.registers.packets import may_read_filed, may_read_packet
from accreditation.registers.records import may_read_export
from accreditation.rules.certificates import certificates_visible_to
from accreditation.rules.evidence import evidence_visible_to
from accreditation.rules.records import entries_visible_to, places_shared_with
from curriculum.api import put_enrollment, roster
from curriculum.models import Enrollment
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import User
from lms.vault.api import file_called, store
from tests.factories.course import TERM_BEGAN, member, signed_in
from tests.factories.hours import certificate, outside

pytestmark = [pytest.mark.django_db, pytest.mark.services]
EVERYTHING = ["hours", "certificates", "documents", "packet"]


def consent_of(enrollment: Enrollment, *recipients: str, records: list[str] = EVERYTHING, purpose: str = "filing") -> Consent:
    student = enrollment.student
    return give_consent(
        campus=enrollment.cohort.campus, purpose=purpose, records=records, recipients=recipients, typed_name=student.legal_name, by=student
    )  # fmt: skip


def record_of(enrollment: Enrollment, reader: User) -> bytes:
    scope = record_scope("cohort", enrollment.cohort.slug)
    assert scope is not None
    return b"".join(export_records(record_format=record_formats.get("csv"), scope=scope.shared_with(reader)))


def seen_by(person: User, enrollment: Enrollment) -> list[int]:
    """What the pages about one student answer, and how many rows the twins of the rules give."""
    browser = signed_in(person)
    place = f"/cohorts/people/{enrollment.public_id}/"
    pages = [browser.get(at).status_code for at in (place, f"{place}entries/1/", f"{place}topics/asylum/")]
    fresh = User.objects.get(pk=person.pk)
    return [*pages, entries_visible_to(fresh).count(), certificates_visible_to(fresh).count(), evidence_visible_to(fresh).count()]


@pytest.fixture
def rows(enrollment: Enrollment, emil: User) -> list[int]:
    """How many entries, certificates and documents the student has."""
    issue_certificate(enrollment=enrollment, track="law_and_skills", by=emil)
    who, campus = enrollment.student.public_id, enrollment.cohort.campus.slug
    Evidence.objects.create(kind="resume", student=who, campus=campus, uploaded_by=who, uploaded_at=now())
    return [Entry.objects.count(), Certificate.objects.count(), 1]


def test_a_school_official_reads_without_consents(enrollment: Enrollment, rows: list[int], officer: User, auditor: User) -> None:
    assert seen_by(officer, enrollment) == seen_by(auditor, enrollment) == [200, 200, 200, *rows]


@pytest.mark.usefixtures("direct")
def test_where_students_decide_officers_and_auditors_see_nothing_without_consent(
    enrollment: Enrollment, rows: list[int], officer: User, auditor: User, emil: User
) -> None:
    assert seen_by(officer, enrollment) == seen_by(auditor, enrollment) == [404, 404, 404, 0, 0, 0]
    assert seen_by(emil, enrollment) == [200, 200, 200, *rows]
    assert signed_in(officer).post(f"/cohorts/people/{enrollment.public_id}/packet/").status_code == 404
    assert enrollment.student.legal_name not in signed_in(officer).get(f"/cohorts/{enrollment.cohort.slug}/").text
    assert enrollment.student.legal_name not in signed_in(auditor).get(f"/cohorts/{enrollment.cohort.slug}/coverage/").text


@pytest.mark.usefixtures("direct")
def test_the_board_its_figures_and_what_waits_are_of_those_who_consented(enrollment: Enrollment, officer: User, emil: User) -> None:
    stranger = member("bea@north.example", "student", enrollment.cohort.campus)
    put_enrollment(student=stranger, cohort=enrollment.cohort, since=TERM_BEGAN)
    outside(enrollment, document=certificate())
    at = f"/cohorts/{enrollment.cohort.slug}/"
    pages = {name: f"{at}{name}" for name in ("", "progress/", "waiting/")}

    def shown(person: User) -> dict[str, bool]:
        return {name: enrollment.student.legal_name in signed_in(person).get(page).text for name, page in pages.items()}

    assert shown(emil) == {"": True, "progress/": True, "waiting/": True}
    assert shown(officer) == {"": False, "progress/": False, "waiting/": False}
    assert fresh_counts(enrollment.cohort, officer)[0].total == 0
    consent_of(enrollment, "organization")

    assert shown(officer) == {"": True, "progress/": True, "waiting/": True}
    assert fresh_counts(enrollment.cohort, officer)[0].by_stage == {"trained": 1}
    assert fresh_counts(enrollment.cohort, emil)[0].total == 2
    assert board_home([enrollment.cohort], officer).running[0].total == 1


@pytest.mark.usefixtures("direct")
def test_a_consent_opens_what_it_names_to_whom_it_names_until_it_ends(enrollment: Enrollment, rows: list[int], officer: User, auditor: User) -> None:
    consent = consent_of(enrollment, "organization", records=["hours"])

    assert seen_by(officer, enrollment) == [200, 200, 200, rows[0], 0, 0]
    assert seen_by(auditor, enrollment) == [404, 404, 404, 0, 0, 0]
    assert signed_in(officer).post(f"/cohorts/people/{enrollment.public_id}/packet/").status_code == 404

    revoke_consent(consent=consent, by=enrollment.student)
    assert seen_by(officer, enrollment) == [404, 404, 404, 0, 0, 0]


@pytest.mark.usefixtures("direct")
def test_a_consent_for_one_campus_opens_nothing_elsewhere(enrollment: Enrollment, officer: User, emil: User) -> None:
    """The rule asks for campus and student together."""
    stranger = member("bea@north.example", "student", enrollment.cohort.campus)
    put_enrollment(student=stranger, cohort=enrollment.cohort, since=TERM_BEGAN)
    consent_of(enrollment, "organization")

    shown = places_shared_with(officer, roster(enrollment.cohort))

    assert [place.student for place in shown] == [enrollment.student]


@pytest.mark.usefixtures("direct")
def test_an_export_holds_those_who_consented_and_is_its_makers_until_one_consent_ends(enrollment: Enrollment, officer: User, emil: User) -> None:
    campus = enrollment.cohort.campus.slug
    assert enrollment.student.email not in record_of(enrollment, officer).decode()
    consent = consent_of(enrollment, "organization")
    data = record_of(enrollment, officer)
    people = {campus: [enrollment.student.public_id]}
    file = store("accreditation.record", data, name="r.csv", media_type="text/csv; charset=utf-8", campus=campus, by=officer.public_id, people=people)
    packet = store("accreditation.packet", b"PK", name="p.zip", media_type="application/zip", owner=enrollment.student.public_id, campus=campus)

    assert enrollment.student.email in data.decode()
    assert may_read_export(officer, file)
    assert may_read_packet(officer, packet)
    assert not may_read_export(member("olga@north.example", "officer", enrollment.cohort.campus), file)
    revoke_consent(consent=consent, by=enrollment.student)
    assert not may_read_export(officer, file)
    assert not may_read_packet(officer, packet)
    assert may_read_export(emil, file)
    assert may_read_packet(emil, packet)


def test_a_file_made_under_the_old_mode_is_not_an_officers_any_more(enrollment: Enrollment, officer: User, emil: User) -> None:
    people = {enrollment.cohort.campus.slug: [enrollment.student.public_id]}
    file = store("accreditation.record", b"x", name="r.csv", media_type="text/csv", campus="north", by=officer.public_id, people=people)
    assert may_read_export(officer, file)

    set_sharing(campus=enrollment.cohort.campus, mode="direct_to_student", reason="New agreement", by=emil)

    assert not may_read_export(officer, file)


def test_the_mode_is_set_in_two_steps_with_a_reason(enrollment: Enrollment, emil: User) -> None:
    browser, at = signed_in(emil), f"/cohorts/sharing/{enrollment.cohort.campus.slug}/"
    form = {"mode": "direct_to_student", "reason": "Agreement of 2 September 2026"}

    assert browser.post(at, {**form, "reason": ""}).status_code == 422
    asked = browser.post(at, form)
    assert (asked.status_code, "Change the mode?" in asked.text, CampusSharing.objects.count()) == (200, True, 0)
    assert browser.post(at, {**form, "confirm": "1"}).status_code == 302
    assert browser.post(at, {**form, "confirm": "1"}).status_code == 422
    page = browser.get(at).text
    assert "Agreement of 2 September 2026" in page
    assert "Mode: Direct to student" in page


def test_only_a_coordinator_or_administrator_sets_it(enrollment: Enrollment, emil: User, officer: User) -> None:
    campus = enrollment.cohort.campus

    with pytest.raises(Forbidden):
        set_sharing(campus=campus, mode="direct_to_student", reason="Mine", by=officer)
    with pytest.raises(Invalid):
        set_sharing(campus=campus, mode="open", reason="Mine", by=emil)
    with pytest.raises(Conflict):
        set_sharing(campus=campus, mode="school_official", reason="It is so", by=emil)
    assert set_sharing(campus=campus, mode="direct_to_student", reason="Agreement", by=emil).number == 1
    assert set_sharing(campus=campus, mode="school_official", reason="New agreement", by=member("ada@north.example", "administrator", None)).number == 2


@pytest.mark.usefixtures("direct")
def test_the_board_costs_an_officer_the_same_for_three_students_as_for_one(enrollment: Enrollment, officer: User) -> None:
    browser = signed_in(officer)
    consent_of(enrollment, "organization")
    browser.get(f"/cohorts/{enrollment.cohort.slug}/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            browser.get(f"/cohorts/{enrollment.cohort.slug}/")
        return len(counted)

    one = queries()
    for name in ("bea", "cai"):
        student = member(f"{name}@north.example", "student", enrollment.cohort.campus)
        consent_of(put_enrollment(student=student, cohort=enrollment.cohort, since=TERM_BEGAN), "organization")
    browser.get(f"/cohorts/{enrollment.cohort.slug}/")

    assert queries() == one


@pytest.mark.usefixtures("direct")
def test_outside_training_its_file_and_its_approval_follow_the_mode(enrollment: Enrollment, officer: User, auditor: User) -> None:
    training = outside(enrollment, document=certificate())
    file = file_called(training.document)
    assert file is not None
    assert [may_read_document(person, file) for person in (enrollment.student, officer, auditor)] == [True, False, False]
    assert not officer.has_perm("accreditation.decide_hours", training)

    consent_of(enrollment, "organization", records=["hours"])

    assert [may_read_document(person, file) for person in (officer, auditor)] == [True, False]
    assert officer.has_perm("accreditation.decide_hours", training)


@pytest.mark.usefixtures("direct")
def test_an_application_is_opened_for_who_shares_their_packet(enrollment: Enrollment, officer: User, emil: User) -> None:
    assert emil.has_perm("accreditation.open_application", enrollment)
    assert not officer.has_perm("accreditation.open_application", enrollment)

    consent_of(enrollment, "organization", records=["packet"])

    assert officer.has_perm("accreditation.open_application", enrollment)


@pytest.mark.usefixtures("direct")
def test_a_consent_to_an_audit_opens_no_packet_to_officers_and_one_to_a_filing_nothing_to_auditors(
    enrollment: Enrollment, rows: list[int], officer: User, auditor: User
) -> None:
    consent_of(enrollment, "organization", purpose="audit")
    consent_of(enrollment, "auditors", purpose="filing")

    assert not officer.has_perm("accreditation.open_application", enrollment)
    assert seen_by(officer, enrollment) == seen_by(auditor, enrollment) == [404, 404, 404, 0, 0, 0]


def test_a_filed_packet_is_not_an_auditors(enrollment: Enrollment, officer: User, auditor: User, emil: User) -> None:
    owner, campus = enrollment.student.public_id, enrollment.cohort.campus.slug
    file = store("accreditation.filed_packet", b"PK", name="p.zip", media_type="application/zip", owner=owner, campus=campus)

    assert [may_read_filed(person, file) for person in (enrollment.student, officer, emil, auditor)] == [True, True, True, False]

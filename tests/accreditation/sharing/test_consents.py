"""Consents shaped like 34 CFR 99.30: signed by the student, taken back by the student, written once."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accreditation.actions.give_consent import give_consent
from accreditation.actions.revoke_consent import revoke_consent
from accreditation.models import Application, Consent, ConsentRevocation, SponsoringOrganization
from accreditation.rules.sharing import consents_signed_by
from curriculum.models import Enrollment
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from lms.people.models import Campus, User
from tests.factories.course import member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def signed(enrollment: Enrollment, **changes: Any) -> Consent:
    student = enrollment.student
    facts = {"purpose": "filing", "records": ["hours", "packet"], "recipients": ["organization", "eoir", "uscis"], "typed_name": student.legal_name}
    return give_consent(campus=enrollment.cohort.campus, **{**facts, **changes}, by=student)


def filed(enrollment: Enrollment, state: str = "filed") -> Application:
    organization = SponsoringOrganization.objects.create(legal_name="Legal Aid", street="1 Main Street", city="Boston", state="MA", zip_code="02110")
    day = now().date()
    return Application.objects.create(
        student=enrollment.student.public_id, enrollment=enrollment.public_id, campus=enrollment.cohort.campus.slug, organization=organization,
        scheme="doj-partial-initial", requested_level="partial", role="volunteer", state=state, signed_rep_on=day, signed_ao_on=day, served_on=day,
        sent_on=day, opened_at=now(),
    )  # fmt: skip


def test_a_consent_says_what_for_what_to_whom_and_is_signed(enrollment: Enrollment) -> None:
    consent = signed(enrollment, typed_name=f"  {enrollment.student.legal_name.upper()} ")

    assert (consent.record_keys, consent.recipient_keys) == (["hours", "packet"], ["organization", "eoir", "uscis"])
    assert consent.signed_by == enrollment.student.public_id
    assert all(words in consent.statement for words in ("request that I be accredited", "Record of hours", "USCIS", enrollment.cohort.campus.name))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"purpose": "curiosity"}, "Say what"), ({"records": []}, "at least one kind"), ({"recipients": ["press"]}, "at least one recipient"),
        ({"typed_name": "Somebody Else"}, "Type your legal name"),
    ],
)  # fmt: skip
def test_what_the_regulation_asks_for_cannot_be_left_out(enrollment: Enrollment, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        signed(enrollment, **changes)

    assert not Consent.objects.exists()


def test_nobody_consents_for_a_campus_that_is_not_theirs(enrollment: Enrollment) -> None:
    south = Campus.objects.create(slug="south", name="South")

    with pytest.raises(Forbidden, match="no place"):
        give_consent(campus=south, purpose="filing", records=["hours"], recipients=["eoir"], typed_name=enrollment.student.legal_name, by=enrollment.student)


def test_the_student_alone_takes_it_back_once(enrollment: Enrollment, emil: User) -> None:
    consent = signed(enrollment)

    with pytest.raises(Forbidden):
        revoke_consent(consent=consent, by=emil)
    first = revoke_consent(consent=consent, by=enrollment.student)

    assert revoke_consent(consent=consent, by=enrollment.student) == first
    assert (consents_signed_by(enrollment.student).count(), consents_signed_by(emil).count()) == (1, 0)


def test_it_stands_while_what_was_filed_waits_for_a_decision(enrollment: Enrollment) -> None:
    consent, other = signed(enrollment), signed(enrollment, purpose="audit", recipients=["auditors"])
    application = filed(enrollment)

    with pytest.raises(Conflict, match="waits for a decision"):
        revoke_consent(consent=consent, by=enrollment.student)
    revoke_consent(consent=other, by=enrollment.student)
    Application.objects.filter(pk=application.pk).update(state="closed")

    assert revoke_consent(consent=consent, by=enrollment.student).consent == consent


def test_the_database_keeps_signatures(enrollment: Enrollment) -> None:
    consent = signed(enrollment)
    facts = {name: getattr(consent, name) for name in ("campus", "purpose", "records", "recipients", "statement", "typed_name", "signed_at")}

    with pytest.raises(AppendOnlyViolation):
        Consent.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(student=consent.student, signed_by="somebody", **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentRevocation.objects.create(consent=consent, student=consent.student, revoked_by="somebody", revoked_at=now())


def test_the_page_signs_shows_and_takes_back(enrollment: Enrollment) -> None:
    browser = signed_in(enrollment.student)
    form = {"campus": enrollment.cohort.campus.slug, "purpose": "audit", "records": ["hours"], "recipients": ["auditors"], "typed_name": "wrong"}

    assert browser.post("/record/sharing/", form).status_code == 422
    assert browser.post("/record/sharing/", {**form, "typed_name": enrollment.student.legal_name}).status_code == 302
    consent = Consent.objects.get()
    page = browser.get("/record/sharing/").text
    assert "What I signed, word for word" in page
    assert f"/record/sharing/{consent.public_id}/revoke/" in page
    assert browser.post(f"/record/sharing/{consent.public_id}/revoke/").status_code == 302
    assert "Taken back" in browser.get("/record/sharing/").text


def test_another_student_finds_no_consent_of_mine(enrollment: Enrollment) -> None:
    consent = signed(enrollment)
    other = signed_in(member("bea@north.example", "student", enrollment.cohort.campus))

    assert other.post(f"/record/sharing/{consent.public_id}/revoke/").status_code == 404
    assert enrollment.student.legal_name not in other.get("/record/sharing/").text


def test_the_page_tells_who_saw_what(enrollment: Enrollment, emil: User) -> None:
    signed_in(emil).get(f"/cohorts/people/{enrollment.public_id}/")

    page = signed_in(enrollment.student).get("/record/sharing/").text

    assert "Running the cohort" in page
    assert emil.display_name in page

"""Audits by link: opened for a named person, read-only, marked, logged, over when they are over; nobody else's data."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accreditation.actions.give_consent import give_consent
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.open_audit import open_audit
from accreditation.actions.revoke_audit import revoke_audit
from accreditation.actions.revoke_consent import revoke_consent
from accreditation.actions.take_anchor import take_anchor
from accreditation.models import Audit, Consent, Evidence
from accreditation.queries.audits import audited_record, audits_board, state_of
from accreditation.rules.audits import audits_kept_by
from curriculum.api import put_enrollment, roster
from curriculum.models import Enrollment
from lms.audit.models import Disclosure
from lms.core import clock
from lms.core.errors import Forbidden, Invalid
from lms.people.models import User
from tests.factories.certificates import ready
from tests.factories.course import TERM_BEGAN, member, signed_in
from tests.factories.tampering import as_the_database_owner

pytestmark = [pytest.mark.django_db, pytest.mark.services]
WHO = {"recipient": "Ines Roth", "organization": "Roth Auditors", "email": "ines@auditors.example", "purpose": "Yearly review of the program"}


def an_audit(enrollment: Enrollment, by: User, **changes: Any) -> Audit:
    return open_audit(**{"places": [enrollment], **WHO, "by": by, **changes})


def of_the_cohort(enrollment: Enrollment, by: User) -> Audit:
    return an_audit(enrollment, by, places=list(roster(enrollment.cohort).select_related("cohort__program")), cohort=enrollment.cohort)


def classmate(enrollment: Enrollment, name: str = "Zoraida") -> Enrollment:
    student = member(f"{name.lower()}@north.example", "student", enrollment.cohort.campus)
    User.objects.filter(pk=student.pk).update(legal_first_name=name, legal_last_name="Quintanilla")
    return ready(put_enrollment(student=User.objects.get(pk=student.pk), cohort=enrollment.cohort, since=TERM_BEGAN))


def consented(enrollment: Enrollment, *records: str) -> Consent:
    student = enrollment.student
    facts = {"records": records or ("hours", "certificates", "documents"), "recipients": ("auditors",), "typed_name": student.legal_name}
    return give_consent(campus=enrollment.cohort.campus, purpose="audit", **facts, by=student)


def let_in(mailbox: Any) -> Client:
    """The auditor's browser, once the code of their newest letter was given."""
    link = re.search(r"https?://[^/]+(/audit/\S+/)", mailbox.last().body)
    assert link is not None
    client = Client()
    assert client.get(link[1])["Location"] == "/links/"
    client.post("/links/")
    code = re.match(r"(\d{6}) is your code", mailbox.last().subject)
    assert code is not None
    assert client.post("/links/", {"code": code[1]})["Location"] == "/audit/"
    return client


def test_opened_looked_at_down_to_the_interval_verified_and_logged(enrollment: Enrollment, emil: User, mailbox: Any) -> None:
    issue_certificate(enrollment=enrollment, track="law_and_skills", by=emil)
    take_anchor()
    audit, browser = an_audit(enrollment, emil), let_in(mailbox)

    overview = browser.get("/audit/")
    student = browser.get(f"/audit/students/{enrollment.public_id}/")
    entry = browser.get(f"/audit/students/{enrollment.public_id}/entries/1/")
    verified = browser.post("/audit/verify/")

    assert enrollment.student.legal_name in overview.text
    assert "No. " in student.text
    assert "Entry fingerprint" in entry.text
    assert "Everything holds." in verified.text
    assert "Newest anchor: number 1" in verified.text
    seen = Disclosure.objects.filter(owner=enrollment.student.public_id, viewer=audit.public_id)
    assert set(seen.values_list("what", flat=True)) == {"List of an audit", "Record of hours", "Ledger entry", "Verification of the ledger"}
    assert set(seen.values_list("recipient", "purpose")) == {("Ines Roth, Roth Auditors", WHO["purpose"])}
    assert "Ines Roth, Roth Auditors" in signed_in(enrollment.student).get("/record/sharing/").text
    (card,) = audits_board(emil)
    assert {what: count for what, count, _last in card.looks}["Record of hours"] == 1


def test_every_page_is_marked_and_kept_by_nobody(enrollment: Enrollment, emil: User, mailbox: Any) -> None:
    audit, browser = an_audit(enrollment, emil), let_in(mailbox)
    place = f"/audit/students/{enrollment.public_id}/"

    for page in (browser.get("/audit/"), browser.get(place), browser.get(f"{place}entries/1/"), browser.post("/audit/verify/")):
        assert page.text.count(f"audit {audit.label}.") >= 2
        assert "Shown to Ines Roth, Roth Auditors" in page.text
        assert "noindex" in page["X-Robots-Tag"]
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "same-origin"
    assert [browser.post(at).status_code for at in ("/audit/", place, f"{place}entries/1/")] == [405, 405, 405]


def test_nobody_elses_name_or_hours_show(enrollment: Enrollment, emil: User, mailbox: Any) -> None:
    other = classmate(enrollment)
    an_audit(enrollment, emil)
    browser = let_in(mailbox)

    pages = [browser.get("/audit/"), browser.get(f"/audit/students/{enrollment.public_id}/"), browser.post("/audit/verify/")]
    pages += [browser.get(f"/audit/students/{enrollment.public_id}/entries/{seq}/") for seq in (1, 2)]

    assert not any(word in page.text for page in pages for word in ("Zoraida", "Quintanilla", other.public_id, other.student.public_id, emil.legal_name))
    for at in (f"/audit/students/{other.public_id}/", f"/audit/students/{other.public_id}/entries/1/", f"/audit/students/{enrollment.public_id}/entries/999/"):
        assert browser.get(at).status_code == 404
    assert not Disclosure.objects.filter(owner=other.student.public_id, recipient__contains="Roth").exists()


def test_no_answers_and_no_grades(enrollment: Enrollment, emil: User, mailbox: Any) -> None:
    an_audit(enrollment, emil)

    page = let_in(mailbox).get(f"/audit/students/{enrollment.public_id}/").text

    assert "%" not in re.sub(r"<[^>]+>", "", page)


@pytest.mark.parametrize("how", ["revoked", "expired", "code not given", "wrong code"])
def test_it_is_over_when_it_is_over(enrollment: Enrollment, emil: User, mailbox: Any, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    audit = an_audit(enrollment, emil, days=1)
    browser = Client() if how in ("code not given", "wrong code") else let_in(mailbox)
    if how == "revoked":
        revoke_audit(audit=audit, by=emil)
    elif how == "expired":
        later = clock.now() + timedelta(days=1, minutes=1)
        for module in ("lms.core.clock", "accreditation.queries.audits", "lms.people.queries.mailed_links"):
            monkeypatch.setattr(f"{module}.now", lambda: later)
    elif how == "wrong code":
        link = re.search(r"https?://[^/]+(/audit/\S+/)", mailbox.last().body)
        assert link is not None
        browser.get(link[1])
        browser.post("/links/")
        right = mailbox.last().subject[:6]
        assert browser.post("/links/", {"code": "000000" if right != "000000" else "111111"}).status_code == 422

    place = f"/audit/students/{enrollment.public_id}/"
    assert [browser.get(at).status_code for at in ("/audit/", place, f"{place}entries/1/")] == [404, 404, 404]
    assert browser.post("/audit/verify/").status_code == 404


@pytest.mark.usefixtures("direct")
def test_where_students_decide_those_without_consent_are_left_out_and_counted(enrollment: Enrollment, emil: User, mailbox: Any) -> None:
    classmate(enrollment)
    with pytest.raises(Invalid, match="Nobody here has consented"):
        of_the_cohort(enrollment, emil)
    consented(enrollment, "hours")
    audit, browser = of_the_cohort(enrollment, emil), let_in(mailbox)

    page = browser.get("/audit/").text

    assert (len(audit.places), audit.left_out) == (1, 1)
    assert "have not consented: 1 student" in page
    assert "Zoraida" not in page
    student = browser.get(f"/audit/students/{enrollment.public_id}/").text
    assert student.count("None are shown.") == 2


@pytest.mark.usefixtures("direct")
def test_a_consent_taken_back_closes_an_open_audit(enrollment: Enrollment, emil: User, mailbox: Any) -> None:
    consent = consented(enrollment)
    an_audit(enrollment, emil)
    browser = let_in(mailbox)
    assert browser.get(f"/audit/students/{enrollment.public_id}/").status_code == 200

    revoke_consent(consent=consent, by=enrollment.student)

    assert browser.get(f"/audit/students/{enrollment.public_id}/").status_code == 404
    assert "Nobody is shown any more." in browser.get("/audit/").text


def test_a_tampered_ledger_is_told(enrollment: Enrollment, emil: User, mailbox: Any) -> None:
    an_audit(enrollment, emil)
    browser = let_in(mailbox)
    with as_the_database_owner() as cursor:
        cursor.execute("UPDATE accreditation_entry SET minutes = 999 WHERE student = %s AND seq = 1", [enrollment.student.public_id])

    page = browser.post("/audit/verify/").text

    assert "Something does not hold." in page
    assert "Entry 1:" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"days": 61}, "1 to 60 days"),
        ({"days": 0}, "1 to 60 days"),
        ({"purpose": "  "}, "what for"),
        ({"email": "student@north.example"}, "address of a student"),
    ],
)
def test_what_is_refused(enrollment: Enrollment, emil: User, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        an_audit(enrollment, emil, **changes)


def test_only_coordinators_of_the_campus_open_end_and_list(enrollment: Enrollment, emil: User, officer: User, auditor: User) -> None:
    audit = an_audit(enrollment, emil)

    for person in (officer, auditor, enrollment.student):
        with pytest.raises(Forbidden):
            an_audit(enrollment, person)
        with pytest.raises(Forbidden):
            revoke_audit(audit=audit, by=person)
        assert not audits_kept_by(person).exists()
        assert signed_in(person).post(f"/cohorts/audits/{audit.public_id}/revoke/").status_code == 404
    assert audits_kept_by(emil).get() == audit
    assert signed_in(emil).post(f"/cohorts/audits/{audit.public_id}/revoke/").status_code == 302
    assert state_of(Audit.objects.get()) == "revoked"


def test_the_coordinators_pages(enrollment: Enrollment, emil: User) -> None:
    browser = signed_in(emil)
    form = {**WHO, "days": "14"}

    assert browser.post(f"/cohorts/audits/cohort/{enrollment.cohort.slug}/", {**form, "days": "90"}).status_code == 422
    assert browser.post(f"/cohorts/audits/cohort/{enrollment.cohort.slug}/", form).status_code == 302
    assert browser.post(f"/cohorts/audits/student/{enrollment.public_id}/", form).status_code == 302
    page = browser.get("/cohorts/audits/").text
    assert [audit.number for audit in Audit.objects.order_by("number")] == [1, 2]
    assert page.count("Roth Auditors") == 2


def test_the_list_costs_the_same_for_three_students_as_for_one(enrollment: Enrollment, emil: User, mailbox: Any) -> None:
    def queries() -> int:
        of_the_cohort(enrollment, emil)
        browser = let_in(mailbox)
        with CaptureQueriesContext(connection) as counted:
            browser.get("/audit/")
        return len(counted)

    one = queries()
    classmate(enrollment)
    classmate(enrollment, "Yara")

    assert queries() == one


def test_the_background_check_is_not_listed_for_auditors(enrollment: Enrollment, emil: User) -> None:
    who, campus = enrollment.student.public_id, enrollment.cohort.campus.slug
    Evidence.objects.create(kind="background_check", student=who, campus=campus, uploaded_by=who, uploaded_at=clock.now())

    assert audited_record(an_audit(enrollment, emil), enrollment).documents == []

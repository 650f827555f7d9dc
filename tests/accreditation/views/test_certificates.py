"""Certificates on the screens of their holder and of coordinators."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accreditation.actions.issue_certificate import issue_certificate
from accreditation.models import Certificate, CertificateTemplate, PublicCredential, Signatory
from accreditation.rules.certificates import certificates_changed_by, certificates_visible_to
from accreditation.tasks.certificates import issue_due_daily, run_issue_due, run_issue_ready
from curriculum.api import put_enrollment
from curriculum.models import Enrollment
from lms.audit.models import Disclosure
from lms.core.errors import NotFound
from lms.jobs.models import Job
from lms.people.models import Membership, User
from tests.accreditation.test_tasks import Run
from tests.factories.certificates import credited, ready, template
from tests.factories.course import TERM_BEGAN, enrolled_student, load_course, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TRACK = "law_and_skills"
HERE = "/cohorts/north-fall/certificates/"


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return ready(enrolled_student())


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return member("emil@north.example", "coordinator", enrollment.cohort.campus)


@pytest.fixture
def desk(emil: User) -> Client:
    return signed_in(emil)


@pytest.fixture
def student(enrollment: Enrollment) -> Client:
    return signed_in(enrollment.student)


@pytest.fixture
def certificate(enrollment: Enrollment, emil: User) -> Certificate:
    return issue_certificate(enrollment=enrollment, track=TRACK, by=emil)


def fellows(enrollment: Enrollment, *names: str) -> list[Enrollment]:
    """More students of the cohort, each with everything that is asked for."""
    found = []
    for number, name in enumerate(names, start=1):
        person = User.objects.create_user(f"{name}@north.example", "correct horse battery", legal_first_name=name, legal_last_name="Baker")
        Membership.objects.create(user=person, campus=enrollment.cohort.campus, role="student")
        found.append(put_enrollment(student=person, cohort=enrollment.cohort, since=TERM_BEGAN))
        credited(found[-1], number=number)
    return found


def test_a_student_finds_the_certificate_with_everything_it_says(student: Client, certificate: Certificate) -> None:
    assert certificate.number in student.get("/record/certificates/").text

    page = student.get(f"/record/certificates/{certificate.number}/about/").text

    for shown in ("Valid", "Rosa Díaz, Program director", "20 min", certificate.facts["verify_url"], "Offer the signed data there"):
        assert shown in page
    assert "Decide about it" not in page
    assert student.get(f"/record/certificates/{certificate.number}/credential.json").text == certificate.credential


def test_without_one_the_page_says_what_will_be_there(student: Client) -> None:
    assert "No certificate yet" in student.get("/record/certificates/").text


def test_only_the_holder_offers_the_signed_data(student: Client, desk: Client, certificate: Certificate) -> None:
    address = f"/record/certificates/{certificate.number}/share/"
    assert desk.post(address, {"share": "1"}).status_code == 404
    student.post(address, {"share": "1"})
    shared = PublicCredential.objects.count()
    student.post(address, {"share": "0"})

    assert (shared, PublicCredential.objects.count()) == (1, 0)


def test_a_certificate_from_before_signing_is_still_shown_and_cannot_be_shared(student: Client, enrollment: Enrollment) -> None:
    old = Certificate.objects.create(
        code="o" * 32, number="PW-OLD", student=enrollment.student.public_id, enrollment="older", campus="north", track=TRACK, ledger_seq=1, ledger_hash="",
        facts={"course": "Law", "name": "Ana", "signatory": "Program director"}, entries=[], pdf=b"%PDF", pdf_sha256="", issued_at=TERM_BEGAN, issued_by="x",
    )  # fmt: skip

    assert student.get(f"/record/certificates/{old.number}/about/").status_code == 200
    assert student.get(f"/record/certificates/{old.number}/credential.json").status_code == 404
    student.post(f"/record/certificates/{old.number}/share/", {"share": "1"})
    assert not PublicCredential.objects.exists()


class TestDeciding:
    def test_a_coordinator_withdraws_with_a_reason_that_the_holder_reads(self, desk: Client, student: Client, certificate: Certificate) -> None:
        about = f"/record/certificates/{certificate.number}/about/"

        response = desk.post(f"/cohorts/certificates/{certificate.number}/decide/", {"decision": "revoked", "reason": "The hours were another’s."})

        assert (response.status_code, response["Location"]) == (302, about)
        assert all(word in student.get(about).text for word in ("Revoked", "The hours were another’s.", "Emil"))

    def test_reissuing_leads_to_the_new_edition(self, desk: Client, certificate: Certificate) -> None:
        response = desk.post(f"/cohorts/certificates/{certificate.number}/decide/", {"decision": "reissue", "reason": "She married."})

        new = Certificate.objects.get(edition=2)
        assert response["Location"] == f"/record/certificates/{new.number}/about/"
        assert new.number in desk.get(f"/record/certificates/{certificate.number}/about/").text
        assert "Decide about it" not in desk.get(f"/record/certificates/{certificate.number}/about/").text

    @pytest.mark.parametrize(
        "form", [{}, {"decision": "revoked"}, {"decision": "superseded", "reason": "kept words"}, {"decision": "x", "reason": "kept words"}]
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, desk: Client, certificate: Certificate, form: dict[str, str]) -> None:
        response = desk.post(f"/cohorts/certificates/{certificate.number}/decide/", form)

        assert response.status_code == 422
        assert form.get("reason", "") in response.text
        assert not certificate.events.exists()

    def test_another_campus_finds_nothing(self, certificate: Certificate) -> None:
        stranger = member("s@south.example", "coordinator", enrolled_student("south", "b@south.example").cohort.campus)
        client = signed_in(stranger)

        told = [client.get(f"/record/certificates/{certificate.number}/{end}").status_code for end in ("", "about/", "credential.json", "entries/")]
        decided = client.post(f"/cohorts/certificates/{certificate.number}/decide/", {"decision": "revoked", "reason": "x"}).status_code
        assert (told, decided) == ([404] * 4, 404)

    def test_the_rule_and_its_list_agree(self, certificate: Certificate, emil: User, enrollment: Enrollment) -> None:
        people = [
            emil,
            enrollment.student,
            *(member(f"{role}@north.example", role, enrollment.cohort.campus) for role in ("officer", "auditor", "administrator", "instructor")),
        ]

        for person in people:
            one = User.objects.get(pk=person.pk)
            assert one.has_perm("accreditation.view_certificate", certificate) == certificates_visible_to(one).filter(pk=certificate.pk).exists()
            assert one.has_perm("accreditation.change_certificate", certificate) == certificates_changed_by(one).filter(pk=certificate.pk).exists()


class TestCohort:
    def test_it_says_who_has_one_who_is_ready_and_what_is_missing(self, desk: Client, certificate: Certificate, enrollment: Enrollment) -> None:
        ready_one, other = fellows(enrollment, "Ben", "Cleo")
        credited(other, number=99, minutes=1)
        Membership.objects.create(user=other.student, campus=other.cohort.campus, role="instructor")
        User.objects.filter(pk=other.student_id).update(legal_last_name="")

        page = desk.get(HERE).text

        assert "1 issued, 1 ready" in page
        assert certificate.number in page
        assert "The legal name is not known" in page
        assert f"/cohorts/people/{ready_one.public_id}/certificates/{TRACK}/" in page
        assert Disclosure.objects.filter(what="Certificates of the cohort", owner=ready_one.student.public_id).exists()

    def test_it_costs_the_same_for_one_student_and_for_four(self, desk: Client, enrollment: Enrollment) -> None:
        desk.get(HERE)
        with CaptureQueriesContext(connection) as one:
            desk.get(HERE)
        fellows(enrollment, "Ben", "Cleo", "Dina")

        with CaptureQueriesContext(connection) as four:
            desk.get(HERE)

        assert len(four) == len(one)

    def test_without_a_signatory_nothing_can_be_issued_and_the_page_says_so(self, desk: Client, enrollment: Enrollment) -> None:
        Signatory.objects.all().delete()

        page = desk.get(HERE).text

        assert "Nobody is appointed to sign" in page
        assert "Issue to everybody" not in page

    def test_one_is_issued_from_the_list(self, desk: Client, enrollment: Enrollment) -> None:
        response = desk.post(f"/cohorts/people/{enrollment.public_id}/certificates/{TRACK}/", {"back": "cohort"})

        assert (response["Location"], Certificate.objects.count()) == (HERE, 1)

    def test_everybody_who_is_ready_is_issued_in_the_background(self, desk: Client, enrollment: Enrollment, emil: User) -> None:
        fellows(enrollment, "Ben")

        response = desk.post(f"{HERE}issue/", {"track": TRACK})

        job = Job.objects.get(kind="accreditation.issue_certificates")
        assert response["Location"] == f"/jobs/{job.public_id}/"
        run = Run(emil.public_id, job.payload)
        assert run_issue_ready(run)["sentence"] == "2 certificates issued; 0 had one already, 0 not ready yet."
        assert run_issue_ready(run)["sentence"] == "0 certificates issued; 2 had one already, 0 not ready yet."

    def test_a_job_whose_right_ended_issues_nothing(self, enrollment: Enrollment) -> None:
        with pytest.raises(NotFound):
            run_issue_ready(Run(enrollment.student.public_id, {"cohort": "north-fall", "track": TRACK}))

    def test_an_unknown_track_is_refused_in_words(self, desk: Client) -> None:
        response = desk.post(f"{HERE}issue/", {"track": "nothing"}, follow=True)

        assert "Choose a track of this program." in response.text
        assert not Job.objects.filter(kind="accreditation.issue_certificates").exists()

    def test_the_sweep_issues_by_rule_where_the_template_says_so(self, enrollment: Enrollment) -> None:
        issue_due_daily()
        before = Job.objects.filter(kind="accreditation.issue_due_certificates").count()
        template(enrollment, number=2, by_rule=True)

        issue_due_daily()
        issue_due_daily()

        job = Job.objects.get(kind="accreditation.issue_due_certificates")
        assert (before, run_issue_due(Run("", job.payload))["sentence"]) == (0, "1 certificate issued by rule.")


class TestReview:
    def test_what_waits_stands_on_the_home_page_and_in_its_list(self, desk: Client, certificate: Certificate) -> None:
        desk.post(f"/cohorts/certificates/{certificate.number}/decide/", {"decision": "flagged", "reason": "The sheet is in doubt."})

        assert "1 certificate to look at" in desk.get("/").text
        assert certificate.number in desk.get("/cohorts/certificates/").text

        desk.post(f"/cohorts/certificates/{certificate.number}/decide/", {"decision": "reinstated", "reason": "The sheet is right."})

        assert "Nothing is under review" in desk.get("/cohorts/certificates/").text


class TestSettings:
    form = {"title": "Diploma", "course": "", "text": "Thirteen sessions.", "provider": "North", "provider_address": "1 Oak St", "validity_months": ""}

    def test_a_template_is_kept_as_a_new_version_and_only_when_it_says_something_new(self, desk: Client, certificate: Certificate) -> None:
        for _ in range(2):
            assert desk.post(f"{HERE}{TRACK}/text/", self.form)["Location"] == HERE

        assert list(CertificateTemplate.objects.values_list("number", "title")) == [(1, "Certificate of completion"), (2, "Diploma")]
        certificate.refresh_from_db()
        assert certificate.facts["title"] == "Certificate of completion"

    @pytest.mark.parametrize("missing", ["title", "provider", "provider_address"])
    def test_who_and_where_are_needed(self, desk: Client, missing: str) -> None:
        response = desk.post(f"{HERE}{TRACK}/text/", {**self.form, missing: " "})

        assert response.status_code == 422
        assert "Thirteen sessions." in response.text
        assert CertificateTemplate.objects.count() == 1

    def test_a_track_that_is_none_has_no_page(self, desk: Client) -> None:
        assert desk.get(f"{HERE}nothing/text/").status_code == 404

    def test_who_is_appointed_ends_whoever_was_before(self, desk: Client) -> None:
        desk.post("/cohorts/signatories/north/", {"name": "Noor Haddad", "title": "Dean", "appointed_from": "2026-02-01"})

        assert list(Signatory.objects.order_by("appointed_from").values_list("name", "appointed_until")) == [
            ("Rosa Díaz", Signatory.objects.earliest("appointed_from").appointed_until), ("Noor Haddad", None),
        ]  # fmt: skip
        assert str(Signatory.objects.earliest("appointed_from").appointed_until) == "2026-01-31"
        assert "Noor Haddad" in desk.get("/cohorts/signatories/north/").text

    @pytest.mark.parametrize(
        "form",
        [
            {"appointed_from": "2019-01-01"},
            {"appointed_from": "2020-01-01"},
            {"appointed_from": "2026-02-01", "appointed_until": "2026-01-01"},
            {"appointed_from": "soon"},
        ],
    )
    def test_days_that_do_not_fit_are_refused_in_words(self, desk: Client, form: dict[str, str]) -> None:
        response = desk.post("/cohorts/signatories/north/", {"name": "Noor Haddad", "title": "Dean", **form})

        assert (response.status_code, Signatory.objects.count()) == (422, 1)
        assert "Noor Haddad" in response.text

    def test_an_appointment_ends_with_a_day(self, desk: Client) -> None:
        named = Signatory.objects.get()
        for day in ("2019-01-01", "soon", "2026-05-31"):
            desk.post(f"/cohorts/signatories/{named.public_id}/end/", {"last_day": day})

        named.refresh_from_db()
        assert str(named.appointed_until) == "2026-05-31"

    def test_another_campus_finds_nothing(self, enrollment: Enrollment) -> None:
        stranger = signed_in(member("s@south.example", "coordinator", enrolled_student("south", "b@south.example").cohort.campus))
        own = Signatory.objects.filter(campus=enrollment.cohort.campus).get()

        told = [stranger.get(path).status_code for path in (HERE, f"{HERE}{TRACK}/text/", "/cohorts/signatories/north/")]
        ended = stranger.post(f"/cohorts/signatories/{own.public_id}/end/", {"last_day": "2026-05-31"}).status_code
        assert (told, ended) == ([404] * 3, 404)

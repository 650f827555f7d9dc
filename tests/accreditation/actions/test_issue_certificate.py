"""Issuing: once for a place and track, by a person or by rule, with everything EOIR asks for, or a list of what is missing."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from accreditation.actions.change_certificate import change_certificate
from accreditation.actions.issue_by_rule import issue_by_rule
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.issue_ready import Issued, issue_due, issue_ready
from accreditation.credentials import verify_file
from accreditation.models import Certificate, Signatory, SponsoringOrganization
from accreditation.queries.certificate_settings import missing_from_settings, wording_of
from accreditation.queries.credential_keys import known_keys
from curriculum.api import put_enrollment
from curriculum.models import Enrollment
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.models import Notice
from lms.people.models import Membership, User
from tests.factories.certificates import ADDRESS, credited, ready, signatory, template
from tests.factories.course import TERM_BEGAN, enrolled_student, load_course, member

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TRACK = "law_and_skills"


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return ready(enrolled_student())


@pytest.fixture
def coordinator(enrollment: Enrollment) -> User:
    return member("coordinator@north.example", "coordinator", enrollment.cohort.campus)


def by_rule(enrollment: Enrollment) -> None:
    template(enrollment, number=2, by_rule=True)


def another(enrollment: Enrollment, name: str) -> Enrollment:
    """A fellow student of the same cohort, with nothing credited yet."""
    student = User.objects.create_user(f"{name}@north.example", "correct horse battery", legal_first_name=name, legal_last_name="Baker")
    Membership.objects.create(user=student, campus=enrollment.cohort.campus, role="student")
    return put_enrollment(student=student, cohort=enrollment.cohort, since=TERM_BEGAN)


def test_a_certificate_states_what_the_record_says_and_rests_on_its_entries(enrollment: Enrollment, coordinator: User) -> None:
    entry = credited(enrollment, 7, number=1, mode="live_remote")

    certificate = issue_certificate(enrollment=enrollment, track=TRACK, by=coordinator)

    facts = certificate.facts
    assert (facts["minutes"], facts["hours"], facts["name"], facts["provider_address"]) == (27, "27 min", "Ana Alvarez", ADDRESS)
    assert (facts["modes"], facts["signatory"], facts["signatory_title"]) == ("Live, remote: 7 min; Self-paced: 20 min", "Rosa Díaz", "Program director")
    assert [seq for seq, _ in certificate.entries] == [1, 2]
    assert certificate.entries[1] == [entry.seq, entry.hash]
    assert (certificate.ledger_seq, certificate.edition, certificate.replaces, certificate.issued_by) == (2, 1, None, coordinator.public_id)


def test_paper_and_data_are_signed_and_say_the_same(enrollment: Enrollment, coordinator: User) -> None:
    certificate = issue_certificate(enrollment=enrollment, track=TRACK, by=coordinator)

    verdicts = [verify_file(data, known_keys()) for data in (bytes(certificate.pdf), certificate.credential.encode())]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(bytes(certificate.pdf))).pages)
    assert [(verdict.is_genuine, verdict.number) for verdict in verdicts] == [(True, certificate.number)] * 2
    assert [word for word in (certificate.number, "Ana Alvarez", ADDRESS, "(20 minutes)", "Rosa Díaz, Program director") if word not in text] == []
    assert json.loads(certificate.credential)["credentialStatus"]["statusListIndex"] == str(certificate.status_index)


def test_issuing_again_gives_the_same_certificate_and_tells_once(enrollment: Enrollment, coordinator: User) -> None:
    first = issue_certificate(enrollment=enrollment, track=TRACK, by=coordinator)

    second = issue_certificate(enrollment=enrollment, track=TRACK, by=coordinator)

    assert (second.pk, Certificate.objects.count()) == (first.pk, 1)
    assert Notice.objects.filter(kind="accreditation.certificate_issued").count() == 1


def test_everything_that_is_missing_is_named(enrollment: Enrollment, coordinator: User) -> None:
    other = another(enrollment, "Ben")
    credited(other, 4, number=9, topics={"asylum": 4})
    Signatory.objects.all().delete()

    with pytest.raises(Invalid) as refused:
        issue_certificate(enrollment=other, track=TRACK, by=coordinator)

    assert refused.value.sentences == [
        "6 min more in Law and skills.", "No credited time yet in: Ethics.", "Nobody is appointed to sign certificates on this day. Name the signatory.",
    ]  # fmt: skip


def test_without_a_template_the_sponsoring_organizations_address_stands_there(enrollment: Enrollment) -> None:
    campus = enrollment.cohort.campus

    assert wording_of(None, campus).provider_address == ""
    assert missing_from_settings(wording_of(None, campus), None)[0].startswith("The provider’s address is not known")

    SponsoringOrganization.objects.create(legal_name="Open Door", street="5 Oak St", city="Gary", state="IN", zip_code="46402").campuses.add(campus)

    assert wording_of(None, campus).provider_address == "Open Door, 5 Oak St, Gary, IN 46402"


def test_who_signs_is_who_was_appointed_on_the_day(enrollment: Enrollment, coordinator: User) -> None:
    Signatory.objects.update(appointed_until=date(2026, 1, 31))
    signatory(enrollment.cohort.campus, name="Noor Haddad", title="Acting director", appointed_from=date(2026, 2, 1))
    signatory(enrollment.cohort.campus, name="Somebody Later", appointed_from=date(2090, 1, 1), appointed_until=date(2091, 1, 1))

    certificate = issue_certificate(enrollment=enrollment, track=TRACK, by=coordinator)

    assert (certificate.facts["signatory"], certificate.facts["signatory_since"]) == ("Noor Haddad", "Feb 1, 2026")


def test_nobody_issues_their_own(enrollment: Enrollment) -> None:
    Membership.objects.create(user=enrollment.student, campus=enrollment.cohort.campus, role="coordinator")
    student = User.objects.get(pk=enrollment.student_id)

    with pytest.raises(Forbidden):
        issue_certificate(enrollment=enrollment, track=TRACK, by=student)


def test_a_coordinator_of_another_campus_issues_nothing(enrollment: Enrollment) -> None:
    stranger = member("stranger@south.example", "coordinator", enrolled_student("south", "b@south.example").cohort.campus)

    with pytest.raises(Forbidden):
        issue_certificate(enrollment=enrollment, track=TRACK, by=stranger)


class TestByRule:
    def test_nothing_is_issued_where_the_template_does_not_say_so(self, enrollment: Enrollment) -> None:
        with pytest.raises(Conflict) as refused:
            issue_certificate(enrollment=enrollment, track=TRACK)

        assert (refused.value.code, issue_by_rule(enrollment=enrollment)) == ("not_by_rule", [])

    def test_it_is_issued_once_by_nobody(self, enrollment: Enrollment) -> None:
        by_rule(enrollment)

        first, second = issue_by_rule(enrollment=enrollment), issue_by_rule(enrollment=enrollment)

        assert ([one.issued_by for one in first], second, Certificate.objects.count()) == (["pathway"], [], 1)
        assert Notice.objects.filter(kind="accreditation.certificate_issued").count() == 1

    def test_who_is_not_trained_yet_waits(self, enrollment: Enrollment) -> None:
        by_rule(enrollment)
        other = another(enrollment, "Ben")

        made = issue_due(cohort=enrollment.cohort)
        credited(other, number=5)

        assert (made, issue_due(cohort=enrollment.cohort), issue_due(cohort=enrollment.cohort)) == (1, 1, 0)

    def test_a_revoked_certificate_is_not_issued_again_by_rule(self, enrollment: Enrollment, coordinator: User) -> None:
        by_rule(enrollment)
        [certificate] = issue_by_rule(enrollment=enrollment)
        change_certificate(certificate=certificate, kind="revoked", reason="A mistake.", by=coordinator)

        assert issue_by_rule(enrollment=enrollment) == []


def test_everybody_who_is_ready_is_issued_and_a_second_run_issues_the_rest(enrollment: Enrollment, coordinator: User) -> None:
    other = another(enrollment, "Ben")
    told: list[tuple[int, int, str]] = []

    first = issue_ready(cohort=enrollment.cohort, track=TRACK, by=coordinator, progress=lambda *step: told.append(step))
    credited(other, number=5)
    second = issue_ready(cohort=enrollment.cohort, track=TRACK, by=coordinator)

    assert (first, second) == (Issued(now=1, before=0, not_ready=1), Issued(now=1, before=1, not_ready=0))
    assert [step[:2] for step in told] == [(0, 2), (1, 2)]

"""Who is told of certificates and corrections, and that the link is theirs to open."""

from pathlib import Path

import pytest
from django.test import Client

from accreditation.actions.decide_correction import approve_correction, decline_correction
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.propose_correction import propose_correction
from accreditation.ledger.append import append
from accreditation.models import Correction, Entry
from assessments.models import AssessmentPage
from curriculum.models import Enrollment
from lms.notices.api import Notice
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.ledger import draft

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def entry(place: Enrollment) -> Entry:
    student = place.student.public_id
    return append(draft(student=student, enrollment=place.public_id, campus="north", track="law_and_skills", topics={"asylum": 10, "ethics_upl": 20})).entry


@pytest.fixture
def emil(place: Enrollment, settings: pytest.FixtureRequest) -> User:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    return member("emil@north.example", "coordinator", place.cohort.campus)


def proposed(entry: Entry, by: User) -> Correction:
    return propose_correction(entry=entry, minutes=12, category=entry.category, topic="", reason="A secret reason.", by=by)


def told(kind: str) -> dict[str, Notice]:
    return {User.objects.get(public_id=row.person).email: row for row in Notice.objects.filter(kind=f"accreditation.{kind}")}


def opens(person: User, notice: Notice) -> bool:
    client: Client = signed_in(person)
    return client.get(notice.url).status_code == 200


def test_who_may_approve_is_told_of_a_proposal_and_nobody_else(entry: Entry, emil: User) -> None:
    campus = emil.active_memberships[0].campus
    for role in ("coordinator", "officer", "instructor", "auditor", "administrator"):
        member(f"{role}2@north.example", role, campus)

    proposed(entry, emil)

    notices = told("correction_proposed")
    assert sorted(notices) == ["coordinator2@north.example", "officer2@north.example"]
    assert all(opens(User.objects.get(email=email), notice) for email, notice in notices.items())
    assert not any("secret" in notice.text or "12" in notice.text for notice in notices.values())


def test_where_nobody_else_may_approve_administrators_are_told(entry: Entry, emil: User) -> None:
    member("admin@north.example", "administrator", emil.active_memberships[0].campus)

    proposed(entry, emil)

    assert list(told("correction_proposed")) == ["admin@north.example"]


@pytest.mark.parametrize("approve", [True, False])
def test_proposer_and_student_are_told_of_the_decision(entry: Entry, emil: User, place: Enrollment, approve: bool) -> None:
    second = member("mateo@north.example", "coordinator", place.cohort.campus)
    correction = proposed(entry, emil)

    for _ in range(2):  # deciding twice tells once
        if approve:
            approve_correction(correction=correction, by=second)
        else:
            decline_correction(correction=correction, answer="A secret answer.", by=second)

    notices = told("correction_decided")
    assert sorted(notices) == ["emil@north.example", "student@north.example"]
    assert ("approved" in notices["emil@north.example"].subject_line) is approve
    assert ("corrected" in notices["student@north.example"].subject_line) is approve
    assert all(opens(User.objects.get(email=email), notice) for email, notice in notices.items())
    assert not any("secret" in notice.text for notice in notices.values())


def test_a_certificate_tells_its_student(entry: Entry, emil: User, place: Enrollment) -> None:
    AssessmentPage.objects.update(required=False)

    issue_certificate(enrollment=place, track="law_and_skills", by=emil)

    [(email, notice)] = told("certificate_issued").items()
    assert (email, notice.subject_line) == ("student@north.example", "Your certificate is ready")
    assert opens(place.student, notice)

"""A second person's word on a document: who may give it, what follows, and who is told."""

from pathlib import Path

import pytest

from accreditation.actions.decide_evidence import reject_evidence, verify_evidence
from accreditation.actions.evidence_steps import add_event, newest_event
from accreditation.actions.withdraw_evidence import withdraw_evidence
from accreditation.models import Evidence, EvidenceEvent, EvidenceEventKind
from accreditation.queries.evidence import documents
from curriculum.models import Enrollment
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.api import Notice
from lms.people.models import Membership, User
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.evidence import handed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(place: Enrollment) -> User:
    return member("emil@north.example", "coordinator", place.cohort.campus)


def steps(evidence: Evidence) -> list[str]:
    return list(EvidenceEvent.objects.filter(evidence=evidence).values_list("kind", flat=True))


def told(evidence: Evidence) -> list[tuple[str, str]]:
    found = Notice.objects.filter(kind="accreditation.evidence_decided", key__contains=evidence.public_id)
    return sorted((User.objects.get(public_id=one.person).email, one.subject_line) for one in found)


def test_verifying_tells_the_student_once(place: Enrollment, emil: User) -> None:
    evidence = handed_in(place)

    verify_evidence(evidence=evidence, by=emil)
    verify_evidence(evidence=evidence, by=emil)

    assert steps(evidence) == ["submitted", "verified"]
    assert told(evidence) == [("student@north.example", "Verified: Resume")]


def test_rejecting_keeps_the_reason_for_who_handed_it_in_and_the_student(place: Enrollment, emil: User) -> None:
    officer = member("officer@north.example", "officer", place.cohort.campus)
    evidence = handed_in(place, "recommendation_letter", by=emil)

    reject_evidence(evidence=evidence, reason="  Page two is missing.  ", by=officer)

    (document,) = documents([evidence])
    assert (document.state, document.reason, document.decided_by) == ("rejected", "Page two is missing.", officer.display_name)
    assert [one[0] for one in told(evidence)] == ["emil@north.example", "student@north.example"]
    assert not Notice.objects.filter(text__contains="Page two").exists()


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_a_rejection_says_why(place: Enrollment, emil: User, reason: str) -> None:
    evidence = handed_in(place)

    with pytest.raises(Invalid):
        reject_evidence(evidence=evidence, reason=reason, by=emil)

    assert steps(evidence) == ["submitted"]


def test_nobody_decides_about_their_own(place: Enrollment, emil: User) -> None:
    mine = handed_in(place, "last_approval", by=emil)
    theirs = handed_in(place)
    Membership.objects.create(user=place.student, campus=place.cohort.campus, role="coordinator")

    for evidence, person in ((mine, emil), (theirs, User.objects.get(pk=place.student.pk))):
        with pytest.raises(Forbidden, match="A second person verifies"):
            verify_evidence(evidence=evidence, by=person)
        with pytest.raises(Forbidden):
            reject_evidence(evidence=evidence, reason="No.", by=person)


def test_only_the_roles_of_the_kind_on_that_campus_decide(place: Enrollment) -> None:
    evidence = handed_in(place)
    other = enrolled_student("south", "ben@south.example", program=place.cohort.program)
    strangers = [member("auditor@north.example", "auditor", place.cohort.campus), member("south@south.example", "coordinator", other.cohort.campus)]

    for person in strangers:
        with pytest.raises(Forbidden):
            verify_evidence(evidence=evidence, by=person)


def test_an_administrator_may_where_a_campus_has_one_coordinator(place: Enrollment, emil: User) -> None:
    evidence = handed_in(place, by=emil)

    verify_evidence(evidence=evidence, by=member("admin@north.example", "administrator", place.cohort.campus))

    assert steps(evidence) == ["submitted", "verified"]


def test_what_was_found_out_later_takes_a_verification_back_and_it_can_be_given_again(place: Enrollment, emil: User) -> None:
    evidence = handed_in(place)

    verify_evidence(evidence=evidence, by=emil)
    reject_evidence(evidence=evidence, reason="The writer did not write it.", by=emil)
    verify_evidence(evidence=evidence, by=emil)

    assert steps(evidence) == ["submitted", "verified", "rejected", "verified"]
    assert [title for _, title in told(evidence)] == ["Not accepted: Resume", "Verified: Resume", "Verified: Resume"]


def test_what_was_taken_back_is_not_decided_any_more(place: Enrollment, emil: User) -> None:
    evidence = handed_in(place)
    withdraw_evidence(evidence=evidence, by=place.student)
    withdraw_evidence(evidence=evidence, by=place.student)

    with pytest.raises(Conflict, match="withdrawn meanwhile"):
        verify_evidence(evidence=evidence, by=emil)

    assert steps(evidence) == ["submitted", "withdrawn"]


def test_only_who_handed_it_in_takes_it_back(place: Enrollment, emil: User) -> None:
    theirs, ours = handed_in(place), handed_in(place, "last_approval", by=emil)

    with pytest.raises(Forbidden):
        withdraw_evidence(evidence=theirs, by=emil)
    with pytest.raises(Forbidden):
        withdraw_evidence(evidence=ours, by=place.student)


def test_of_two_decisions_at_once_the_second_is_told_to_look_again(place: Enrollment, emil: User) -> None:
    evidence = handed_in(place)
    seen = newest_event(evidence)
    verify_evidence(evidence=evidence, by=emil)

    with pytest.raises(Conflict, match="Somebody else was quicker"):
        add_event(evidence, EvidenceEventKind.REJECTED, by=member("b@north.example", "officer", place.cohort.campus), after=seen, text="No.")

    assert steps(evidence) == ["submitted", "verified"]

"""Who may confirm, at which address, and in which matters students work."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accreditation.actions.assign_student import assign_student, end_place
from accreditation.actions.decide_attorney import decide_attorney
from accreditation.actions.keep_matter import close_matter, open_matter
from accreditation.actions.propose_attorney import propose_attorney
from accreditation.models import AttorneyProposal, Matter, MatterStudent, SupervisingAttorney
from accreditation.rules.practice import attorney_proposals_decided_by
from curriculum.models import Enrollment
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import Membership, User
from tests.factories.cohorts import student_of
from tests.factories.course import member
from tests.factories.practice import attorney_on_record, keepers_of, link_of, matter_of, sent_entry

FACTS = {"name": "Ada Ruiz", "email": "ada@law.example", "bar_state": "ma", "bar_number": "654321", "organization": "Harbor Legal Aid"}


def test_a_record_is_made_by_one_and_approved_by_another(enrollment: Enrollment) -> None:
    first, second = keepers_of(enrollment.cohort.campus)
    proposal = propose_attorney(campus=enrollment.cohort.campus, by=first, **FACTS)

    with pytest.raises(Forbidden):
        decide_attorney(proposal=proposal, approve=True, by=first)
    assert not SupervisingAttorney.objects.exists()

    decide_attorney(proposal=proposal, approve=True, by=second)
    decide_attorney(proposal=proposal, approve=True, by=second)
    assert [(one.name, one.bar_state, one.campus) for one in SupervisingAttorney.objects.all()] == [("Ada Ruiz", "MA", "north")]


def test_a_student_neither_proposes_nor_approves_even_as_a_coordinator(enrollment: Enrollment, student: User, keeper: User) -> None:
    campus = enrollment.cohort.campus
    Membership.objects.create(user=student, campus=campus, role="coordinator")
    proposal = propose_attorney(campus=campus, by=keeper, **FACTS)

    with pytest.raises(Forbidden):
        propose_attorney(campus=campus, by=student, **{**FACTS, "email": "other@law.example"})
    with pytest.raises(Forbidden):
        decide_attorney(proposal=proposal, approve=True, by=student)


def test_an_address_of_a_student_is_no_attorneys_address(enrollment: Enrollment, student: User, keeper: User) -> None:
    with pytest.raises(Invalid, match="student’s address"):
        propose_attorney(campus=enrollment.cohort.campus, by=keeper, **{**FACTS, "email": student.email.upper()})


def test_a_changed_address_waits_for_a_second_person_and_ends_the_old_links(enrollment: Enrollment) -> None:
    campus = enrollment.cohort.campus
    first, second = keepers_of(campus)
    attorney = attorney_on_record(campus)
    link = link_of(attorney)
    proposal = propose_attorney(campus=campus, attorney=attorney, by=first, **{**FACTS, "email": "new@law.example"})
    with pytest.raises(Conflict):
        propose_attorney(campus=campus, attorney=attorney, by=second, **{**FACTS, "email": "third@law.example"})
    attorney.refresh_from_db()
    assert attorney.email == "ada654321@law.example"

    decide_attorney(proposal=proposal, approve=True, by=second)

    attorney.refresh_from_db()
    link.refresh_from_db()
    assert (attorney.email, link.revoked_at is not None) == ("new@law.example", True)


@pytest.mark.parametrize("changes", [{"decided_by": "first"}, {"state": "approved"}, {"state": "unheard of"}])
def test_the_database_refuses_a_wrong_proposal(enrollment: Enrollment, keeper: User, changes: dict[str, str]) -> None:
    proposal = propose_attorney(campus=enrollment.cohort.campus, by=keeper, **FACTS)
    values = {name: keeper.public_id if value == "first" else value for name, value in changes.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        AttorneyProposal.objects.filter(pk=proposal.pk).update(**values)


def test_who_may_approve_and_what_waits_for_them_agree(enrollment: Enrollment, student: User) -> None:
    campus = enrollment.cohort.campus
    first, second = keepers_of(campus)
    proposal = propose_attorney(campus=campus, by=first, **FACTS)
    people = [first, second, student, member("o@north.example", "officer", campus), member("a@north.example", "auditor", campus)]

    listed = [person.email for person in people if attorney_proposals_decided_by(person).exists()]

    assert listed == [person.email for person in people if person.has_perm("accreditation.approve_attorney", proposal)]
    assert listed == ["second@north.example", "o@north.example"]


def test_the_code_of_a_matter_says_nothing_and_the_database_takes_no_name(enrollment: Enrollment, matter: Matter) -> None:
    assert Matter.objects.filter(code__regex="^M-[2-9A-Z]{4}$").get() == matter
    for name in ("Rosa", "M-rosa", "M-7K3", "M-7K3F1", "M-7K0F"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Matter.objects.filter(pk=matter.pk).update(code=name)


def test_two_students_work_in_a_matter_and_a_third_waits_for_a_place(enrollment: Enrollment, matter: Matter, keeper: User) -> None:
    from curriculum.api import put_enrollment

    others = [put_enrollment(student=student_of(enrollment.cohort.campus, name), cohort=enrollment.cohort) for name in ("bela", "cora")]
    assign_student(matter=matter, enrollment=others[0], by=keeper)
    assert assign_student(matter=matter, enrollment=enrollment, by=keeper).slot == 1
    with pytest.raises(Conflict, match="Two students"):
        assign_student(matter=matter, enrollment=others[1], by=keeper)

    end_place(place=MatterStudent.objects.get(student=enrollment.student.public_id), by=keeper)

    assert assign_student(matter=matter, enrollment=others[1], by=keeper).slot == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        MatterStudent.objects.create(matter=matter, student="x", enrollment="x", slot=2, assigned_by="y", assigned_at=matter.places.first().assigned_at)


def test_a_matter_is_closed_when_nothing_waits_in_it(enrollment: Enrollment, keeper: User) -> None:
    matter = matter_of(enrollment)
    sent_entry(matter, enrollment.student)
    with pytest.raises(Conflict):
        close_matter(matter=matter, closed_on=date(2026, 11, 1), by=keeper)
    empty = open_matter(attorney=matter.attorney, category="tps", opened_on=date(2026, 9, 1), by=keeper)
    with pytest.raises(Invalid):
        close_matter(matter=empty, closed_on=date(2026, 8, 1), by=keeper)
    assert close_matter(matter=empty, closed_on=date(2026, 11, 1), by=keeper).closed_on == date(2026, 11, 1)

"""Who may write, read, confirm and look after supervised practice. An attorney has no account: their pages open by a mailed link alone."""

from typing import Any

import rules
from django.db.models import QuerySet

from accreditation.models import AttorneyProposal, Matter, MatterStudent, PracticeEntry, SupervisingAttorney
from accreditation.models.practice import EntryState
from accreditation.rules.campuses import campus_slugs
from lms.people.api import Campus, holds, is_student_of

KEEPERS = ("coordinator",)
APPROVERS = ("coordinator", "officer")


@rules.predicate
def writes_practice(person: Any, subject: Any = None) -> bool:
    """Students; what each sees is their own."""
    return is_student_of(person, None)


@rules.predicate
def is_own_entry(person: Any, entry: Any = None) -> bool:
    return entry is not None and person.is_authenticated and entry.student == person.public_id


@rules.predicate
def is_own_matter(person: Any, matter: Any = None) -> bool:
    return matter is not None and matters_worked_by(person).filter(pk=matter.pk).exists()


@rules.predicate
def keeps_practice(person: Any, subject: Any = None) -> bool:
    """Coordinators of the campus, as long as they are no student themselves (security.md, principle 12)."""
    if is_student_of(person, None):
        return False
    if subject is None:
        return holds(person, None, *KEEPERS)
    return subject.campus in campus_slugs(person, *KEEPERS)


@rules.predicate
def approves_attorney(person: Any, proposal: Any = None) -> bool:
    """A second person of the campus, never a student and never who proposed it."""
    if is_student_of(person, None):
        return False
    if proposal is None:
        return holds(person, None, *APPROVERS)
    return proposal.campus in campus_slugs(person, *APPROVERS) and proposal.proposed_by != person.public_id


def matters_worked_by(person: Any) -> QuerySet[Matter]:
    """Twin of ``accreditation.work_matter``: the matters in which the person has a place now."""
    if not person.is_authenticated:
        return Matter.objects.none()
    return Matter.objects.filter(pk__in=MatterStudent.objects.filter(student=person.public_id, ended_at__isnull=True).values("matter"))


def entries_written_by(person: Any) -> QuerySet[PracticeEntry]:
    """Twin of ``accreditation.write_practice_entry``."""
    return PracticeEntry.objects.filter(student=person.public_id) if person.is_authenticated else PracticeEntry.objects.none()


def entries_kept_by(person: Any) -> QuerySet[PracticeEntry]:
    """Twin of ``accreditation.keep_practice`` for entries; drafts are the student's alone."""
    return PracticeEntry.objects.filter(campus__in=_kept_campuses(person)).exclude(state=EntryState.DRAFT)


def matters_kept_by(person: Any) -> QuerySet[Matter]:
    return Matter.objects.filter(campus__in=_kept_campuses(person))


def attorneys_kept_by(person: Any) -> QuerySet[SupervisingAttorney]:
    return SupervisingAttorney.objects.filter(campus__in=_kept_campuses(person))


def attorney_proposals_seen_by(person: Any) -> QuerySet[AttorneyProposal]:
    """Those of one's campuses, one's own included."""
    if is_student_of(person, None):
        return AttorneyProposal.objects.none()
    return AttorneyProposal.objects.filter(campus__in=campus_slugs(person, *APPROVERS))


def attorney_proposals_decided_by(person: Any) -> QuerySet[AttorneyProposal]:
    """Twin of ``accreditation.approve_attorney``."""
    if not person.is_authenticated:
        return AttorneyProposal.objects.none()
    return attorney_proposals_seen_by(person).exclude(proposed_by=person.public_id)


def kept_campuses(person: Any) -> QuerySet[Campus]:
    """The campuses whose practice the person looks after."""
    return Campus.objects.filter(slug__in=_kept_campuses(person)).order_by("name")


def _kept_campuses(person: Any) -> list[str]:
    return [] if is_student_of(person, None) else campus_slugs(person, *KEEPERS)


rules.add_perm("accreditation.write_practice", writes_practice)
rules.add_perm("accreditation.write_practice_entry", is_own_entry)
rules.add_perm("accreditation.work_matter", is_own_matter)
rules.add_perm("accreditation.keep_practice", keeps_practice)
rules.add_perm("accreditation.approve_attorney", approves_attorney)

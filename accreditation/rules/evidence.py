"""Who may see, hand in, verify and remove documents.

A student's documents are theirs; the roles that their kind names read and verify them on the campus where they were handed in. An organization's
documents belong to the people of every campus that it sponsors. Nobody verifies what they handed in themselves.
"""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from accreditation.evidence_kinds import evidence_kinds
from accreditation.evidence_kinds.base import READERS, STAFF
from accreditation.models import Evidence, LegalHold, SponsoringOrganization
from accreditation.policies.sharing import DOCUMENTS
from accreditation.rules.sharing import is_shared_with, shared_rows
from lms.people.api import EVERY_CAMPUS, campuses_visible_to, campuses_where, holds

KEEPERS = STAFF
"""Who places and ends legal holds."""


def slugs_where(person: Any, *roles: str) -> list[str]:
    """Slugs of the campuses where the person holds one of the roles; documents name campuses by slug."""
    mine = campuses_where(person, *roles)
    if mine is EVERY_CAMPUS:
        return list(campuses_visible_to(person).values_list("slug", flat=True))
    return [membership.campus.slug for membership in person.active_memberships if membership.campus_id in mine] if mine else []


def organizations_of(person: Any, *roles: str) -> QuerySet[SponsoringOrganization]:
    """The organizations that sponsor a campus where the person holds one of the roles."""
    mine = campuses_where(person, *roles)
    every = SponsoringOrganization.objects.all()
    return every if mine is EVERY_CAMPUS else every.filter(campuses__in=mine).distinct()


def _where_roles(person: Any, which: str) -> Q:
    """Documents of campuses and organizations on which the person holds a role that the document's kind names in ``readers`` or ``verifiers``."""
    found = Q(pk__in=[])
    for roles in sorted({getattr(kind, which) for kind in evidence_kinds}):
        kinds = [kind.key for kind in evidence_kinds if getattr(kind, which) == roles]
        theirs = organizations_of(person, *roles).values("public_id")
        found |= Q(kind__in=kinds) & ((Q(organization="") & shared_rows(person, DOCUMENTS, *roles)) | Q(organization__in=theirs))
    return found


def evidence_visible_to(person: Any) -> QuerySet[Evidence]:
    """Twin of ``accreditation.view_evidence``."""
    if not person.is_authenticated or not person.is_active:
        return Evidence.objects.none()
    return Evidence.objects.filter(Q(student=person.public_id) | _where_roles(person, "readers"))


@rules.predicate
def may_view_evidence(person: Any, evidence: Any = None) -> bool:
    if evidence is None or not person.is_authenticated or not person.is_active:
        return False
    return evidence.student == person.public_id or _holds_where(person, evidence, "readers")


def evidence_verified_by(person: Any) -> QuerySet[Evidence]:
    """Twin of ``accreditation.verify_evidence``, whatever the state."""
    if not person.is_authenticated or not person.is_active:
        return Evidence.objects.none()
    return Evidence.objects.filter(_where_roles(person, "verifiers")).exclude(uploaded_by=person.public_id).exclude(student=person.public_id)


@rules.predicate
def may_verify(person: Any, evidence: Any = None) -> bool:
    """A second person: neither who handed it in nor the student. Without a document: anywhere at all."""
    if evidence is None:
        return holds(person, None, *STAFF)
    return person.public_id not in (evidence.uploaded_by, evidence.student) and _holds_where(person, evidence, "verifiers")


@rules.predicate
def may_change(person: Any, evidence: Any = None) -> bool:
    """Withdraw or replace: whoever handed it in; of what staff handed in, the staff of the place."""
    if evidence is None or not person.is_authenticated or not person.is_active:
        return False
    if evidence.uploaded_by == person.public_id:
        return may_view_evidence(person, evidence)
    return evidence.uploaded_by != evidence.student != person.public_id and _holds_where(person, evidence, "verifiers")


def _holds_where(person: Any, evidence: Any, which: str) -> bool:
    if evidence.kind not in evidence_kinds:
        return False
    roles = getattr(evidence_kinds.get(evidence.kind), which)
    if evidence.organization:
        return organizations_of(person, *roles).filter(public_id=evidence.organization).exists()
    return is_shared_with(person, DOCUMENTS, evidence.campus, evidence.student, *roles)


@rules.predicate
def reads_documents(person: Any, subject: Any = None) -> bool:
    """The documents of the student of an enrollment, or anywhere at all."""
    return holds(person, subject, *READERS) and _shares_documents(person, subject, *READERS)


@rules.predicate
def keeps_documents(person: Any, enrollment: Any = None) -> bool:
    """Hands in for a student, asks them for documents, places holds; never as that student."""
    if enrollment is None or person.pk == enrollment.student_id or not holds(person, enrollment, *STAFF):
        return False
    return _shares_documents(person, enrollment, *STAFF)


def _shares_documents(person: Any, enrollment: Any, *roles: str) -> bool:
    """About one student, what they consented to; otherwise true."""
    if enrollment is None:
        return True
    place = getattr(enrollment, "enrollment", enrollment)  # a kind that is handed in for a student, as its page names it
    return is_shared_with(person, DOCUMENTS, place.cohort.campus.slug, place.student.public_id, *roles)


@rules.predicate
def reads_organization_documents(person: Any, organization: Any = None) -> bool:
    return organization is not None and organizations_of(person, *READERS).filter(pk=organization.pk).exists()


@rules.predicate
def keeps_organization_documents(person: Any, organization: Any = None) -> bool:
    return organization is not None and organizations_of(person, *STAFF).filter(pk=organization.pk).exists()


@rules.predicate
def sets_retention(person: Any, organization: Any = None) -> bool:
    """The authorized officer, or an administrator."""
    return organization is not None and organizations_of(person, "officer").filter(pk=organization.pk).exists()


def holds_visible_to(person: Any) -> QuerySet[LegalHold]:
    """Twin of ``accreditation.view_hold``."""
    theirs = organizations_of(person, *KEEPERS).values("public_id")
    return LegalHold.objects.filter((Q(organization="") & shared_rows(person, DOCUMENTS, *KEEPERS)) | Q(organization__in=theirs))


@rules.predicate
def may_view_hold(person: Any, hold: Any = None) -> bool:
    return hold is not None and holds_visible_to(person).filter(pk=hold.pk).exists()


@rules.predicate
def may_end_hold(person: Any, hold: Any = None) -> bool:
    """Another person than who placed it, and not the student it protects."""
    return may_view_hold(person, hold) and person.public_id not in (hold.placed_by, hold.student)


rules.add_perm("accreditation.view_evidence", may_view_evidence)
rules.add_perm("accreditation.verify_evidence", may_verify)
rules.add_perm("accreditation.change_evidence", may_change)
rules.add_perm("accreditation.view_documents", reads_documents)
rules.add_perm("accreditation.keep_documents", keeps_documents)
rules.add_perm("accreditation.view_organization_documents", reads_organization_documents)
rules.add_perm("accreditation.keep_organization_documents", keeps_organization_documents)
rules.add_perm("accreditation.set_retention", sets_retention)
rules.add_perm("accreditation.view_hold", may_view_hold)
rules.add_perm("accreditation.end_hold", may_end_hold)

"""Who may see which record. A student's record is theirs; coordinators, officers and auditors of the campus read it."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from accreditation.models import Certificate, Correction, Entry
from lms.people.api import EVERY_CAMPUS, campuses_visible_to, campuses_where, holds

READERS = ("coordinator", "officer", "auditor")
EXPORTERS = ("coordinator", "officer")
DECIDERS = ("coordinator", "officer")


@rules.predicate
def reads_records_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, *READERS)


@rules.predicate
def exports_records_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, *EXPORTERS)


@rules.predicate
def coordinates(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, "coordinator")


def entries_visible_to(person: Any) -> QuerySet[Entry]:
    """Twin of ``accreditation.view_entry``."""
    return Entry.objects.filter(Q(student=person.public_id) | Q(campus__in=campus_slugs(person)))


@rules.predicate
def may_read_entry(person: Any, entry: Any = None) -> bool:
    return entry is not None and (entry.student == person.public_id or entry.campus in campus_slugs(person))


def certificates_visible_to(person: Any) -> QuerySet[Certificate]:
    """Twin of ``accreditation.view_certificate``."""
    return Certificate.objects.filter(Q(student=person.public_id) | Q(campus__in=campus_slugs(person)))


@rules.predicate
def may_read_certificate(person: Any, certificate: Any = None) -> bool:
    return certificate is not None and (certificate.student == person.public_id or certificate.campus in campus_slugs(person))


@rules.predicate
def may_decide(person: Any, correction: Any = None) -> bool:
    """A second person of the campus: neither who proposed it nor whose hours they are. Without a correction: anywhere at all."""
    if correction is None:
        return holds(person, None, *DECIDERS)
    return correction.campus in campus_slugs(person, *DECIDERS) and person.public_id not in (correction.proposed_by, correction.student)


def corrections_visible_to(person: Any) -> QuerySet[Correction]:
    """The corrections of one's campuses, one's own proposals included."""
    return Correction.objects.filter(campus__in=campus_slugs(person, *DECIDERS))


def corrections_decided_by(person: Any) -> QuerySet[Correction]:
    """Twin of ``accreditation.decide_correction``."""
    if not person.is_authenticated:
        return Correction.objects.none()
    return corrections_visible_to(person).exclude(proposed_by=person.public_id).exclude(student=person.public_id)


def campus_slugs(person: Any, *roles: str) -> list[str]:
    """Slugs of the campuses where the person holds one of ``roles`` (by default, reads records): the ledger names campuses by slug."""
    if not person.is_authenticated or not person.is_active:
        return []
    mine = campuses_where(person, *(roles or READERS))
    if mine is EVERY_CAMPUS:
        return list(campuses_visible_to(person).values_list("slug", flat=True))
    return [membership.campus.slug for membership in person.active_memberships if membership.campus_id in mine]


rules.add_perm("accreditation.view_entry", may_read_entry)
rules.add_perm("accreditation.view_certificate", may_read_certificate)
rules.add_perm("accreditation.view_board", reads_records_of)
rules.add_perm("accreditation.export_records", exports_records_of)
rules.add_perm("accreditation.issue_certificate", coordinates)
rules.add_perm("accreditation.propose_correction", coordinates)
rules.add_perm("accreditation.decide_correction", may_decide)

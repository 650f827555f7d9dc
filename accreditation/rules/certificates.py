"""Who may read, issue, change and set certificates. A certificate is its holder's; the people of the campus read it; coordinators answer for it."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from accreditation.models import Certificate
from accreditation.policies.sharing import CERTIFICATES
from accreditation.rules.campuses import campus_slugs
from accreditation.rules.records import coordinates
from accreditation.rules.sharing import is_shared_with, shared_rows


def certificates_visible_to(person: Any) -> QuerySet[Certificate]:
    """Twin of ``accreditation.view_certificate``."""
    return Certificate.objects.filter(Q(student=person.public_id) | shared_rows(person, CERTIFICATES))


@rules.predicate
def may_read_certificate(person: Any, certificate: Any = None) -> bool:
    if certificate is None:
        return False
    return certificate.student == person.public_id or is_shared_with(person, CERTIFICATES, certificate.campus, certificate.student)


def certificates_changed_by(person: Any) -> QuerySet[Certificate]:
    """Twin of ``accreditation.change_certificate``."""
    if not person.is_authenticated:
        return Certificate.objects.none()
    return Certificate.objects.filter(campus__in=campus_slugs(person, "coordinator")).exclude(student=person.public_id)


@rules.predicate
def may_change_certificate(person: Any, certificate: Any = None) -> bool:
    """A coordinator of the campus, never the holder: to flag, revoke, reinstate and replace it."""
    return certificate is not None and certificate.campus in campus_slugs(person, "coordinator") and person.public_id != certificate.student


@rules.predicate
def holds_certificate(person: Any, certificate: Any = None) -> bool:
    return certificate is not None and bool(person.is_authenticated) and certificate.student == person.public_id


rules.add_perm("accreditation.view_certificate", may_read_certificate)
rules.add_perm("accreditation.issue_certificate", coordinates)
rules.add_perm("accreditation.change_certificate", may_change_certificate)
rules.add_perm("accreditation.share_certificate", holds_certificate)
rules.add_perm("accreditation.set_certificates", coordinates)

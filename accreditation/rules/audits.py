"""Who opens and ends audits, and whose records one may still show."""

from typing import Any

import rules
from django.db.models import QuerySet

from accreditation.models import Audit
from accreditation.policies.sharing import AUDITORS
from accreditation.rules.campuses import campus_slugs
from accreditation.rules.records import coordinates
from accreditation.rules.sharing import consents_to, direct_campuses


@rules.predicate
def keeps_audit(person: Any, audit: Any = None) -> bool:
    """Coordinators of the campus."""
    return audit is not None and audit.campus in campus_slugs(person, "coordinator")


def audits_kept_by(person: Any) -> QuerySet[Audit]:
    """Twin of ``accreditation.keep_audit``."""
    return Audit.objects.filter(campus__in=campus_slugs(person, "coordinator"))


def shared_with_auditors(campus: str, places: list[Any], record: str) -> list[Any]:
    """Of some enrollments of a campus, those whose ``record`` an auditor may see now: all, or where students decide, those with a consent in force."""
    if not direct_campuses([campus]):
        return places
    consenting = set(consents_to(record, AUDITORS, campus).values_list("student", flat=True))
    return [place for place in places if place.student.public_id in consenting]


rules.add_perm("accreditation.open_audit", coordinates)
rules.add_perm("accreditation.keep_audit", keeps_audit)

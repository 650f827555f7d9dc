"""Organizations as owners of documents, and the campus on which somebody acts for one."""

from typing import Any

from accreditation.evidence_kinds.base import STAFF
from accreditation.models import SponsoringOrganization
from lms.people.api import EVERY_CAMPUS, campuses_where


def organization_called(public_id: str) -> SponsoringOrganization | None:
    return SponsoringOrganization.objects.filter(public_id=public_id).first()


def campus_for(organization: SponsoringOrganization, person: Any) -> Any:
    """The first campus that the organization sponsors and on which the person may hand in its documents."""
    mine = campuses_where(person, *STAFF)
    campuses = organization.campuses.order_by("pk")
    return (campuses if mine is EVERY_CAMPUS else campuses.filter(pk__in=mine)).first()

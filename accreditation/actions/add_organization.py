"""Adding a sponsoring organization."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.organization_changes import DETAILS, record_change, refuse_faulty
from accreditation.models import SponsoringOrganization


@transaction.atomic
def add_organization(*, details: dict[str, Any], campuses: list[Any], by: Any, today: date) -> SponsoringOrganization:
    """Add an organization; a post office box is refused."""
    organization = SponsoringOrganization(**{name: details[name] for name in DETAILS if name in details})
    refuse_faulty(organization)
    organization.save()
    organization.campuses.set(campuses)
    record_change(organization, "details", "The organization was added.", effective_on=today, by=by)
    return organization

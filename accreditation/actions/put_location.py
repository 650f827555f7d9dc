"""Adding or changing an office of an organization."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.organization_changes import record_change, refuse_faulty, report_change
from accreditation.models import DutyKind, OrganizationLocation, SponsoringOrganization
from accreditation.queries.application_standing import newest_recognitions
from lms.core.clock import now
from lms.core.errors import Invalid


@transaction.atomic
def put_location(
    *, organization: SponsoringOrganization, facts: dict[str, Any], by: Any, today: date, location: OrganizationLocation | None = None
) -> OrganizationLocation:
    """Add or change an office. A post office box is refused; recognition of an office is EOIR's to give (8 CFR 1292.15)."""
    row = location or OrganizationLocation(organization=organization, recorded_at=now())
    for name in ("name", "street", "city", "state", "zip_code", "recognized_on", "closed_on"):
        setattr(row, name, facts[name])
    if any(day and day > today for day in (row.recognized_on, row.closed_on)):
        raise Invalid("A date lies in the future. Record it once it has happened.")
    if row.closed_on and row.recognized_on and row.closed_on < row.recognized_on:
        raise Invalid("The office closed before it was recognized. Check the two dates.")
    refuse_faulty(row)
    row.save()
    change = record_change(organization, "location", f"Office “{row.name}” was {'changed' if location else 'added'}.", effective_on=today, by=by)
    if newest_recognitions([organization.pk]):
        report_change(organization, change, DutyKind.ORGANIZATION_CHANGE, today, by)
    return row

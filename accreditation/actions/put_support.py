"""Adding or changing an agreement on technical legal support."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.organization_changes import record_change, refuse_faulty
from accreditation.models import SponsoringOrganization, SupportAgreement
from lms.core.clock import now
from lms.core.errors import Invalid


@transaction.atomic
def put_support(
    *, organization: SponsoringOrganization, facts: dict[str, Any], by: Any, today: date, agreement: SupportAgreement | None = None
) -> SupportAgreement:
    """Add or change an agreement on technical legal support (Matter of EAC, Inc., 24 I&N Dec. 556)."""
    row = agreement or SupportAgreement(organization=organization, recorded_at=now())
    for name in ("kind", "name", "bar_state", "bar_number", "agreed_on", "ends_on", "scope"):
        setattr(row, name, facts[name])
    if row.ends_on and row.ends_on < row.agreed_on:
        raise Invalid("The agreement ends before it begins. Check the two dates.")
    if row.kind.endswith("attorney") and not (row.bar_state and row.bar_number):
        raise Invalid("An attorney has a bar: give its state and number.")
    refuse_faulty(row)
    row.save()
    record_change(organization, "support", f"Legal support by {row.name} was {'changed' if agreement else 'added'}.", effective_on=row.agreed_on, by=by)
    return row

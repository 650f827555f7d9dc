"""Changing name, address or contact of an organization; what was filed otherwise is to be reported."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.organization_changes import DETAILS, record_change, refuse_ahead, refuse_faulty, report_change
from accreditation.models import DutyKind, SponsoringOrganization
from lms.core.errors import Invalid

NOT_REPORTED = ("yearly_training_minutes", "prior_names")
"""House matters and history: nothing of these was filed as what the organization is."""


@transaction.atomic
def change_details(*, organization: SponsoringOrganization, details: dict[str, Any], effective_on: date, by: Any, today: date) -> SponsoringOrganization:
    """Change name, address or contact. What the form asks for is to be reported promptly (8 CFR 1292.14(a)); the former name is kept as a prior one."""
    refuse_ahead(effective_on, today)
    locked = SponsoringOrganization.objects.select_for_update().get(pk=organization.pk)
    changed = [name for name in DETAILS if name in details and getattr(locked, name) != details[name]]
    if not changed:
        raise Invalid("This is what is recorded already.")
    former = locked.legal_name
    for name in changed:
        setattr(locked, name, details[name])
    if "legal_name" in changed and former not in locked.prior_names:
        locked.prior_names = "; ".join(filter(None, (locked.prior_names, former)))[:500]
    refuse_faulty(locked)
    locked.save()
    labels = ", ".join(name.replace("_", " ") for name in changed)
    change = record_change(locked, "details", f"Changed: {labels}.", effective_on=effective_on, by=by)
    if set(changed) - set(NOT_REPORTED):
        report_change(locked, change, DutyKind.ORGANIZATION_CHANGE, effective_on, by)
    return locked

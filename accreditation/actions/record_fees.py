"""Keeping a fee schedule."""

from typing import Any

from django.db import transaction

from accreditation.actions.organization_changes import record_change
from accreditation.models import FeeSchedule, SponsoringOrganization
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.wording import day as said


@transaction.atomic
def record_fees(*, organization: SponsoringOrganization, facts: dict[str, Any], by: Any) -> FeeSchedule:
    """Keep a fee schedule; never changed, followed by the next, and kept six years (8 CFR 1292.14(b)(1))."""
    if facts["charges_fees"] and not (facts["schedule"].strip() and facts["waiver_policy"].strip()):
        raise Invalid("Whoever charges fees gives the schedule, and the written policy for clients who cannot pay (8 CFR 1292.11(a)(1)).")
    row = FeeSchedule.objects.create(organization=organization, recorded_by=by.public_id, recorded_at=now(), **facts)
    where = f" at {row.location.name}" if row.location else ""
    sentence = f"Fee schedule{where} from {said(row.effective_on)}: {'fees are charged' if row.charges_fees else 'no fees are charged'}."
    record_change(organization, "fees", sentence, effective_on=row.effective_on, by=by)
    return row

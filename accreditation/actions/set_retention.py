"""Keeping an organization's documents of a kind for another time than the rule says."""

from typing import Any

from django.db import transaction

from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import RetentionChange, SponsoringOrganization
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Invalid

MOST_MONTHS = 600


@transaction.atomic
def set_retention(*, organization: SponsoringOrganization, kind: str, months: int | None, reason: str, by: Any) -> RetentionChange:
    """Keep documents of ``kind`` for ``months`` after what the rule counts from; ``None`` goes back to the rule.

    Raises ``Invalid`` without a reason, and for a time shorter than a rule that is a floor.
    """
    require(by, "accreditation.set_retention", organization)
    if kind not in evidence_kinds:
        raise Invalid("There is no such kind of document.", code="no_kind")
    said = " ".join(reason.split())
    if not said or len(said) > 300:
        raise Invalid("Say why, in one or two sentences.", code="no_reason")
    rule = evidence_kinds.get(kind).retention
    if months is not None and not 0 < months <= MOST_MONTHS:
        raise Invalid(f"Give whole months, from 1 to {MOST_MONTHS}.", code="months")
    if months is not None and rule.floor and months < rule.months:
        raise Invalid(f"This may be kept longer than {rule.months} months, not shorter: {rule.source}.", code="below_the_floor")
    change = RetentionChange.objects.create(organization=organization.public_id, kind=kind, months=months, reason=said, set_by=by.public_id, set_at=now())
    data = {"kind": evidence_kinds.get(kind).title, "time": f"{months} months" if months else "the rule"}
    record_event("accreditation.retention_set", by=by, subject_kind="organization", subject_id=organization.public_id, data=data)
    return change

"""What every change of an organization does: one line of its history, and a duty where EOIR is to be told."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from accreditation.actions.duties import open_duty
from accreditation.models import OrganizationChange, SponsoringOrganization
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Invalid

DETAILS = (
    "legal_name", "doing_business_as", "prior_names", "street", "city", "state", "zip_code", "phone", "email", "website", "yearly_training_minutes",
)  # fmt: skip


def record_change(organization: SponsoringOrganization, part: str, sentence: str, *, effective_on: date, by: Any) -> OrganizationChange:
    """One line of the organization's history, and of the audit log."""
    change = OrganizationChange.objects.create(
        organization=organization, part=part, sentence=sentence[:600], effective_on=effective_on, recorded_by=by.public_id, recorded_at=now()
    )
    data = {"organization": organization.legal_name, "sentence": sentence[:600]}
    record_event("accreditation.organization_changed", by=by, subject_kind="organization", subject_id=organization.public_id, data=data)
    return change


def report_change(organization: SponsoringOrganization, change: OrganizationChange, kind: str, arose_on: date, by: Any) -> None:
    open_duty(kind=kind, key=f"change:{change.public_id}", organization=organization, arose_on=arose_on, by=by)


def refuse_ahead(day: date, today: date) -> None:
    if day > today:
        raise Invalid("That day lies in the future. Record it once it has happened.")


def refuse_faulty(row: Any) -> None:
    try:
        row.full_clean(exclude=["public_id"])
    except ValidationError as wrong:
        raise Invalid(*wrong.messages) from None

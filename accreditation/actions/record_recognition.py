"""Recording what EOIR said of an organization’s recognition."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.organization_changes import record_change, report_change
from accreditation.models import DutyKind, Recognition, RecognitionKind, RecognitionState, SponsoringOrganization
from accreditation.policies.recognition import fault_in
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.wording import day as said


@transaction.atomic
def record_recognition(
    *, organization: SponsoringOrganization, kind: str, granted_on: date | None, expires_on: date | None, renewal_received_on: date | None, proof: str, by: Any,
    today: date,
) -> Recognition:  # fmt: skip
    """Record what a notice of EOIR says, or that it received the renewal. Raises ``Invalid`` with what is wrong with the dates."""
    if kind not in RecognitionKind.values:
        raise Invalid("This is not a kind of recognition.")
    if fault := fault_in(kind, granted_on, expires_on, today=today):
        raise Invalid(fault)
    if renewal_received_on and (expires_on is None or not granted_on or not granted_on <= renewal_received_on <= today):
        raise Invalid("The renewal was received on a day after the recognition was granted, and not in the future.")
    if kind != RecognitionKind.APPLYING and not proof.strip():
        raise Invalid("Say what proves it: the notice, by its date or number.")
    SponsoringOrganization.objects.select_for_update().get(pk=organization.pk)
    row = Recognition.objects.create(
        organization=organization, kind=kind, granted_on=granted_on, expires_on=expires_on, renewal_received_on=renewal_received_on,
        proof=proof.strip()[:200], recorded_by=by.public_id, recorded_at=now(),
    )  # fmt: skip
    organization.recognition_state = RecognitionState.APPLYING if kind == RecognitionKind.APPLYING else RecognitionState.RECOGNIZED
    organization.recognition_date = granted_on if kind != RecognitionKind.ENDED else organization.recognition_date
    organization.save(update_fields=["recognition_state", "recognition_date"])
    until = f", until {said(expires_on)}" if expires_on else ""
    change = record_change(organization, "recognition", f"{row.get_kind_display()}{until}.", effective_on=granted_on or today, by=by)
    if kind in (RecognitionKind.ENDED, RecognitionKind.INACTIVE):
        report_change(organization, change, DutyKind.RECOGNITION_ENDED, granted_on or today, by)
    return row

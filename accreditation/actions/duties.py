"""Opening a duty that arose from a change, and settling it with a date and a proof."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.mark_summaries import mark_organizations
from accreditation.models import Application, Duty, DutyKind, SponsoringOrganization
from accreditation.policies.clocks import report_due
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.wording import day as said


def open_duty(
    *, kind: str, key: str, organization: SponsoringOrganization, arose_on: date, by: Any, application: Application | None = None, due_on: date | None = None
) -> Duty:
    """Open the duty once for ``key``; without a day of its own it is due five business days on (house; the rule says “promptly”, 8 CFR 1292.14(a))."""
    duty, made = Duty.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "organization": organization, "application": application, "student": application.student if application else "",
            "arose_on": arose_on, "due_on": due_on or report_due(arose_on), "opened_by": by.public_id if by else "", "opened_at": now(),
        },
    )  # fmt: skip
    if made:
        data = {"duty": DutyKind(kind).label, "organization": organization.legal_name}
        campus = application.campus if application else ""
        record_event("accreditation.duty_opened", by=by, subject_kind="organization", subject_id=organization.public_id, campus=campus, data=data)
    return duty


@transaction.atomic
def settle_duty(*, duty: Duty, settled_on: date, proof: str, by: Any, today: date) -> Duty:
    """Say when it was done and what proves it; raises ``Invalid`` for a date that is too early or ahead, ``Conflict`` when it is settled already."""
    locked = Duty.objects.select_for_update().get(pk=duty.pk)
    if by.public_id == locked.student:
        raise Forbidden("This duty is about you, so somebody else settles it.")
    if locked.settled_on is not None:
        raise Conflict(f"It was settled on {said(locked.settled_on)} already.", code="settled_already")
    if not proof.strip():
        raise Invalid("Say what proves it: the letter, the e-mail or the receipt.")
    if settled_on > today:
        raise Invalid("That day lies in the future. Settle it once it is done.")
    if settled_on < locked.arose_on and locked.kind != DutyKind.GRADUATION:
        raise Invalid(f"The duty arose on {said(locked.arose_on)}; it cannot have been settled before.")
    locked.settled_on, locked.settled_at, locked.settled_by, locked.proof = settled_on, now(), by.public_id, proof.strip()[:200]
    locked.save(update_fields=["settled_on", "settled_at", "settled_by", "proof"])
    if locked.kind == DutyKind.OFFICER_CHANGE:
        locked.organization.officers.filter(appointed_on=locked.arose_on, reported_on__isnull=True).update(reported_on=settled_on)
        mark_organizations([locked.organization.public_id])  # written past its signal
    data = {"duty": locked.get_kind_display(), "organization": locked.organization.legal_name}
    record_event("accreditation.duty_settled", by=by, subject_kind="organization", subject_id=locked.organization.public_id, data=data)
    return locked

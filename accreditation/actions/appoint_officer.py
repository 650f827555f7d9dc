"""Putting an authorized officer in office."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.organization_changes import record_change, refuse_ahead, report_change
from accreditation.models import DutyKind, OrganizationOfficer, SponsoringOrganization
from accreditation.queries.application_standing import newest_recognitions
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.wording import day as said


@transaction.atomic
def appoint_officer(
    *, organization: SponsoringOrganization, name: str, title: str, appointed_on: date, person: str, by: Any, today: date
) -> OrganizationOfficer:  # fmt: skip
    """Put an authorized officer in office; whoever was there leaves. A change of the one in office is reported promptly (8 CFR 1292.14(a))."""
    refuse_ahead(appointed_on, today)
    SponsoringOrganization.objects.select_for_update().get(pk=organization.pk)
    before = organization.officers.filter(ended_on__isnull=True).first()
    if before is not None:
        if appointed_on <= before.appointed_on:
            raise Invalid(f"{before.name} was appointed on {said(before.appointed_on)}; a successor comes later.")
        before.ended_on = appointed_on
        before.save(update_fields=["ended_on"])
    officer = OrganizationOfficer.objects.create(
        organization=organization, person=person, name=name.strip(), title=title.strip(), appointed_on=appointed_on, recorded_at=now()
    )
    sentence = f"{officer.name} became authorized officer" + (f" after {before.name}." if before else ".")
    change = record_change(organization, "officer", sentence, effective_on=appointed_on, by=by)
    if before is not None or newest_recognitions([organization.pk]):
        report_change(organization, change, DutyKind.OFFICER_CHANGE, appointed_on, by)
    return officer

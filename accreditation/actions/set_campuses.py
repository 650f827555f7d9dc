"""Saying which campuses’ students an organization sponsors."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.organization_changes import record_change
from accreditation.models import Application, SponsoringOrganization
from accreditation.policies.application_states import ACCREDITED, OPEN
from lms.core.errors import Invalid


@transaction.atomic
def set_campuses(*, organization: SponsoringOrganization, campuses: list[Any], by: Any, today: date) -> None:
    """Say which campuses' students the organization sponsors."""
    before = set(organization.campuses.values_list("pk", flat=True))
    if before == {campus.pk for campus in campuses}:
        raise Invalid("These are the campuses already.")
    if not campuses:
        raise Invalid("An organization keeps at least one campus, or nobody could look after it.")
    left = [campus for campus in organization.campuses.all() if campus not in campuses]
    live = Application.objects.filter(organization=organization, campus__in=[campus.slug for campus in left], state__in=(*OPEN, *ACCREDITED))
    if live.exists():
        raise Invalid("Somebody of a campus you take away has a request or an accreditation through this organization. That ends first.")
    organization.campuses.set(campuses)
    names = ", ".join(sorted(campus.name for campus in campuses)) or "none"
    record_change(organization, "campuses", f"Campuses: {names}."[:600], effective_on=today, by=by)

"""Organizations as plain data for the dossier, for many campuses at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from accreditation.dossier import Location, Officer, Organization, TechnicalSupport
from accreditation.models import Application, OrganizationLocation, OrganizationOfficer, Recognition, SponsoringOrganization, SupportAgreement
from accreditation.policies.application_facts import FULL
from accreditation.policies.application_states import ACCREDITED
from accreditation.queries.application_standing import newest_recognitions
from lms.core.clock import end_of_day

DETAILS = (
    "legal_name", "doing_business_as", "prior_names", "street", "city", "state", "zip_code", "phone", "email", "website", "recognition_state",
    "recognition_date",
)  # fmt: skip


def organizations_of(campuses: Iterable[int], as_of: date, zone: str = "UTC") -> dict[int, Organization]:
    """By primary key of the campus, the organization that sponsors its students, the first recorded where there are several."""
    through = SponsoringOrganization.campuses.through.objects.filter(campus__in=list(campuses)).order_by("sponsoringorganization")
    chosen: dict[int, int] = {}
    for campus, organization in through.values_list("campus", "sponsoringorganization"):
        chosen.setdefault(campus, organization)
    found = organizations_called(chosen.values(), as_of, zone)
    return {campus: found[pk] for campus, pk in chosen.items()}


def organizations_called(primary_keys: Iterable[int], as_of: date, zone: str = "UTC") -> dict[int, Organization]:
    """Each organization as of ``as_of``: what was recorded before the end of that day and in force on it, in a constant number of queries."""
    rows = {row.pk: row for row in SponsoringOrganization.objects.filter(pk__in=set(primary_keys))}
    recognitions = newest_recognitions(rows, as_of=as_of, zone=zone)
    known = Q(organization__in=rows, recorded_at__lt=end_of_day(as_of, zone))
    officers = {row.organization_id: row for row in OrganizationOfficer.objects.filter(known, in_office(as_of)).order_by("appointed_on", "pk")}
    locations, support = defaultdict(list), defaultdict(list)
    for location in OrganizationLocation.objects.filter(known).exclude(closed_on__lte=as_of):
        locations[location.organization_id].append(_location(location, as_of))
    for agreement in SupportAgreement.objects.filter(known, agreed_on__lte=as_of).exclude(ends_on__lt=as_of):
        support[agreement.organization_id].append(_support(agreement))
    with_full = set(
        Application.objects.filter(organization__in=rows, granted_level=FULL, state__in=ACCREDITED, approved_on__lte=as_of).values_list(
            "organization", flat=True
        )
    )
    return {
        pk: Organization(
            **{name: getattr(row, name) for name in DETAILS}, **_recognition(recognitions.get(pk)), partial_only=pk not in with_full,
            locations=tuple(locations[pk]), officer=_officer(officers.get(pk)), technical_support=tuple(support[pk]),
        )
        for pk, row in rows.items()
    }  # fmt: skip


def in_office(day: date) -> Q:
    return Q(appointed_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))


def _recognition(row: Recognition | None) -> dict[str, Any]:
    if row is None:
        return {}
    kind = row.kind if row.kind in ("conditional", "full", "inactive") else ""
    return {"recognition_kind": kind, "recognition_expires_on": row.expires_on}


def _officer(row: OrganizationOfficer | None) -> Officer | None:
    return Officer(name=row.name, title=row.title, since=row.appointed_on, reported_on=row.reported_on) if row else None


def _location(row: OrganizationLocation, as_of: date) -> Location:
    return Location(name=row.name, address=row.address, zip_code=row.zip_code, recognized=bool(row.recognized_on and row.recognized_on <= as_of))


def _support(row: SupportAgreement) -> TechnicalSupport:
    return TechnicalSupport(
        name=row.name, kind=row.kind, bar_state=row.bar_state, bar_number=row.bar_number, agreed_on=row.agreed_on, ends_on=row.ends_on, scope=row.scope
    )

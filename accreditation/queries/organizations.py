"""An organization as its page shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accreditation.models import (
    Duty,
    FeeSchedule,
    OrganizationChange,
    OrganizationLocation,
    OrganizationOfficer,
    ProgramNotice,
    Recognition,
    SponsoringOrganization,
    SupportAgreement,
)
from accreditation.policies.recognition import is_in_force
from accreditation.queries.application_standing import newest_recognitions
from accreditation.queries.campus_days import day_of_organization
from accreditation.queries.deadlines import Due, dues_of_duties, dues_of_organizations, open_duties
from accreditation.rules.applications import applications_read_by
from accreditation.rules.organizations import organizations_visible_to
from lms.people.api import campuses_visible_to, holders_of

LATEST = 30


@dataclass(frozen=True)
class OrganizationPage:
    """Everything on the page of one organization. ``gaps`` are what a filing would miss, in sentences."""

    organization: SponsoringOrganization
    today: date
    recognition: Recognition | None
    in_force: bool
    officers: list[OrganizationOfficer]
    locations: list[OrganizationLocation]
    support: list[SupportAgreement]
    fees: list[FeeSchedule]
    changes: list[OrganizationChange]
    dues: list[Due]
    gaps: list[str]


def organization_called(public_id: str) -> SponsoringOrganization | None:
    return SponsoringOrganization.objects.filter(public_id=public_id).prefetch_related("campuses").first()


def organization_page(organization: SponsoringOrganization, person: Any) -> OrganizationPage:
    today = day_of_organization(organization)
    recognition = newest_recognitions([organization.pk]).get(organization.pk)
    officers, support = list(organization.officers.order_by("-appointed_on")), list(organization.support.all())
    locations, fees = list(organization.locations.all()), list(organization.fee_schedules.select_related("location"))
    duties = open_duties(person).filter(organization=organization)
    seen = set(applications_read_by(person).values_list("pk", flat=True))
    mine = [duty for duty in duties if duty.application_id is None or duty.application_id in seen]
    in_force = recognition is not None and is_in_force(
        recognition.kind, recognition.expires_on, today, renewal_received_on=recognition.renewal_received_on
    )  # fmt: skip
    return OrganizationPage(
        organization, today, recognition, in_force, officers, locations, support, fees, list(organization.changes.all()[:LATEST]),
        sorted([*dues_of_organizations([organization]), *dues_of_duties(mine)], key=lambda due: due.deadline.on),
        _gaps(recognition, officers, support, fees, today),
    )  # fmt: skip


def _gaps(
    recognition: Recognition | None, officers: list[OrganizationOfficer], support: list[SupportAgreement], fees: list[FeeSchedule], today: date
) -> list[str]:  # fmt: skip
    found = []
    if recognition is None:
        found.append("No recognition is recorded, so nothing can be filed through this organization (8 CFR 1292.11, 1292.12(a)).")
    if not any(officer.ended_on is None for officer in officers):
        found.append("No authorized officer is in office (8 CFR 1292.11(a)(5)).")
    if any(officer.ended_on is None and officer.reported_on is None for officer in officers):
        found.append("Nothing says that EOIR knows the officer in office. Settle the duty with its proof, or record the day (8 CFR 1292.14(a)).")
    if not any(one.agreed_on <= today and (one.ends_on is None or one.ends_on >= today) for one in support):
        found.append("Nobody is recorded who helps with the law (Matter of EAC, Inc., 24 I&N Dec. 556).")
    if not fees:
        found.append("No fee schedule is recorded, or that no fees are charged (8 CFR 1292.14(b)(1)).")
    return found


def organizations_listed(person: Any) -> list[tuple[SponsoringOrganization, Recognition | None]]:
    rows = list(organizations_visible_to(person).prefetch_related("campuses"))
    recognitions = newest_recognitions(one.pk for one in rows)
    return [(one, recognitions.get(one.pk)) for one in rows]


def officers_of_campuses(organization: SponsoringOrganization, person: Any) -> list[tuple[str, str]]:
    """Who could be named as the officer's account, of the campuses that ``person`` knows: public id and name."""
    campuses = organization.campuses.filter(pk__in=campuses_visible_to(person))
    people = {one.public_id: one.display_name for campus in campuses for one in holders_of(campus.pk, "officer")}
    return sorted(people.items(), key=lambda pair: pair[1])


def duty_called(public_id: str) -> Duty | None:
    return Duty.objects.filter(public_id=public_id).select_related("organization", "application").prefetch_related("organization__campuses").first()


def program_notices() -> QuerySet[ProgramNotice]:
    """What is known of the program, newest first."""
    return ProgramNotice.objects.all()

"""An application on its way at North, for journeys: a recognized organization with an officer, and a packet that waits for the review."""

from datetime import date

from accreditation.actions.appoint_officer import appoint_officer
from accreditation.actions.put_location import put_location
from accreditation.models import Application, Duty, OrganizationLocation, SponsoringOrganization
from lms.people.models import User
from tests.factories.applications import handed_over, recognized_organization
from tests.factories.course import member
from tests.journeys.campus import Life

OFFICE = {
    "name": "Clinic",
    "street": "2 Main Street",
    "city": "Boston",
    "state": "MA",
    "zip_code": "02108",
    "recognized_on": date(2026, 5, 1),
    "closed_on": None,
}


def with_application(life: Life) -> User:
    """Returns the officer."""
    officer = member("officer@north.example", "officer", life.campus)
    organization = recognized_organization(life.campus, by=officer)
    today = date(2026, 11, 2)
    appoint_officer(organization=organization, name="Emil Costa", title="Director", appointed_on=today, person=officer.public_id, by=officer, today=today)
    put_location(organization=organization, facts=OFFICE, by=officer, today=today)
    handed_over(life.enrollment, organization, coordinator=life.coordinator)
    return officer


def names_of_filing() -> dict[str, str]:
    """What stands in for the braces of the paths."""
    return {
        "application": Application.objects.get().public_id, "organization": SponsoringOrganization.objects.get().public_id,
        "office": OrganizationLocation.objects.get().public_id, "duty": Duty.objects.filter(kind="officer_change").get().public_id,
    }  # fmt: skip

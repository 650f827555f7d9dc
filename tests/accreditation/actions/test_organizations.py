"""Organizations over time: recognition, officers, offices, support, fees, and the duties that a change brings."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accreditation.actions.add_organization import add_organization
from accreditation.actions.appoint_officer import appoint_officer
from accreditation.actions.change_details import change_details
from accreditation.actions.duties import settle_duty
from accreditation.actions.put_location import put_location
from accreditation.actions.put_support import put_support
from accreditation.actions.record_fees import record_fees
from accreditation.actions.record_recognition import record_recognition
from accreditation.actions.set_campuses import set_campuses
from accreditation.models import Duty, OrganizationOfficer, SponsoringOrganization
from accreditation.queries.organization_facts import organizations_of
from accreditation.queries.organizations import organization_page
from lms.core.clock import local_date, now
from lms.core.errors import Invalid
from lms.people.models import Campus, User
from tests.factories.applications import DETAILS, recognized_organization
from tests.factories.course import member

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
OFFICE = {"name": "Clinic", "street": "2 Main Street", "city": "Boston", "state": "MA", "zip_code": "02108", "recognized_on": None, "closed_on": None}
SUPPORT = {
    "kind": "pro_bono_attorney",
    "name": "Ines Duarte",
    "bar_state": "MA",
    "bar_number": "123",
    "agreed_on": TODAY,
    "ends_on": None,
    "scope": "All of it",
}


@pytest.fixture
def campus(db: None) -> Campus:
    return Campus.objects.create(slug="north", name="North Campus", time_zone="America/New_York")


@pytest.fixture
def olga(campus: Campus) -> User:
    return member("olga@north.example", "officer", campus)


@pytest.fixture
def organization(campus: Campus, olga: User) -> SponsoringOrganization:
    return recognized_organization(campus, by=olga)


def appointed(organization: SponsoringOrganization, olga: User, name: str, day: date) -> OrganizationOfficer:
    return appoint_officer(organization=organization, name=name, title="Director", appointed_on=day, person="", by=olga, today=TODAY)


class TestAddress:
    @pytest.mark.parametrize("street", ["PO Box 12", "P.O. Box 12", "p o box 7"])
    def test_a_po_box_is_refused(self, campus: Campus, olga: User, street: str) -> None:
        with pytest.raises(Invalid, match="PO box"):
            add_organization(details={**DETAILS, "street": street}, campuses=[campus], by=olga, today=TODAY)

    def test_a_change_is_to_be_reported_and_the_former_name_kept(self, organization: SponsoringOrganization, olga: User) -> None:
        change_details(organization=organization, details={**DETAILS, "legal_name": "Harbor Legal Aid"}, effective_on=date(2026, 11, 20), by=olga, today=TODAY)

        organization.refresh_from_db()
        duty = Duty.objects.get()
        assert organization.prior_names == "Harbor Aid"
        assert (duty.kind, duty.due_on) == ("organization_change", date(2026, 11, 27))

    def test_advice_of_the_house_is_not_reported(self, organization: SponsoringOrganization, olga: User) -> None:
        change_details(organization=organization, details={"yearly_training_minutes": 600}, effective_on=TODAY, by=olga, today=TODAY)

        assert not Duty.objects.exists()


class TestOfficers:
    def test_one_is_in_office_and_the_change_is_to_be_reported(self, organization: SponsoringOrganization, olga: User) -> None:
        appointed(organization, olga, "Ada Reyes", date(2025, 1, 1))
        settle_duty(duty=Duty.objects.get(), settled_on=date(2025, 1, 3), proof="E-mail", by=olga, today=TODAY)
        appointed(organization, olga, "Ben Ortiz", date(2026, 11, 26))

        assert [(one.name, one.ended_on, one.reported_on) for one in organization.officers.all()] == [
            ("Ada Reyes", date(2026, 11, 26), date(2025, 1, 3)), ("Ben Ortiz", None, None),
        ]  # fmt: skip
        duty = Duty.objects.get(settled_on__isnull=True)
        assert (duty.kind, duty.due_on) == ("officer_change", date(2026, 12, 3))
        assert "Nothing says that EOIR knows the officer in office" in " ".join(organization_page(organization, olga).gaps)

    def test_a_successor_comes_later(self, organization: SponsoringOrganization, olga: User) -> None:
        appointed(organization, olga, "Ada Reyes", date(2026, 1, 1))

        with pytest.raises(Invalid, match="a successor comes later"):
            appointed(organization, olga, "Ben Ortiz", date(2026, 1, 1))

    def test_the_database_keeps_a_second_one_out(self, organization: SponsoringOrganization, olga: User) -> None:
        first = appointed(organization, olga, "Ada Reyes", date(2026, 1, 1))

        with pytest.raises(IntegrityError), transaction.atomic():
            OrganizationOfficer.objects.create(organization=organization, name="B", title="T", appointed_on=TODAY, recorded_at=first.recorded_at)


class TestCampuses:
    def test_the_last_one_stays(self, organization: SponsoringOrganization, olga: User) -> None:
        with pytest.raises(Invalid, match="at least one campus"):
            set_campuses(organization=organization, campuses=[], by=olga, today=TODAY)

    def test_another_is_added(self, organization: SponsoringOrganization, campus: Campus, olga: User) -> None:
        south = Campus.objects.create(slug="south", name="South Campus")

        set_campuses(organization=organization, campuses=[campus, south], by=olga, today=TODAY)

        assert organization.changes.first().sentence == "Campuses: North Campus, South Campus."


class TestParts:
    def test_recognition_longer_than_the_rule_allows_is_refused(self, organization: SponsoringOrganization, olga: User) -> None:
        with pytest.raises(Invalid, match="2 years at most"):
            record_recognition(
                organization=organization, kind="conditional", granted_on=date(2025, 1, 1), expires_on=date(2028, 1, 1), renewal_received_on=None,
                proof="Notice", by=olga, today=TODAY,
            )  # fmt: skip

    def test_fees_need_their_schedule_and_their_waiver(self, organization: SponsoringOrganization, olga: User) -> None:
        facts = {"location": None, "charges_fees": True, "schedule": "I-589: $50", "waiver_policy": " ", "effective_on": TODAY}

        with pytest.raises(Invalid, match="cannot pay"):
            record_fees(organization=organization, facts=facts, by=olga)

    def test_an_attorney_has_a_bar(self, organization: SponsoringOrganization, olga: User) -> None:
        with pytest.raises(Invalid, match="bar"):
            put_support(organization=organization, facts={**SUPPORT, "bar_number": ""}, by=olga, today=TODAY)

    def test_an_office_closes_after_it_was_recognized(self, organization: SponsoringOrganization, olga: User) -> None:
        with pytest.raises(Invalid, match="closed before"):
            put_location(organization=organization, facts={**OFFICE, "recognized_on": TODAY, "closed_on": date(2026, 1, 1)}, by=olga, today=TODAY)


class TestFacts:
    def test_everything_in_force_on_the_day(self, organization: SponsoringOrganization, campus: Campus, olga: User) -> None:
        appointed(organization, olga, "Ada Reyes", date(2025, 1, 1))
        put_location(organization=organization, facts={**OFFICE, "recognized_on": date(2026, 5, 1)}, by=olga, today=TODAY)
        put_support(organization=organization, facts=SUPPORT, by=olga, today=TODAY)

        facts = organizations_of([campus.pk], local_date(now(), "America/New_York"), "America/New_York")[campus.pk]

        assert (facts.recognition_kind, facts.recognition_expires_on, facts.partial_only) == ("full", date(2030, 12, 31), True)
        assert facts.officer is not None
        assert facts.officer.name == "Ada Reyes"
        assert [(one.name, one.recognized) for one in facts.locations] == [("Clinic", True)]
        assert [one.bar_number for one in facts.technical_support] == ["123"]

    def test_what_was_not_recorded_by_then_is_not_known(self, organization: SponsoringOrganization, campus: Campus) -> None:
        facts = organizations_of([campus.pk], date(2020, 1, 1))[campus.pk]

        assert (facts.recognition_kind, facts.officer) == ("", None)

    def test_queries_are_constant(self, campus: Campus, olga: User, django_assert_num_queries: Any) -> None:
        campuses = [campus, *(Campus.objects.create(slug=f"c{n}", name=f"Campus {n}") for n in range(2))]
        for number, one in enumerate(campuses):
            recognized_organization(one, by=olga, legal_name=f"Aid {number}")

        for some in (campuses[:1], campuses):
            with django_assert_num_queries(7):
                organizations_of([one.pk for one in some], TODAY)

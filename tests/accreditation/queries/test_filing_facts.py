"""Filings for the dossier: the application that matters, as of a day, in the same number of queries for one student and for three."""

from datetime import date
from typing import Any

import pytest

from accreditation.models import SponsoringOrganization
from accreditation.queries.filing_facts import filings_of
from tests.factories.application_rows import accredited, an_application, an_organization

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


@pytest.fixture
def organization(db: None) -> SponsoringOrganization:
    return an_organization()


def test_an_open_renewal_comes_first_and_tells_what_it_renews(organization: SponsoringOrganization) -> None:
    held = accredited(organization, "s1")
    renewal = an_application(organization, "s1", "assembling", scheme="doj-renewal-partial", renews=held)

    filing = filings_of(["s1"], TODAY)["s1"]

    assert (filing.public_id, filing.scheme, filing.granted_level) == (renewal.public_id, "doj-renewal-partial", "")
    assert (filing.last_approved_on, filing.last_level, filing.expires_printed) == (date(2024, 1, 1), "partial", date(2026, 12, 31))
    assert filing.prior_applications == "Partial (DHS only), renewal comes up"


def test_without_an_open_one_the_accreditation_counts(organization: SponsoringOrganization) -> None:
    accredited(organization, "s1")
    an_application(organization, "s1", "withdrawn")

    filing = filings_of(["s1"], TODAY)["s1"]

    assert (filing.state, filing.dates["expires_printed"]) == ("renewal_due", date(2026, 12, 31))


def test_queries_are_constant(organization: SponsoringOrganization, django_assert_num_queries: Any) -> None:
    for number in range(3):
        accredited(organization, f"s{number}")

    for students in (["s0"], ["s0", "s1", "s2"]):
        with django_assert_num_queries(5):
            assert set(filings_of(students, TODAY)) == set(students)

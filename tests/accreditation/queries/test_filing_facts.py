"""Filings for the dossier: the application that matters, as of a day, in the same number of queries for one student and for three."""

from datetime import date
from typing import Any

import pytest

from accreditation.models import FilingAnswers, RecipientStep, ServiceRecipient, SponsoringOrganization
from accreditation.queries.filing_facts import filings_of
from lms.vault.api import seal_text
from tests.factories.application_rows import AT, accredited, an_application, an_organization

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
    assert filing.prior_applications == "", "What we know of earlier ones is no answer: a person gives it."


def test_without_an_open_one_the_accreditation_counts(organization: SponsoringOrganization) -> None:
    accredited(organization, "s1")
    an_application(organization, "s1", "withdrawn")

    filing = filings_of(["s1"], TODAY)["s1"]

    assert (filing.state, filing.dates["expires_printed"]) == ("renewal_due", date(2026, 12, 31))


def test_queries_are_constant(organization: SponsoringOrganization, django_assert_num_queries: Any) -> None:
    for number in range(3):
        held = accredited(organization, f"s{number}")
        words = seal_text(held.student, '{"prior_applications": "none"}')
        FilingAnswers.objects.create(application=held, student=held.student, number=1, sealed_words=words, by="coordinator", at=AT)
        office = ServiceRecipient.objects.create(
            application=held, student=held.student, name="USCIS Boston", address="15 New Sudbury Street", zip_code="02108", put_by="coordinator", put_at=AT
        )
        RecipientStep.objects.create(recipient=office, student=held.student, kind="confirmed", on=date(2026, 11, 2), by="coordinator", at=AT)

    for students in (["s0"], ["s0", "s1", "s2"]):
        with django_assert_num_queries(9):
            assert set(filings_of(students, TODAY)) == set(students)

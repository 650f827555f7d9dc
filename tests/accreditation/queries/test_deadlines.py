"""What is due of applications: what was done is not asked for again, in the same number of queries for one and for three."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accreditation.models import Application
from accreditation.queries.deadlines import dues_of_applications
from tests.factories.application_rows import accredited, an_application, an_organization

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


def rules_due(*applications: Application) -> list[str]:
    return [due.deadline.rule for due in dues_of_applications(applications, TODAY)]


def test_the_renewal_that_is_open_is_not_to_be_drafted_any_more() -> None:
    organization = an_organization()
    held = accredited(organization, "s1")

    before = rules_due(held)
    an_application(organization, "s1", "assembling", scheme="doj-renewal-partial", renews=held)

    assert before == ["renewal_draft", "renewal_target", "renewal"]
    assert rules_due(held) == ["renewal_target", "renewal"]


def test_it_costs_the_same_for_one_and_for_three() -> None:
    organization = an_organization()
    held = [accredited(organization, f"s{number}") for number in range(3)]

    costs = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            rules_due(*held[:number])
        costs.append(len(queries))

    assert costs[0] == costs[1]

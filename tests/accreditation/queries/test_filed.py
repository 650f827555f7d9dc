"""What became of filings: while one is pending nothing is decided; afterwards the last day speaks."""

from datetime import date
from typing import Any

import pytest

from accreditation.queries.filed import filed_of
from accreditation.queries.retention import Filed
from tests.factories.application_rows import accredited, an_application, an_organization

pytestmark = pytest.mark.django_db
FILED = {"signed_rep_on": date(2026, 3, 1), "signed_ao_on": date(2026, 3, 1), "served_on": date(2026, 3, 2), "sent_on": date(2026, 3, 2)}
SENT = {"served": "2026-03-02", "sent": "2026-03-02"}


def test_what_was_never_filed_is_no_filing() -> None:
    organization = an_organization()
    an_application(organization, "s1", "assembling")
    assert filed_of(["s1", "s2"]) == {}


def test_while_eoir_reads_a_request_nothing_is_decided() -> None:
    an_application(an_organization(), "s1", "eoir_review", dates=SENT, **FILED)
    assert filed_of(["s1"]) == {"s1": Filed()}


def test_a_refusal_is_a_decision_without_a_status() -> None:
    dates = {**SENT, "decision": "2026-06-01"}
    an_application(an_organization(), "s1", "closed", dates=dates, **FILED)
    assert filed_of(["s1"]) == {"s1": Filed(decided_on=date(2026, 6, 1))}


def test_an_accreditation_ends_on_its_printed_day_unless_its_renewal_is_pending() -> None:
    organization = an_organization()
    held = accredited(organization, "s1")
    assert filed_of(["s1"]) == {"s1": Filed(decided_on=date(2024, 1, 1), status_ends_on=date(2026, 12, 31), has_status=True)}
    an_application(organization, "s1", "filed", scheme="doj-renewal-partial", renews=held, dates=SENT, **FILED)
    assert filed_of(["s1"]) == {"s1": Filed(has_status=True)}


def test_queries_are_constant(django_assert_num_queries: Any) -> None:
    organization = an_organization()
    for number in range(3):
        accredited(organization, f"s{number}")
    filed_of(["s0"])
    with django_assert_num_queries(5):
        filed_of(["s0"])
    with django_assert_num_queries(5):
        filed_of(["s0", "s1", "s2"])

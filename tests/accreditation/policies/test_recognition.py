"""Recognition: how long each kind may last, and whether accreditation through the organization stands."""

from datetime import date

import pytest

from accreditation.policies.checklist import open_points
from accreditation.policies.recognition import fault_in, is_in_force

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("kind", "granted", "expires", "is_right"),
    [
        ("applying", None, None, True),
        ("applying", date(2025, 1, 1), None, False),
        ("conditional", date(2025, 1, 1), date(2027, 1, 1), True),
        ("conditional", date(2025, 1, 1), date(2027, 1, 2), False),
        ("full", date(2025, 1, 1), date(2031, 1, 1), True),
        ("full", date(2025, 1, 1), date(2031, 1, 2), False),
        ("full", date(2026, 12, 1), date(2031, 1, 1), False),
        ("full", date(2025, 1, 1), None, False),
        ("inactive", date(2025, 1, 1), date(2029, 1, 1), True),  # its length is to be confirmed (mark D), so it is not enforced
        ("ended", date(2026, 1, 1), None, True),
    ],
)
def test_years_of_each_kind(kind: str, granted: date | None, expires: date | None, is_right: bool) -> None:
    assert (fault_in(kind, granted, expires, today=TODAY) == "") == is_right


def test_it_stands_through_its_last_day_and_longer_when_a_renewal_was_received_in_time() -> None:
    last = date(2027, 1, 1)

    assert is_in_force("full", last, last)
    assert not is_in_force("full", last, date(2027, 1, 2))
    assert is_in_force("full", last, date(2027, 6, 1), renewal_received_on=last)
    assert not is_in_force("full", last, date(2027, 6, 1), renewal_received_on=date(2027, 1, 2))
    assert not is_in_force("inactive", last, date(2026, 1, 1))


def test_a_missing_finding_needs_the_officers_reason_unless_it_is_met_at_filing() -> None:
    findings = {"resume": "missing", "proof_of_service": "missing", "legal_name": "met"}

    assert open_points(["resume", "legal_name"], findings, {"resume", "legal_name"}, {}) == ["resume"]
    assert open_points(["resume", "legal_name"], findings, {"resume", "legal_name"}, {"resume": "It is in the mail."}) == []
    assert open_points(["resume", "legal_name"], findings, {"legal_name"}, {"resume": "It is in the mail."}) == ["resume"]

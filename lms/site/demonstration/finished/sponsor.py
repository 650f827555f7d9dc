"""The organization that files: recognized, with an authorized officer and legal support, and its papers verified."""

from datetime import date, timedelta
from typing import Any

from accreditation.api import (
    Owner,
    add_organization,
    appoint_officer,
    put_support,
    record_recognition,
    settle_duty,
    submit_evidence,
    verify_evidence,
)
from lms.people.api import Campus, User
from lms.site.demonstration.finished.papers import RECOGNITION, SUPPORT, Paper

DETAILS = {
    "legal_name": "Lantern House", "street": "12 Harbor Lane", "city": "Providence", "state": "RI", "zip_code": "02903", "phone": "401-555-0100",
    "email": "office@lantern.example",
}  # fmt: skip
YEAR = timedelta(days=365)


def put_sponsor(campus: Campus, *, people: dict[str, User], today: date) -> Any:
    """Lantern House, in the second half of its six years."""
    officer = people["officer"]
    organization = add_organization(details=DETAILS, campuses=[campus], by=officer, today=today)
    granted = today - 4 * YEAR
    record_recognition(
        organization=organization, kind="full", granted_on=granted, expires_on=granted + 6 * YEAR, renewal_received_on=None,
        proof="Notice of EOIR (invented)", by=officer, today=today,
    )  # fmt: skip
    appoint_officer(
        organization=organization, name=officer.legal_name, title="Authorized officer", appointed_on=granted, person=officer.public_id, by=officer, today=today
    )
    for duty in organization.duties.filter(settled_on__isnull=True):
        settle_duty(duty=duty, settled_on=granted + timedelta(days=2), proof="Letter to EOIR (invented)", by=officer, today=today)
    support = {
        "kind": "staff_attorney", "name": "Adaeze Okafor", "bar_state": "RI", "bar_number": "invented", "agreed_on": granted, "ends_on": None,
        "scope": "All areas of immigration law; removal defense and appeals are referred.",
    }  # fmt: skip
    put_support(organization=organization, facts=support, by=officer, today=today)
    owner = Owner(organization=organization.public_id, campus=campus.slug, zone=campus.time_zone)
    _verified(owner, "recognition_notice", RECOGNITION, {"dated": granted}, granted, people)
    recent = today - timedelta(days=60)
    _verified(owner, "technical_support_letter", SUPPORT, {"writer": "Adaeze Okafor", "dated": recent}, recent, people)
    return organization


def _verified(owner: Owner, kind: str, paper: Paper, typed: dict[str, Any], dated: date, people: dict[str, User]) -> None:
    found = submit_evidence(kind=kind, owner=owner, typed=typed, file=paper.as_file(dated, ""), by=people["coordinator"])
    verify_evidence(evidence=found.evidence, by=people["coordinator2"])

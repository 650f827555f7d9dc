"""Organizations and applications on their way, made by the same actions as real ones.

organization = recognized_organization(campus, by=officer)
application = filed(enrollment, organization, coordinator=emil, officer=olga)
"""

from datetime import date
from typing import Any

from accreditation.actions.add_organization import add_organization
from accreditation.actions.move_application import OUTSIDE, move_application
from accreditation.actions.open_application import open_application, record_accreditation
from accreditation.actions.record_recognition import record_recognition
from accreditation.actions.review_packet import keep_review, mark_ready
from accreditation.models import Application, SponsoringOrganization
from accreditation.packets.reading import reading_of

DETAILS = {"legal_name": "Harbor Aid", "street": "1 Main Street", "city": "Boston", "state": "MA", "zip_code": "02108"}
FILED = {"signed_rep": date(2026, 3, 1), "signed_ao": date(2026, 3, 1), "served": date(2026, 3, 2), "sent": date(2026, 3, 2)}
PROOF = "Courier receipt 4711"
PAPER = "It was put together on paper."


def recognized_organization(*campuses: Any, by: Any, today: date = date(2026, 1, 5), **details: Any) -> SponsoringOrganization:
    """An organization with full recognition from 2025 through 2030."""
    organization = add_organization(details={**DETAILS, **details}, campuses=list(campuses), by=by, today=today)
    record_recognition(
        organization=organization, kind="full", granted_on=date(2025, 1, 1), expires_on=date(2030, 12, 31), renewal_received_on=None, proof="Notice of 2025",
        by=by, today=today,
    )  # fmt: skip
    return organization


def opened(enrollment: Any, organization: SponsoringOrganization, *, by: Any, scheme: str = "doj-partial-initial") -> Application:
    return open_application(enrollment=enrollment, organization=organization, scheme=scheme, role="volunteer", by=by)


def handed_over(enrollment: Any, organization: SponsoringOrganization, *, coordinator: Any, scheme: str = "doj-partial-initial") -> Application:
    """With the authorized officer."""
    application = opened(enrollment, organization, by=coordinator, scheme=scheme)
    if application.state == "sponsored":
        application = move_application(application=application, move="assemble", by=coordinator)
    return move_application(application=application, move="check_done", by=coordinator)


def reviewed(application: Application, *, officer: Any) -> Application:
    """Marked ready to file: every point confirmed, and a reason given for what is missing."""
    items = reading_of(application).items
    accepted = {item.key: "It is in the paper file." for item in items if item.needs_reason}
    keep_review(application=application, ticked={item.key: item.read for item in items}, accepted=accepted, by=officer)
    mark_ready(application=application, by=officer)
    return application


def filed(
    enrollment: Any, organization: SponsoringOrganization, *, coordinator: Any, officer: Any, scheme: str = "doj-partial-initial", dates: dict[str,
    date] | None = None
) -> Application:  # fmt: skip
    application = reviewed(handed_over(enrollment, organization, coordinator=coordinator, scheme=scheme), officer=officer)
    return move_application(application=application, move="file", dates=dates or FILED, proof=PROOF, note=PAPER, packet=OUTSIDE, by=officer)


def accredited(enrollment: Any, organization: SponsoringOrganization, *, by: Any, approved_on: date, expires_on: date, level: str = "partial") -> Application:
    """Approved before it was recorded here."""
    return record_accreditation(
        enrollment=enrollment, organization=organization, level=level, approved_on=approved_on, expires_on=expires_on, role="volunteer", by=by, proof=PROOF
    )

"""Applications as rows in any state, without the steps that led there: for queries that read the fold of their events."""

from datetime import UTC, date, datetime
from typing import Any

from accreditation.models import Application, ApplicationEvent, SponsoringOrganization

AT = datetime(2026, 11, 2, 15, tzinfo=UTC)
GRANTED = {"decision": "2024-01-01", "approval_effective": "2024-01-01", "expires_printed": "2026-12-31"}


def an_organization() -> SponsoringOrganization:
    return SponsoringOrganization.objects.create(legal_name="Harbor Aid", street="1 Main Street", city="Boston", state="MA", zip_code="02108")


def an_application(organization: SponsoringOrganization, student: str, state: str, **facts: Any) -> Application:
    dates, level = facts.pop("dates", {}), facts.get("granted_level", "")
    one = Application.objects.create(
        student=student, campus="north", organization=organization, requested_level="partial", role="volunteer", state=state, opened_at=AT,
        **{"scheme": "doj-partial-initial", **facts},
    )  # fmt: skip
    ApplicationEvent.objects.create(application=one, seq=1, move="open", role="officer", to_state=state, dates=dates, granted_level=level, at=AT)
    return one


def accredited(organization: SponsoringOrganization, student: str) -> Application:
    facts = {"granted_level": "partial", "approved_on": date(2024, 1, 1), "expires_on": date(2026, 12, 31), "is_earlier": True, "dates": GRANTED}
    return an_application(organization, student, "renewal_due", **facts)

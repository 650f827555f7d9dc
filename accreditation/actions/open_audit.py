"""Opening an audit of one student or one cohort for a named person, and mailing them the link."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from accreditation.models import Audit
from accreditation.policies.sharing import HOURS
from accreditation.queries.audits import PURPOSE
from accreditation.rules.audits import shared_with_auditors
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.people.api import Campus, is_student_of, person_with_email, send_link

DAYS, MOST_DAYS = 14, 60


@transaction.atomic
def open_audit(
    *, places: list[Any], cohort: Any = None, recipient: str, organization: str, email: str, purpose: str, days: int = DAYS, by: Any
) -> Audit:  # fmt: skip
    """Open an audit of ``places`` (one enrollment, or those of ``cohort``), all of one campus.

    Students without the consent that the campus's mode asks for are left out and counted. Raises ``Forbidden``, and ``Invalid`` for what is
    missing, for more than 60 days, for a student's address, and where nobody is left.
    """
    campus = places[0].cohort.campus if places else cohort.campus
    for subject in places or [cohort]:
        access.require(by, "accreditation.open_audit", subject, sentence="Only a coordinator of this campus opens an audit.")
    said = {"recipient": recipient, "organization": organization, "email": email, "purpose": purpose}
    facts = {name: " ".join(text.split()) for name, text in said.items()}
    _check(facts, days)
    shown = shared_with_auditors(campus.slug, places, HOURS)
    if not shown:
        raise Invalid("Nobody here has consented that auditors see their record, and on this campus that takes a consent.", code="no_consent")
    audit = Audit.objects.create(
        campus=campus.slug, number=_next_number(campus), cohort=cohort.slug if cohort else "", places=[place.public_id for place in shown],
        left_out=len(places) - len(shown), opened_by=by.public_id, opened_at=now(), expires_at=now() + timedelta(days=days), **facts,
    )  # fmt: skip
    send_link(
        purpose=PURPOSE, subject=audit.public_id, name=audit.recipient, email=audit.email, campus=audit.campus, by=by, lifetime=timedelta(days=days),
        asks=f"You can look at training records for this purpose: {audit.purpose}. Audit {audit.label}.",
    )  # fmt: skip
    event = {"audit": audit.label, "recipient": audit.shown_to, "students": len(shown)}
    record_event("accreditation.audit_opened", by=by, subject_kind="audit", subject_id=audit.public_id, campus=audit.campus, data=event)
    return audit


def _check(facts: dict[str, str], days: int) -> None:
    faults = [] if all(facts.values()) else ["Say who gets the link, of which organization, at which address, and what for."]
    if not 1 <= days <= MOST_DAYS:
        faults.append(f"An audit is open for 1 to {MOST_DAYS} days.")
    person = person_with_email(facts["email"]) if facts["email"] else None
    if person is not None and is_student_of(person, None):
        faults.append("This is the address of a student. An auditor is somebody else.")
    if faults:
        raise Invalid(*faults, code="audit")


def _next_number(campus: Campus) -> int:
    Campus.objects.select_for_update().get(pk=campus.pk)  # two audits opened at once get two numbers
    newest = Audit.objects.filter(campus=campus.slug).order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1

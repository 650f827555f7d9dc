"""A student signs a consent: with their typed name, while signed in (34 CFR 99.30(b), (d))."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accreditation.models import Consent
from accreditation.policies.sharing import PURPOSES, RECIPIENTS, RECORDS, signed_text
from accreditation.queries.sharing import campuses_studied_on
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Forbidden, Invalid
from lms.people.api import Campus


@transaction.atomic
def give_consent(*, campus: Campus, purpose: str, records: Iterable[str], recipients: Iterable[str], typed_name: str, by: Any) -> Consent:
    """Sign a consent of ``by`` about themselves. Raises ``Forbidden`` without a place on the campus, ``Invalid`` for what 99.30 asks for and is missing."""
    if campus not in campuses_studied_on(by):
        raise Forbidden("You have no place on this campus, so it keeps nothing of yours to share.")
    shared, whom = [key for key in RECORDS if key in set(records)], [key for key in RECIPIENTS if key in set(recipients)]
    faults = []
    if purpose not in PURPOSES:
        faults.append("Say what the records are shared for.")
    if not shared:
        faults.append("Choose at least one kind of record.")
    if not whom:
        faults.append("Choose at least one recipient.")
    if _plain(typed_name) != _plain(by.legal_name):
        faults.append(f"Type your legal name as it stands in your account: {by.legal_name}.")
    if faults:
        raise Invalid(*faults, code="consent")
    consent = Consent.objects.create(
        student=by.public_id, campus=campus.slug, purpose=purpose, records=_joined(shared), recipients=_joined(whom),
        statement=signed_text(purpose, shared, whom, campus.name), typed_name=" ".join(typed_name.split()), signed_by=by.public_id, signed_at=now(),
    )  # fmt: skip
    facts = {"purpose": purpose, "records": ", ".join(shared), "recipients": ", ".join(whom)}
    record_event("accreditation.consent_given", by=by, subject_kind="consent", subject_id=consent.public_id, campus=campus.slug, data=facts)
    return consent


def _joined(keys: list[str]) -> str:
    return f" {' '.join(keys)} "


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()

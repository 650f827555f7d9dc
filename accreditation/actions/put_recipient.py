"""Naming a USCIS office that is served with a full copy."""

from typing import Any

from django.db import transaction

from accreditation.actions.answer_form import open_to_answers, record_answer_event
from accreditation.models import Application, ServiceRecipient
from accreditation.policies.filing_answers import faults_of_recipient
from accreditation.queries.filing_answers import served_of
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def put_recipient(*, application: Application, name: str, address: str, zip_code: str, by: Any) -> ServiceRecipient:
    """Add an office and the ZIP code it was looked up for (8 CFR 1292.13(a); EOIR FAQ, questions 12-13). It still has to be confirmed.

    Raises ``Invalid`` with every fault, ``Conflict`` where that office is served already or the application has ended.
    """
    locked = open_to_answers(application, by)
    name, address, zip_code = name.strip(), address.strip(), zip_code.strip()
    faults = faults_of_recipient(name, address, zip_code)
    if faults:
        raise Invalid(*faults)
    if any(name.casefold() == one.recipient.name.casefold() for one in served_of([locked.pk]).get(locked.pk, [])):
        raise Conflict(f"{name} is served already. Take it off first if its address changed.", code="double")
    recipient = ServiceRecipient.objects.create(
        application=locked, student=locked.student, name=name, address=address, zip_code=zip_code, put_by=by.public_id, put_at=now()
    )
    record_answer_event("accreditation.recipient_put", locked, by, office=name)
    return recipient

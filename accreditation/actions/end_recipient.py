"""Taking off an office that is not served after all; what was recorded of it stays."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.answer_form import open_to_answers, record_answer_event
from accreditation.actions.confirm_recipient import refuse_ended
from accreditation.models import RecipientStep, RecipientStepKind, ServiceRecipient
from lms.core.clock import now
from lms.core.errors import Invalid

LONGEST_REASON = 500


@transaction.atomic
def end_recipient(*, recipient: ServiceRecipient, reason: str, by: Any, today: date) -> RecipientStep:
    """Raises ``Invalid`` without a reason, ``Conflict`` where somebody took it off already or the application has ended."""
    locked = open_to_answers(recipient.application, by)
    refuse_ended(recipient)
    if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
        raise Invalid(f"Say why it is taken off, in {LONGEST_REASON} characters at most.")
    step = RecipientStep.objects.create(
        recipient=recipient, student=locked.student, kind=RecipientStepKind.ENDED, on=today, reason=reason.strip(), by=by.public_id, at=now()
    )
    record_answer_event("accreditation.recipient_ended", locked, by, office=recipient.name)
    return step

"""Confirming that an office is the one to serve: a person looked it up on a day."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.answer_form import open_to_answers, record_answer_event
from accreditation.models import RecipientStep, RecipientStepKind, ServiceRecipient
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def confirm_recipient(*, recipient: ServiceRecipient, on: date, by: Any, today: date) -> RecipientStep:
    """Say that the District Office Finder gave this office on ``on``. Districts change, so it may be confirmed again; the newest word counts.

    Raises ``Invalid`` for a day ahead, ``Conflict`` for an office that was taken off.
    """
    locked = open_to_answers(recipient.application, by)
    refuse_ended(recipient)
    if on > today:
        raise Invalid("That day lies in the future. Confirm the office once you looked it up.")
    step = RecipientStep.objects.create(recipient=recipient, student=locked.student, kind=RecipientStepKind.CONFIRMED, on=on, by=by.public_id, at=now())
    record_answer_event("accreditation.recipient_confirmed", locked, by, office=recipient.name)
    return step


def refuse_ended(recipient: ServiceRecipient) -> None:
    """To be asked while the application is locked."""
    if recipient.steps.filter(kind=RecipientStepKind.ENDED).exists():
        raise Conflict(f"{recipient.name} was taken off already.", code="ended")

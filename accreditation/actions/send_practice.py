"""Sending an entry to the attorney, and taking a draft away."""

from typing import Any

from django.db import transaction

from accreditation.actions.ask_attorney import ask_attorney
from accreditation.actions.write_practice import refuse_too_much
from accreditation.models import PracticeEntry
from accreditation.models.practice import EntryState
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden


@transaction.atomic
def send_practice(*, entry: PracticeEntry, by: Any) -> PracticeEntry:
    """Send a draft for confirmation; sending again changes nothing. The attorney gets a letter, one a day at most.

    Raises ``Conflict`` for what is settled already, ``Invalid`` when the day has filled up meanwhile.
    """
    locked = _own(entry, by)
    if locked.state == EntryState.SENT:
        return locked
    if locked.state != EntryState.DRAFT:
        raise Conflict("Only a draft can be sent. Correct the entry to make a new version.", code="not_a_draft")
    refuse_too_much(locked.student, locked.date, locked.minutes, locked.line)
    locked.state, locked.sent_at = EntryState.SENT, now()
    locked.save(update_fields=["state", "sent_at"])
    facts = {"code": locked.matter.code, "minutes": locked.minutes}
    record_event("accreditation.practice_sent", by=by, subject_kind="practice", subject_id=locked.public_id, campus=locked.campus, data=facts)
    ask_attorney(locked.matter.attorney)
    return locked


@transaction.atomic
def drop_draft(*, entry: PracticeEntry, by: Any) -> None:
    """Throw a draft away; nothing else can be. Dropping a second version leaves the earlier one as it is."""
    locked = _own(entry, by)
    if locked.state != EntryState.DRAFT or PracticeEntry.objects.filter(line=locked.line, state=EntryState.REPLACED).exists():
        raise Conflict("This entry was with the attorney, so it stays.", code="not_a_draft")
    locked.delete()


def _own(entry: PracticeEntry, by: Any) -> PracticeEntry:
    if entry.student != by.public_id:
        raise Forbidden("This entry is not yours.")
    return PracticeEntry.objects.select_for_update(of=("self",)).select_related("matter__attorney").get(pk=entry.pk)

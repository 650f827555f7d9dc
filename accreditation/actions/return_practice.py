"""Returning an entry with a comment, and the words that follow about it."""

from typing import Any

from django.db import transaction

from accreditation.actions.tell_practice import tell_returned, tell_said
from accreditation.confidentiality.refusing import refuse_identifiers
from accreditation.models import PracticeEntry, PracticeMessage, SupervisingAttorney
from accreditation.models.practice import EntryState, Speaker
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.api import MailedLink
from lms.vault.api import seal_text

LONGEST = 2000


@transaction.atomic
def return_practice(*, entry: PracticeEntry, comment: str, attorney: SupervisingAttorney, link: MailedLink) -> PracticeEntry:
    """Return a waiting entry to the student. Raises ``Conflict`` when it does not wait any more, ``Identifying`` and ``Invalid`` for the comment."""
    _require_supervisor(entry, attorney, link)
    locked = PracticeEntry.objects.select_for_update(of=("self",)).select_related("matter").get(pk=entry.pk)
    if locked.state == EntryState.RETURNED:
        return locked
    if locked.state != EntryState.SENT:
        raise Conflict("This entry does not wait for you any more.", code="not_waiting")
    _say(locked, comment, Speaker.ATTORNEY, attorney.public_id, returns=True)
    locked.state = EntryState.RETURNED
    locked.save(update_fields=["state"])
    facts = {"attorney": attorney.name, "code": locked.matter.code}
    record_event("accreditation.practice_returned", by=None, subject_kind="practice", subject_id=locked.public_id, campus=locked.campus, data=facts)
    tell_returned(locked)
    return locked


@transaction.atomic
def say_on_practice(*, entry: PracticeEntry, text: str, by: Any) -> PracticeMessage:
    """A word of the student whose entry it is, or of a coordinator of the campus. Raises ``Forbidden``, ``Invalid``, ``Identifying``."""
    if by.public_id == entry.student:
        speaker = Speaker.STUDENT
    else:
        access.require(by, "accreditation.keep_practice", entry, sentence="This entry is not yours.")
        speaker = Speaker.COORDINATOR
    _require_sent(entry)
    message = _say(entry, text, speaker, by.public_id)
    tell_said(message, entry)
    return message


@transaction.atomic
def say_by_link(*, entry: PracticeEntry, text: str, attorney: SupervisingAttorney, link: MailedLink) -> PracticeMessage:
    """A word of the supervising attorney. Raises ``Forbidden``, ``Invalid``, ``Identifying``."""
    _require_supervisor(entry, attorney, link)
    _require_sent(entry)
    message = _say(entry, text, Speaker.ATTORNEY, attorney.public_id)
    tell_said(message, entry)
    return message


def _require_supervisor(entry: PracticeEntry, attorney: SupervisingAttorney, link: MailedLink) -> None:
    if entry.matter.attorney_id != attorney.pk or link.subject != attorney.public_id or link.email != attorney.email:
        raise Forbidden("Another attorney supervises this matter.")


def _require_sent(entry: PracticeEntry) -> None:
    if entry.sent_at is None:
        raise Conflict("Nobody but you sees a draft. Send it first.", code="draft")


def _say(entry: PracticeEntry, text: str, speaker: Speaker, author: str, *, returns: bool = False) -> PracticeMessage:
    words = text.strip()
    if not words:
        raise Invalid("Write a sentence; the others read it.")
    if len(words) > LONGEST:
        raise Invalid("This is longer than 2,000 characters.")
    refuse_identifiers(words)
    return PracticeMessage.objects.create(entry=entry, speaker=speaker, author=author, sealed_text=seal_text(entry.student, words), returns=returns, at=now())

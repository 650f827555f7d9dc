"""Writing down what became of a letter: refused at once, come back, or held back because letters before it came back."""

from django.db import IntegrityError, transaction

from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.models import new_public_id
from lms.people.formats.delivery_status import Returned, returned_letters
from lms.people.letter_ids import letter_to
from lms.people.mail_status import closes
from lms.people.models import MailEvent
from lms.people.models.mail_event import CONFIRMED, HELD, REFUSED, RETURNED, TRIED


def note_refusal(*, address: str, letter: str, status: str, said: str) -> None:
    """The mail server refused ``address`` for good while the letter was handed to it."""
    _note(REFUSED, address, letter, status=status, said=said[:500], closes=closes(status))


def note_held(*, address: str, letter: str, subject: str) -> None:
    """A letter that was asked for was not sent, for the address is closed."""
    _note(HELD, address, letter, subject_line=subject[:200])


def note_try(*, address: str, by: str) -> None:
    _note(TRIED, address, new_public_id(), by=by)


def note_confirmed(*, address: str, by: str) -> None:
    """The address is written to again; ``by`` is the public id of who said so."""
    _note(CONFIRMED, address, new_public_id(), by=by)


def read_returned(raw: bytes) -> list[MailEvent]:
    """Keep what ``raw``, a message from outside, says of letters of ours; empty when it says of none that it failed, or nothing new.

    Raises ``Invalid`` for what is no delivery report, and for one that cannot name a letter that we sent to that very address:
    whoever wrote it, it silences nobody.
    """
    failed = [one for one in returned_letters(raw) if one.failed]
    ours = [(one, *_ours(one)) for one in failed]
    if failed and not any(letter for _one, _address, letter in ours):
        raise Invalid("The report names no letter that we sent to that address.", code="not_ours")
    kept = [_note(RETURNED, address, letter, status=one.status, said=one.said, closes=closes(one.status)) for one, address, letter in ours if letter]
    return [event for event in kept if event is not None]


def _ours(one: Returned) -> tuple[str, str]:
    """The address that was written to, and the letter; both empty when its id was not given by us."""
    for address in one.addresses:
        letter = letter_to(one.ids, address)
        if letter:
            return address, letter
    return "", ""


def _note(kind: str, address: str, letter: str, **facts: object) -> MailEvent | None:
    """One row; ``None`` when it is there already, for servers and people repeat themselves."""
    key = {"kind": kind, "address": address.strip().lower(), "letter": letter}
    if MailEvent.objects.filter(**key).exists():
        return None
    try:
        with transaction.atomic():
            return MailEvent.objects.create(**key, at=now(), **facts)
    except IntegrityError:
        if MailEvent.objects.filter(**key).exists():  # another process read the same message in this moment
            return None
        raise

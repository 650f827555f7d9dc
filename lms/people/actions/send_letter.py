"""Handing a letter to the mail server, unless its address gives our letters back."""

from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives

from lms.people.actions.mail_events import note_held, note_refusal
from lms.people.letter_ids import message_id
from lms.people.mail_status import STATUS, closes, status_of_reply
from lms.people.queries.mail_events import is_closed


class Undelivered(Exception):
    """The letter did not go and will not: trying again is of no use. What happened is written down."""


def send_letter(letter: EmailMultiAlternatives, *, name: str, keeps_word: bool = True, tries: bool = False) -> None:
    """Send ``letter`` to its one address. ``name`` becomes its message id, by which a letter that comes back is known (``letter_ids``).

    ``keeps_word``: where it is not sent because the address is closed, that is written down, for it stands nowhere else.
    ``tries``: it goes to a closed address too; for the letter by which a person proves that it works. Raises ``Undelivered``, and what
    the mail server raises when another try may help.
    """
    address = letter.to[0]
    letter.extra_headers["Message-ID"] = message_id(name, address)
    if not tries and is_closed(address):
        if keeps_word:
            note_held(address=address, letter=name, subject=str(letter.subject))
        raise Undelivered
    try:
        letter.send()
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        status, said = _refusal(error)
        if not closes(status):
            raise
        note_refusal(address=address, letter=name, status=status, said=said)
        raise Undelivered from error


def _refusal(error: SMTPRecipientsRefused | SMTPDataError) -> tuple[str, str]:
    """Status and words of a refusal. One of the whole letter counts only where its text says which status it has."""
    if isinstance(error, SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
        return status_of_reply(code, _words(reply)), _words(reply)
    said = _words(error.smtp_error)
    return status_of_reply(error.smtp_code, said) if STATUS.match(said) else "", said


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return "".join(character if character.isprintable() else " " for character in text)

"""What mail servers say of an address, in plain words (status codes: RFC 3463; replies: RFC 5321, section 4.2).

A letter can fail for good although its address is fine: it was too large, or the other server does not trust ours (5.6, 5.7). Only what
is about the mailbox itself closes an address.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_noop as mark

STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_OF_THE_LETTER = {"5.2.3", "5.3.4"}  # longer than the mailbox, or the server, takes
_REPLIES = {550: "5.1.1", 551: "5.1.6", 552: "5.2.2", 553: "5.1.3"}


@dataclass(frozen=True)
class Words:
    """``why``: what is the matter; ``to_do``: for who looks after the person."""

    why: str
    to_do: str


GONE = Words(mark("The address does not exist, or is written wrong."), "Ask the person how it is spelled, or for another one.")
MOVED = Words(mark("The mailbox has moved to another address."), "Ask the person for the new address.")
OFF = Words(mark("The mailbox is switched off."), "Ask the person for another address.")
FULL = Words(mark("The mailbox is full."), "Ask the person to make room, then let it be tried again.")
NO_SERVER = Words(mark("The part after the @ takes no mail."), "Ask the person how the address is spelled.")
OTHER = Words(mark("The other mail server gave the letter back and did not say why."), "Ask the person whether the address still works.")
OURS = Words(
    mark("The other mail server did not want this letter; the address itself may be fine."), "Nothing for you: an administrator looks at the mail server."
)
_BY_STATUS = {"5.1.6": MOVED, "5.2.1": OFF, "5.2.2": FULL, "5.1.2": NO_SERVER, "5.4.4": NO_SERVER, "5.1.10": NO_SERVER}


def closes(status: str) -> bool:
    """True for a permanent status that is about the mailbox: the address is not written to any more."""
    return status.startswith(("5.0.", "5.1.", "5.2.", "5.4.4")) and status not in _OF_THE_LETTER


def words_for(status: str) -> Words:
    if not closes(status):
        return OURS
    return _BY_STATUS.get(status) or (GONE if status.startswith("5.1.") else OTHER)


def status_of_reply(code: int, said: str) -> str:
    """The status of an SMTP reply to one recipient: as its text says, else by its number; empty for one that says nothing of the mailbox."""
    found = STATUS.search(said)
    if found and found[1] == str(code)[0]:
        return found[0]
    return _REPLIES.get(code, "")

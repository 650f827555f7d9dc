"""What a kind of evidence is: what it asks, which files it takes, who sees and verifies it, how long it is kept, and where it goes in the packet.

Plain data, no tables. A kind declares; ``asking.py`` checks what was typed against it, and ``retention.py`` computes how long a document is kept.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from accreditation.evidence_kinds.retention import Retention, months_later
from lms.vault.api import Accepts

STAFF = ("coordinator", "officer")
READERS = (*STAFF, "auditor")
PAPER = Accepts(types=("pdf", "jpeg", "png", "heic", "webp"), megabytes=15)
TYPED_OR_PAPER = Accepts(types=("pdf", "docx", "odt", "jpeg", "png", "heic", "webp"), megabytes=15)
NO_FILE = Accepts(types=(), megabytes=1)


@dataclass(frozen=True)
class Asked:
    """One thing that is typed beside the file. ``form`` is ``past`` (a day not after today), ``day``, ``text``, ``choice``, ``choices`` or ``tick``.

    A ``tick`` that is required is a statement that must be made. ``choices`` are (value, words).
    """

    key: str
    label: str
    form: Literal["past", "day", "text", "choice", "choices", "tick"]
    help: str = ""
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Expiry:
    """How long a document is good for from the date on it. A house rule unless ``source`` names law: it warns, it does not refuse."""

    months: int
    source: str

    def last_day(self, dated: date) -> date:
        return months_later(dated, self.months)


@dataclass(frozen=True)
class EvidenceKind:
    """One kind of document.

    ``about`` is whose it is: a student's, or the sponsoring organization's. ``added_by`` says who may hand it in: ``student``, ``staff``.
    ``requirements`` are keys of the requirements it serves, so that a scheme asks for it; ``needed`` is how many, of different writers.
    ``one`` holds where a newer document takes the place of the older one. ``serves`` are further kinds that one document may also be.
    ``readers`` and ``verifiers`` are roles on the campus; the student always sees what is theirs. ``guarded``: its text goes through the
    confidentiality guard. ``tab`` and ``in_packet`` follow the domain reference, 4.1; ``mark`` is how sure that reference is of ``source``.
    """

    key: str
    title: str
    explains: str
    source: str
    mark: str
    tab: str
    in_packet: str
    retention: Retention
    asks: tuple[Asked, ...] = ()
    accepts: Accepts = PAPER
    about: Literal["student", "organization"] = "student"
    added_by: tuple[str, ...] = ("student", "staff")
    requirements: tuple[str, ...] = ()
    needed: int = 1
    one: bool = False
    serves: tuple[str, ...] = ()
    expiry: Expiry | None = None
    readers: tuple[str, ...] = READERS
    verifiers: tuple[str, ...] = STAFF
    guarded: bool = False

    @property
    def takes_file(self) -> bool:
        return bool(self.accepts.types)

    def asked(self, key: str) -> Asked | None:
        return next((one for one in self.asks if one.key == key), None)


def dated(label: str = "Date on the document", help: str = "", *, required: bool = True) -> Asked:  # noqa: A002  the word of the form
    """The question for the date that a document bears; most kinds ask it."""
    return Asked("dated", label, "past", help, required)

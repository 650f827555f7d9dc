"""What a packet part is: a dossier in, sheets of plain data out, in their place behind a tab.

Nothing is typeset here: a sheet names its template and its data, or a file that is bound as it is. So what a packet would say can be
compared with what an earlier one said without making a single PDF.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accreditation.dossier import Dossier, Evidence, Subject, Training
from lms.core.canonical import fingerprint

PDF = "application/pdf"
PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
ENDINGS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx", "application/vnd.oasis.opendocument.text": "odt",
    "image/heic": "heic", "text/plain": "txt",
}  # fmt: skip
DAILY = ("as_of", "date")
"""Keys of a sheet’s data that change with the day and say nothing of the facts."""


@dataclass(frozen=True)
class Enclosure:
    """A file that lies in the packet. ``key`` is how it is fetched, ``sha256`` of its content; a ``media_type`` that cannot be bound is enclosed beside."""

    key: str
    sha256: str
    media_type: str

    @property
    def is_bindable(self) -> bool:
        return self.media_type == PDF or self.media_type in PICTURES

    @property
    def ending(self) -> str:
        return "pdf" if self.is_bindable else ENDINGS.get(self.media_type.partition(";")[0], "bin")


@dataclass(frozen=True)
class Sheet:
    """One document of the packet. ``stem`` names its file; ``title`` its bookmark and its line in the index.

    Either ``template`` with ``data``, or ``file``. ``uncompared`` are further keys of ``data`` that a comparison leaves out. ``at_filing``: it comes
    into the packet between the officer’s review and the filing.
    """

    stem: str
    title: str
    template: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    file: Enclosure | None = None
    uncompared: tuple[str, ...] = ()
    at_filing: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of what it says, whatever the day on which it is printed."""
        if self.file is not None:
            return self.file.sha256
        left_out = {*DAILY, *self.uncompared}
        return fingerprint({"template": self.template, "data": {key: value for key, value in self.data.items() if key not in left_out}})


@dataclass(frozen=True)
class Proof:
    """What proves a training of the list: its certificate or document, with the ``label`` (“G-1”) under which it lies in the packet."""

    training: Training
    title: str
    stem: str
    file: Enclosure
    label: str = ""


@dataclass(frozen=True)
class Line:
    """A line of the index: its ``label`` (“G-3”), ``title``, pages, the volume it lies in (0: only one), and its file where that is enclosed beside."""

    label: str
    title: str
    pages: int = 0
    volume: int = 0
    beside: str = ""


@dataclass(frozen=True)
class Scene:
    """What parts are built from.

    ``kind`` and ``level`` are the scheme’s. ``trainings`` is the list that goes to EOIR, ``outline`` what the program teaches, ``proofs`` what proves
    them, ``documents`` the verified ones that lie behind the scheme’s tabs. ``contents`` and ``volumes`` are filled once the other parts are known, for
    cover letter and index; so are ``missing`` (title, sentence, source). ``anchor`` says in words
    which anchor of the ledger was in force. ``supplement`` numbers a supplement; 0 is the packet itself, and ``gone`` what it no longer holds.
    """

    dossier: Dossier
    scheme_title: str
    kind: str
    level: str
    draft: bool
    trainings: tuple[Training, ...] = ()
    outline: tuple[Subject, ...] = ()
    proofs: tuple[Proof, ...] = ()
    documents: tuple[Evidence, ...] = ()
    missing: tuple[tuple[str, str, str], ...] = ()
    anchor: str = ""
    contents: tuple[Line, ...] = ()
    volumes: int = 1
    supplement: int = 0
    gone: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.dossier.candidate.legal_name

    def verified(self, *kinds: str) -> tuple[Evidence, ...]:
        """Documents of these kinds that a second person looked at, those that also serve as one included."""
        return tuple(one for one in self.dossier.evidence_of(*kinds) if one.verified)


@dataclass(frozen=True)
class PacketPart:
    """A section of the packet; ``tab`` is our convention, not EOIR’s (domain reference, 4.1). Empty tab: in front of the tabs."""

    key: str
    tab: str
    title: str
    build: Callable[[Scene], list[Sheet]]


def one_sheet(key: str, tab: str, title: str, data: Callable[[Scene], dict[str, Any] | None], *, uncompared: tuple[str, ...] = ()) -> PacketPart:
    """A part of one sheet from the template of its own name; none where ``data`` gives nothing."""

    def build(scene: Scene) -> list[Sheet]:
        found = data(scene)
        return [] if found is None else [Sheet(key, title, key, {"candidate": scene.name, **found}, uncompared=uncompared)]

    return PacketPart(key, tab, title, build)

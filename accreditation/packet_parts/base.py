"""What a packet part is: a dossier in, PDF pages out, in their place behind a tab."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accreditation.dossier import Dossier


@dataclass(frozen=True)
class Sheet:
    """One PDF of the packet. ``stem`` names its file; ``title`` its bookmark and its line in the index."""

    stem: str
    title: str
    pdf: bytes


@dataclass(frozen=True)
class Scene:
    """What parts are built from: the dossier, the moment printed as creation time, and what is attached.

    ``certificates`` are the frozen PDFs by number; ``contents`` is filled once the other parts are known, for the index.
    """

    dossier: Dossier
    scheme_title: str
    at: datetime
    draft: bool
    certificates: tuple[tuple[str, str, bytes], ...]
    findings: tuple[tuple[str, str, str, str, str], ...]
    contents: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class PacketPart:
    """A section of the packet; ``tab`` is our convention, not EOIR’s (domain reference, 4.1). Empty tab: in front of the tabs."""

    key: str
    tab: str
    title: str
    build: Callable[[Scene], list[Sheet]]

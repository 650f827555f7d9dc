"""What a file would become, said before anything is kept: plain data, whatever the file was."""

from dataclasses import dataclass, field
from typing import Any

RawBlock = dict[str, Any]

# what may be lost or changed, in the order people read it; the label stands above the places
KINDS = {
    "file": "In the file as a whole",
    "picture": "Pictures",
    "alt": "Pictures without words for people who do not see them",
    "text_box": "Text boxes",
    "comment": "Comments",
    "tracked": "Tracked changes",
    "hidden": "Hidden text",
    "equation": "Equations",
    "object": "Embedded objects, charts and drawings",
    "table": "Tables",
    "numbering": "Numbering",
    "style": "Styles",
    "link": "Links",
    "formatting": "Underlining, colors and other looks",
    "page": "Headers, footers and page numbers",
    "html": "HTML",
    "block": "Blocks",
}


@dataclass(frozen=True)
class Loss:
    """Something that is lost or changed: its kind, where it stands in the file, and what becomes of it."""

    kind: str
    place: str
    sentence: str


@dataclass(frozen=True)
class Picture:
    """A picture of the file. The block ``{"type": "image", "value": {"picture": n, …}}`` stands where it goes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class CitedLaw:
    """A reference to law in the text, and whether the list of authorities knows it."""

    key: str
    known: bool


@dataclass
class Report:
    """``recognized`` counts what was understood, by its plural name."""

    recognized: dict[str, int] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    law: list[CitedLaw] = field(default_factory=list)

    def saw(self, what: str, number: int = 1) -> None:
        self.recognized[what] = self.recognized.get(what, 0) + number

    def lost(self, kind: str, place: str, sentence: str) -> None:
        """Note a loss once, however often it is found in one place."""
        loss = Loss(kind, place, sentence)
        if loss not in self.losses[-20:]:
            self.losses.append(loss)

    @property
    def by_kind(self) -> list[tuple[str, list[Loss]]]:
        """Each kind's label with its losses, in the order of ``KINDS``."""
        return [(label, found) for kind, label in KINDS.items() if (found := [loss for loss in self.losses if loss.kind == kind])]


@dataclass
class ImportedLesson:
    """A lesson as a file would make it. ``blocks`` are as the lesson's stream holds them, pictures excepted."""

    title: str
    blocks: list[RawBlock]
    report: Report
    objectives: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    minutes: int = 1

"""One set as the folder says it, before anything is stored."""

from dataclasses import dataclass

from curriculum.importers.folder.materials.shapes import PartShape
from curriculum.importers.folder.reading import Document
from curriculum.models import MaterialKind


@dataclass(frozen=True)
class Sheet:
    """A file beside the set's own; ``name`` is without ``.md``."""

    name: str
    source: str


@dataclass(frozen=True)
class Taught:
    """What plans must agree with of a module: the sessions that teach it, and for how many minutes together."""

    sessions: tuple[int, ...]
    minutes_live: int


@dataclass(frozen=True)
class Found:
    """``minutes`` by module are what a plan's front matter says; ``uses`` are the slugs of simulations it plays."""

    kind: MaterialKind
    slug: str
    document: Document
    title: str
    session: int | None
    minutes: int | None
    minutes_by_module: dict[str, int]
    parts: tuple[PartShape, ...]
    objectives: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    uses: tuple[str, ...]
    facts: str

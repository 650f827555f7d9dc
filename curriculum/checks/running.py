"""All checks of one folder."""

from collections.abc import Iterator
from dataclasses import dataclass

from curriculum.checks.folder import CurriculumFolder
from curriculum.checks.registry import checks
from curriculum.importers.folder.faults import Faults


@dataclass(frozen=True)
class Outcome:
    """What one check found; no ``sentences`` when all holds."""

    name: str
    figures: str
    sentences: tuple[str, ...]


def outcomes(folder: CurriculumFolder) -> Iterator[Outcome]:
    for name, check in checks.items():
        faults = Faults(folder.root)
        figures = check(folder, faults)
        yield Outcome(name, figures, tuple(faults.sentences))

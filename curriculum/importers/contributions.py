"""What higher apps read from and write to a curriculum folder besides pages: question banks and assessments.

A contribution gets each module's folder after its page was loaded, inside the same transaction, and says what changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lms.core.registry import Registry

FileReport = Callable[[str, str], None]


@dataclass(frozen=True)
class Contribution:
    """``load(module_page, folder, faults)`` returns changes; it adds sentences to ``faults`` instead of raising.

    ``export(module_page, folder)`` writes the files that ``load`` would read. ``owns(name)`` tells which file names are its own.
    """

    load: Callable[[Any, Path, Any], list[Any]]
    export: Callable[[Any, Path], None]
    owns: Callable[[str], bool]


contributions: Registry[Contribution] = Registry("curriculum contribution")


def register_contribution(name: str, contribution: Contribution) -> None:
    contributions.register(name, contribution)

"""What higher apps read from and write to a curriculum folder besides pages, and copy with a program: question banks and assessments.

A contribution gets each module's folder after its page was loaded, inside the same transaction, and says what changed. Then it gets the
program's own folder in the same way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from curriculum.importers.asked import Asked
from lms.core.registry import Registry

FileReport = Callable[[str, str], None]
Pages = Iterable[tuple[Any, Any]]


class Read(Protocol):
    def __call__(self, folder: Path, slug: str, faults: Any, *, is_program: bool) -> Asked: ...


@dataclass(frozen=True)
class Contribution:
    """``load(page, folder, faults)`` returns changes; it adds sentences to ``faults`` instead of raising. ``page`` is a module, or the program.

    ``export(page, folder)`` writes the files that ``load`` would read. ``owns(name)`` tells which file names are its own.
    ``copy(pages, copier)`` copies its own for a duplicated program: ``pages`` are the program and its modules, each with its copy, and
    ``copier.copy(page, parent, **changed)`` copies one page. ``load_first`` is as ``load``, for the program before its modules.
    ``read(folder, slug, faults, is_program=…)`` says what the folder of the page ``slug`` asks, from its files alone; it adds sentences to ``faults``.
    """

    load: Callable[[Any, Path, Any], list[Any]]
    export: Callable[[Any, Path], None]
    owns: Callable[[str], bool]
    copy: Callable[[Pages, Any], None] | None = None
    load_first: Callable[[Any, Path, Any], list[Any]] | None = None
    read: Read | None = None


contributions: Registry[Contribution] = Registry("curriculum contribution")


def register_contribution(name: str, contribution: Contribution) -> None:
    contributions.register(name, contribution)

"""Everything wrong with a folder, said at once."""

from pathlib import Path

from lms.core.errors import Invalid


class BrokenFolder(Invalid):
    """The folder cannot be loaded; ``sentences`` names file, line and fault of each. Nothing was changed."""

    code = "broken_folder"


class Faults:
    """Collects faults while a folder is read, so that an author sees all of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sentences: list[str] = []

    def add(self, path: Path, sentence: str, line: int | None = None) -> None:
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        place = f"{name}, line {line}" if line else name
        self.sentences.append(f"{place}: {sentence}")

    def raise_if_any(self) -> None:
        if self.sentences:
            raise BrokenFolder(*self.sentences)

"""Everything wrong with a folder, said at once."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

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


class Lines:
    """Where a file's YAML says what; read only once there is a fault to place."""

    def __init__(self, path: Path) -> None:
        self.first = 1
        self.root: Any = None
        try:
            text = path.read_text("utf-8-sig")
            front = re.match(r"\A---\r?\n(.*?\n)---", text, re.DOTALL) if path.suffix == ".md" else None
            self.first = 2 if front else 1
            self.root = yaml.compose(front[1] if front else text, Loader=yaml.SafeLoader)
        except (OSError, ValueError, yaml.YAMLError, RecursionError):
            return  # that fault was told already

    def of(self, place: Sequence[int | str]) -> int | None:
        """The line of the deepest part of ``place`` that the file has."""
        node, line = self.root, None
        for part in place:
            node, mark = _below(node, part)
            if node is None:
                break
            line = mark.line + self.first
        return line if line is not None or self.root is None else self.root.start_mark.line + self.first


def _below(node: Any, part: int | str) -> tuple[Any, Any]:
    if isinstance(node, yaml.MappingNode):
        return next(((value, key.start_mark) for key, value in node.value if key.value == str(part)), (None, None))
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark
    return None, None

"""Where a new kind of thing can be added: read from the source, and from the page that tells people of it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
APPS = ("lms", "curriculum", "assessments", "accreditation")
INDEX = ROOT / "docs/how-to/README.md"
_ROW = re.compile(r"^\| (?P<word>[^|]+) \| `(?P<file>[^`]+)` \| \[[^\]]+\]\((?P<how_to>[\w.-]+)\) \|$", re.MULTILINE)
_EXAMPLE = re.compile(r"^(?P<indent> *)```python\n(?P<code>.*?)^ *```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, order=True)
class PlugPoint:
    """``word`` is what one kind is called, ``file`` where its register or list stands, from the root."""

    word: str
    file: str


@dataclass(frozen=True)
class Register:
    point: PlugPoint
    name: str

    def found(self) -> Any:
        """The register itself."""
        return getattr(import_module(self.point.file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")), self.name)


LISTS = (
    PlugPoint("block of a lesson", "curriculum/blocks/__init__.py"),
    PlugPoint("kind of material", "curriculum/importers/folder/materials/reading.py"),
    PlugPoint("language", "lms/settings/base.py"),
    PlugPoint("step of an application, deadline", "accreditation/policies/application_states.py"),
    PlugPoint("files beside the database", "lms/site/backup/trees.py"),
)
"""Plug points that are lists, not registers."""


def registers() -> list[Register]:
    """Every ``name: Registry[…] = Registry("word")`` of the apps, in order of their files."""
    files = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return [register for path in files for register in _registers_of(path)]


def _registers_of(path: Path) -> Iterator[Register]:
    source = path.read_text(encoding="utf-8")
    if "Registry(" not in source:
        return
    for node in ast.parse(source).body:
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else None
        made = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "Registry":
            assert isinstance(made.args[0], ast.Constant), f"The register {target.id} of {path} says its word as a text."
            yield Register(PlugPoint(str(made.args[0].value), path.relative_to(ROOT).as_posix()), target.id)


def told() -> dict[PlugPoint, Path]:
    """What the page of plug points lists, each with its how-to."""
    rows = _ROW.finditer(INDEX.read_text(encoding="utf-8"))
    return {PlugPoint(row["word"], row["file"]): INDEX.parent / row["how_to"] for row in rows}


def examples() -> list[tuple[str, str]]:
    """The Python that how-tos show: name of the page with the number of the example on it, and the code."""
    pages = sorted(INDEX.parent.glob("*.md"))
    return [(f"{page.stem}-{at}", code) for page in pages for at, code in enumerate(examples_of(page), start=1)]


def examples_of(page: Path) -> list[str]:
    return [_unindented(found["code"], len(found["indent"])) for found in _EXAMPLE.finditer(page.read_text(encoding="utf-8"))]


def _unindented(code: str, by: int) -> str:
    return "\n".join(line[by:] for line in code.splitlines()) + "\n"

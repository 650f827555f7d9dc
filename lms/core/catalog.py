"""The catalogs of translations: what is marked in code and templates, and how a ``.po`` follows it. For developers; nothing at run time needs it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

APPS = ("lms", "curriculum", "assessments", "accreditation")
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "mark", "ngettext"}
_TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"\b(?:gettext|_)\(\s*{_TEXT}\s*\)|\bngettext\(\s*{_TEXT},\s*{_TEXT}")
_COUNTED = re.compile(r'{% counted \S+ "([^"]+)"(?: "([^"]+)")?')


@dataclass(frozen=True)
class Message:
    """A marked text with its plural, empty without one, and the file it stands in."""

    text: str
    plural: str
    place: str

    @property
    def key(self) -> tuple[str, str]:
        return self.text, self.plural


def marked_in(root: Path) -> dict[tuple[str, str], list[str]]:
    """Every marked text with its plural, and the files it stands in, in the order of those."""
    found: dict[tuple[str, str], list[str]] = {}
    for message in [*_of_templates(root), *_of_code(root)]:
        places = found.setdefault(message.key, [])
        if message.place not in places:
            places.append(message.place)
    return found


def _of_templates(root: Path) -> Iterator[Message]:
    for path in sorted((root / "templates").rglob("*.html")):
        source, place = path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()
        if "i18n" in source:
            for alone, one, many in _IN_TEMPLATE.findall(templatize(source)):
                yield Message(ast.literal_eval(alone or one), ast.literal_eval(many) if many else "", place)
        for one, many in _COUNTED.findall(source):
            yield Message(f"%(number)s {one}", f"%(number)s {many or one + 's'}", place)


def _of_code(root: Path) -> Iterator[Message]:
    for path in sorted(path for app in APPS for path in (root / app).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "django.utils.translation" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            texts = _marked(node)
            if texts:
                yield Message(texts[0], texts[1] if len(texts) > 1 else "", path.relative_to(root).as_posix())


def _marked(node: ast.AST) -> list[str]:
    """The literal texts of a call of a marker; nothing for other code."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS):
        return []
    return [argument.value for argument in node.args[:2] if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]

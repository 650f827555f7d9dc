"""From files to plain data: front matter, Markdown and directives, with the line of every fault."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from curriculum.importers.folder.faults import Faults

OPENING = re.compile(r"^(?P<fence>:{3,})\s+(?P<name>[a-z_]+)(?P<rest>.*)$")
ARGUMENT = re.compile(r'\s*(?:(?P<key>[a-z_]+)="(?P<value>(?:[^"\\]|\\.)*)"|(?P<word>[a-z_]+))(?=\s|$)')
COLONS = re.compile(r"^\s*:{3,}\s*$")
LARGEST = 1_000_000
NO_TEXT = re.compile("[\\0\\ud800-\\udfff]")


@dataclass(frozen=True)
class Directive:
    """One ``:::`` block: its name, bare words, named arguments, body text and first line."""

    name: str
    words: tuple[str, ...]
    arguments: dict[str, str]
    body: str
    line: int


@dataclass(frozen=True)
class Document:
    """A Markdown file: its front matter and, in order, Markdown text (``str``) and directives."""

    path: Path
    facts: dict[str, Any]
    body: str
    first_line: int


class PlainLoader(yaml.SafeLoader):
    """YAML that says everything once and where it stands: no anchors and aliases (nine lines of them make a billion words), no key twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()
        if getattr(event, "anchor", None):
            raise yaml.composer.ComposerError(None, None, "“&” and “*” (anchors and aliases) are not read", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{str(key.value)[:80]}” stands twice", node.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node: Any) -> Any:
        """Escapes can say characters that no database holds: NUL and half of a pair."""
        if NO_TEXT.search(str(node.value)):
            raise yaml.constructor.ConstructorError(None, None, "it holds a character that no text has", node.start_mark)
        return super().construct_scalar(node)


def read_text(path: Path, faults: Faults) -> str | None:
    """The file's text, or ``None`` with a fault noted."""
    try:
        data = path.read_bytes()
    except OSError:
        faults.add(path, "this file cannot be read.")
        return None
    if len(data) > LARGEST:
        faults.add(path, "this file is larger than 1 MB.")
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        faults.add(path, "this file is not UTF-8 text.")
        return None
    if odd := NO_TEXT.search(text):
        faults.add(path, "it holds a character that no text has.", text.count("\n", 0, odd.start()) + 1)
        return None
    return text


def read_yaml(path: Path, faults: Faults, text: str | None = None, first_line: int = 1) -> Any:
    """The YAML of a file (or of ``text`` that stands in it from ``first_line``), or ``None`` with a fault noted."""
    source = read_text(path, faults) if text is None else text
    if source is None:
        return None
    try:
        return yaml.load(source, Loader=PlainLoader)  # noqa: S506  a SafeLoader  # nosec B506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        faults.add(path, f"this is not valid YAML: {error.problem or error.context}.", first_line + mark.line if mark else None)
    except (yaml.YAMLError, ValueError, RecursionError):
        faults.add(path, "this is not valid YAML.")
    return None


def read_document(path: Path, faults: Faults) -> Document | None:
    """A Markdown file with front matter between two lines of ``---``."""
    text = read_text(path, faults)
    if text is None:
        return None
    parts = re.match(r"\A---\n(?P<front>.*?\n)---\n?(?P<body>.*)\Z", text, re.DOTALL)
    if parts is None:
        faults.add(path, "the file must begin with front matter between two lines of ---.", 1)
        return None
    facts = read_yaml(path, faults, parts["front"], first_line=2)
    if facts is None:
        return None
    if not isinstance(facts, dict):
        faults.add(path, "the front matter must be a list of “name: value” lines.", 2)
        return None
    body = parts["body"].lstrip("\n")
    return Document(path, facts, body.rstrip("\n"), text.count("\n", 0, len(text) - len(body)) + 1)


def split_body(document: Document, faults: Faults) -> list[str | Directive]:
    """The body in pieces: Markdown text and directives, in order."""
    pieces: list[str | Directive] = []
    text: list[str] = []
    lines = iter(enumerate(document.body.split("\n"), start=document.first_line))
    for number, line in lines:
        opening = OPENING.match(line)
        if opening is None:
            if COLONS.match(line):
                faults.add(document.path, "a block is closed that was never opened.", number)
            text.append(line)
            continue
        _keep_text(pieces, text)
        text = []
        body = _until_closed(lines, opening["fence"])
        if body is None:
            faults.add(document.path, f"the block “{opening['name']}” is never closed with {opening['fence']}.", number)
            break
        pieces.append(_directive(opening, body, number))
        if left := ARGUMENT.sub("", opening["rest"]).strip():
            faults.add(document.path, f'“{left}” is no argument. Write name="value", and \\" for a quotation mark inside.', number)
    _keep_text(pieces, text)
    return pieces


def _keep_text(pieces: list[str | Directive], lines: list[str]) -> None:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        pieces.append(text)


def _until_closed(lines: Any, fence: str) -> str | None:
    """The lines up to the one that holds as many colons as the block began with: a longer fence may hold shorter ones."""
    body: list[str] = []
    for _, line in lines:
        if line.strip() == fence:
            return "\n".join(body).strip("\n")
        body.append(line)
    return None


def _directive(opening: re.Match[str], body: str, line: int) -> Directive:
    found = list(ARGUMENT.finditer(opening["rest"]))
    words = tuple(match["word"] for match in found if match["word"])
    arguments = {match["key"]: unescaped(match["value"]) for match in found if match["key"]}
    return Directive(opening["name"], words, arguments, body, line)


_ESCAPES = {"n": "\n", "r": "\r", '"': '"', "\\": "\\"}


def escaped(value: str) -> str:
    """``value`` as it stands between quotation marks; ``unescaped`` reads it."""
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), value)


def normal(text: str) -> str:
    """Text as files hold it: lines end in one way, and empty lines around it mean nothing."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def fenced(head: str, text: str) -> str:
    """A ``:::`` block; its fence is longer than any line of colons inside."""
    longest = max((len(line.strip()) for line in text.split("\n") if COLONS.match(line)), default=2)
    fence = ":" * max(3, longest + 1)
    return f"{fence} {head}\n{text}\n{fence}"

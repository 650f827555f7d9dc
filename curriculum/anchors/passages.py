"""The passages of a lesson: every paragraph, heading, list item, cell or caption, each with an address.

The address is counted, not stored: ``p-3-2`` is the second passage of the third part. A snapshot never changes and neither does the
counting, so an address means the same passage for as long as the snapshot is kept, and snapshots taken before there were
addresses have them too. The page carries them as the ``id`` of each passage.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_PASSAGES = _HEADINGS | {"p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "summary"}
_VOID = {"br", "img", "hr", "input", "source", "track", "wbr", "use", "col"}


@dataclass(frozen=True)
class Passage:
    """``text`` is the passage's own words with single spaces; what stands in a list inside it belongs to that list's items."""

    address: str
    tag: str
    text: str

    @property
    def is_heading(self) -> bool:
        return self.tag in _HEADINGS


@dataclass
class _Open:
    tag: str
    place: int  # where ``id`` goes: the end of the tag's name
    has_id: bool
    texts: list[str] = field(default_factory=list)


def passages_in(html: str, prefix: str) -> list[tuple[Passage, int]]:
    """The passages of one piece of HTML in the order in which they open, each with where its ``id`` goes."""
    found: list[_Open] = []
    stack: list[_Open | str] = []
    at = 0
    for tag in _TAG.finditer(html):
        _say(stack, html[at : tag.start()])
        at = tag.end()
        closes, name, rest = tag.group(1), tag.group(2).lower(), tag.group(3)
        if closes:
            _close(stack, name)
        elif name == "br":
            _say(stack, " ")
        elif name in _PASSAGES:
            _say(stack, " ")
            found.append(_Open(name, tag.start() + 1 + len(name), bool(re.search(r"\sid\s*=", rest))))
            stack.append(found[-1])
        elif name not in _VOID and not rest.endswith("/"):
            stack.append(name)
    spoken = [(one, text) for one in found if (text := " ".join(unescape("".join(one.texts)).split())) and not one.has_id]
    return [(Passage(f"{prefix}-{number}", one.tag, text), one.place) for number, (one, text) in enumerate(spoken, start=1)]


def _say(stack: list[_Open | str], text: str) -> None:
    inside = next((one for one in reversed(stack) if isinstance(one, _Open)), None)
    if inside is not None:
        inside.texts.append(text)


def _close(stack: list[_Open | str], name: str) -> None:
    """Close the innermost element of that name and whatever was left open in it."""
    for place in range(len(stack) - 1, -1, -1):
        one = stack[place]
        if (one.tag if isinstance(one, _Open) else one) == name:
            del stack[place:]
            return


def _pieces(parts: Iterable[dict[str, Any]]) -> Iterable[tuple[int, str, str]]:
    """Each part's number and the field that holds the HTML everybody sees: of a check its question, never what is told after an answer."""
    for number, part in enumerate(parts, start=1):
        yield number, "html" if part["kind"] == "html" else "stem_html", f"p-{number}"


def passages_of(parts: list[dict[str, Any]]) -> list[Passage]:
    """Every passage of a lesson, in order. ``parts`` are those of a snapshot."""
    return [passage for number, name, prefix in _pieces(parts) for passage, _ in passages_in(parts[number - 1][name], prefix)]


def addressed(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts with each passage's address as its ``id``."""
    return [{**parts[number - 1], name: _with_ids(parts[number - 1][name], prefix)} for number, name, prefix in _pieces(parts)]


def _with_ids(html: str, prefix: str) -> str:
    pieces, at = [], 0
    for passage, place in passages_in(html, prefix):
        pieces += [html[at:place], f' id="{passage.address}"']
        at = place
    return "".join([*pieces, html[at:]])

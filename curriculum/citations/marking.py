"""Links in a lesson's rendered HTML: every reference to law, and the first use of each glossary term. Plain text in, HTML out; no tables."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape

from curriculum.citations import find_references
from curriculum.citations.base import Citation

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_UNTOUCHED = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "script", "style", "summary", "button", "textarea", "option", "label", "title", "svg", "input"}
_BORDER = "\ufffc"  # no citation runs across the end of a paragraph
_BREAKS = {"p", "li", "div", "td", "th", "br", "blockquote", "dd", "dt", "figcaption", "section", "ul", "ol", "table", "tr", "aside"}


@dataclass(frozen=True)
class Mark:
    """One link to make over ``[start, end)`` of the plain text. ``attributes`` stand in the tag as they are."""

    start: int
    end: int
    href: str
    css: str
    attributes: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of plain text that may be linked: where it stands in the text and, character by character, in the HTML."""

    start: int
    places: list[int]


class Reading:
    """HTML as plain text, with the way back. Text inside links, headings, code and controls is read but never marked."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.pieces: list[Piece] = []
        self.text = ""
        self._read()
        self.starts = [piece.start for piece in self.pieces]

    def _read(self) -> None:
        parts: list[str] = []
        length, at, closed = 0, 0, 0
        for tag in [*_TAG.finditer(self.html), None]:
            end = tag.start() if tag else len(self.html)
            text, places = _characters(self.html, at, end)
            if text:
                if not closed:
                    self.pieces.append(Piece(length, [*places, end]))
                parts.append(text)
                length += len(text)
            if tag is None:
                break
            at = tag.end()
            found = _NAME.match(tag.group())
            name = found.group(1).lower() if found else ""
            if name in _UNTOUCHED and not tag.group().endswith("/>") and name != "input":
                closed = max(0, closed + (-1 if tag.group().startswith("</") else 1))
            if name in _BREAKS or name in _UNTOUCHED:
                parts.append("\n" if name == "br" else _BORDER)
                length += 1
        self.text = "".join(parts)

    def marked(self, marks: Iterable[Mark]) -> str:
        """The HTML with a link for each mark. A mark that crosses tags is set on its longest stretch within one."""
        places = sorted(filter(None, (self._place(mark) for mark in marks)), key=lambda place: place[0])
        parts, at = [], 0
        for start, end, mark in places:
            if start < at:
                continue
            parts += [self.html[at:start], f'<a class="{mark.css}" href="{escape(mark.href)}"{mark.attributes}>{self.html[start:end]}</a>']
            at = end
        return "".join([*parts, self.html[at:]])

    def _place(self, mark: Mark) -> tuple[int, int, Mark] | None:
        best: tuple[int, int, Mark] | None = None
        first = max(0, bisect_right(self.starts, mark.start) - 1)
        for number in range(first, bisect_left(self.starts, mark.end)):
            piece = self.pieces[number]
            start, end = max(mark.start, piece.start), min(mark.end, piece.start + len(piece.places) - 1)
            if end > start:
                found = (piece.places[start - piece.start], piece.places[end - piece.start], mark)
                if best is None or found[1] - found[0] > best[1] - best[0]:
                    best = found
        return best


def _characters(html: str, start: int, end: int) -> tuple[str, list[int]]:
    """The text of ``html[start:end]`` with its entities read, and where each character begins."""
    text: list[str] = []
    places: list[int] = []
    at = start
    for entity in _ENTITY.finditer(html, start, end):
        text += html[at : entity.start()]
        places += range(at, entity.start())
        for character in unescape(entity.group()):
            text.append(character)
            places.append(entity.start())
        at = entity.end()
    text += html[at:end]
    places += range(at, end)
    return "".join(text), places


@dataclass(frozen=True)
class Word:
    """A glossary term as it may stand in a text: its forms, longest first, and where its page is."""

    slug: str
    forms: tuple[str, ...]
    href: str


class Marker:
    """Marks the parts of one lesson in order; a glossary term is linked at its first use only."""

    def __init__(self, href_of: Callable[[Citation], str], words: Iterable[Word] = ()) -> None:
        self.href_of = href_of
        self.words = {form.casefold(): word for word in words for form in word.forms}
        forms = sorted(self.words, key=len, reverse=True)
        self._words = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(form) for form in forms)})(?![\w-])", re.IGNORECASE) if forms else None
        self.used: dict[str, Word] = {}
        self.references: dict[str, Citation] = {}

    def mark(self, html: str) -> str:
        """``html`` with its links; what it refers to is kept in ``references`` (canonical name → first citation) and ``used`` (terms)."""
        reading = Reading(html)
        citations = find_references(reading.text)
        marks = []
        for one in citations:
            self.references.setdefault(one.same_as or one.key, one)
            if href := self.href_of(one):
                outside = ' rel="noopener noreferrer"' if href.startswith("https:") else ""
                marks.append(Mark(one.start, one.end, href, "cite", outside))
        taken = sorted((mark.start, mark.end) for mark in marks)
        marks += self._terms(reading, taken)
        return reading.marked(marks)

    def _terms(self, reading: Reading, taken: list[tuple[int, int]]) -> list[Mark]:
        marks: list[Mark] = []
        starts = [start for start, _ in taken]
        for found in self._words.finditer(reading.text) if self._words else ():
            word = self.words[found.group().casefold()]
            if word.slug in self.used:
                continue
            before = bisect_left(starts, found.end()) - 1  # the last citation that begins before the word ends: the only one that can cover it
            inside = before >= 0 and taken[before][1] > found.start()
            mark = Mark(found.start(), found.end(), word.href, "term")
            if not inside and reading._place(mark) is not None:
                self.used[word.slug] = word
                marks.append(mark)
        return marks

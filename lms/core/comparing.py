"""Two states of a text, side by side: which paragraphs came, went or changed, and in these which words. Plain text in, plain data out.

Constraint: a lesson of 15 KB is compared while a page waits. Equal paragraphs at both ends are set aside first, paragraphs are
aligned as wholes, and only those that were reworded are compared word by word.

    compare(["Ana may file.", "Old."], ["Ana must file."])
    → [Paragraph("changed", (Piece("same", "Ana "), Piece("removed", "may"), Piece("added", "must"), Piece("same", " file."))), Paragraph("removed", …)]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "div",
    "td",
    "th",
    "tr",
    "dt",
    "dd",
    "blockquote",
    "figcaption",
    "section",
    "aside",
    "pre",
    "br",
    "caption",
    "label",
}
_UNREAD = {"script", "style", "svg"}
_AHEAD = 6  # how far down a reworded paragraph is looked for
_ALIKE = 0.5  # share of words in common from which two paragraphs are one, reworded
_MOST = 1500  # words or paragraphs: a longer run is shown as taken out and put in


@dataclass(frozen=True)
class Piece:
    """A run of words that is the ``same``, ``added`` or ``removed``."""

    kind: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: ``same``, ``changed``, ``added`` or ``removed``, with its words."""

    kind: str
    pieces: tuple[Piece, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.closed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.closed += tag in _UNREAD
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.closed = max(0, self.closed - (tag in _UNREAD))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.closed:
            self.parts.append(data.replace("\n", " "))


def paragraphs_of(html: str) -> list[str]:
    """The paragraphs, headings, items and cells of ``html`` as plain text; empty ones are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [line for line in (" ".join(line.split()) for line in "".join(reader.parts).split("\n")) if line]


def compare(before: Sequence[str], now: Sequence[str]) -> list[Paragraph]:
    """Every paragraph of both states in reading order, what was removed before what took its place."""
    first = _common(before, now)
    last = _common(before[first:][::-1], now[first:][::-1])
    middle = _aligned(before[first : len(before) - last], now[first : len(now) - last])
    return [*map(_same, now[:first]), *middle, *map(_same, now[len(now) - last :])]


def differs(paragraphs: Sequence[Paragraph]) -> bool:
    return any(paragraph.kind != SAME for paragraph in paragraphs)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((place for place, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs), min(len(one), len(other)))


def _aligned(before: Sequence[str], now: Sequence[str]) -> Iterator[Paragraph]:
    if max(len(before), len(now)) > _MOST:
        yield from _replaced(before, now)
        return
    for kind, at, to, new_at, new_to in SequenceMatcher(None, before, now).get_opcodes():
        if kind == "equal":
            yield from map(_same, now[new_at:new_to])
        else:
            yield from _reworded(before[at:to], now[new_at:new_to])


def _reworded(before: Sequence[str], now: Sequence[str]) -> Iterator[Paragraph]:
    """Pairs each old paragraph with the next new one that has half its words."""
    at = 0
    for old in before:
        found = next((place for place in range(at, min(at + _AHEAD, len(now))) if _are_alike(old, now[place])), None)
        if found is None:
            yield _whole(REMOVED, old)
            continue
        yield from (_whole(ADDED, new) for new in now[at:found])
        yield Paragraph(CHANGED, tuple(_words(old, now[found])))
        at = found + 1
    yield from (_whole(ADDED, new) for new in now[at:])


def _are_alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old.split(), new.split()).quick_ratio() >= _ALIKE


def _words(old: str, new: str) -> Iterator[Piece]:
    mine, theirs = _WORD.findall(old), _WORD.findall(new)
    if max(len(mine), len(theirs)) > _MOST:
        yield from (Piece(REMOVED, old), Piece(ADDED, new))
        return
    for kind, at, to, new_at, new_to in SequenceMatcher(None, mine, theirs).get_opcodes():
        if kind == "equal":
            yield Piece(SAME, "".join(theirs[new_at:new_to]))
            continue
        if to > at:
            yield Piece(REMOVED, "".join(mine[at:to]))
        if new_to > new_at:
            yield Piece(ADDED, "".join(theirs[new_at:new_to]))


def _replaced(before: Sequence[str], now: Sequence[str]) -> Iterator[Paragraph]:
    yield from (_whole(REMOVED, old) for old in before)
    yield from (_whole(ADDED, new) for new in now)


def _same(text: str) -> Paragraph:
    return _whole(SAME, text)


def _whole(kind: str, text: str) -> Paragraph:
    return Paragraph(kind, (Piece(kind, text),))

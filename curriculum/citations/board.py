"""Decisions of the Board of Immigration Appeals and the Attorney General: ``Matter of A-B-, 27 I&N Dec. 316``, then ``Matter of A-B-`` alone."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from curriculum.citations.base import Citation, Extractor, number_before
from curriculum.citations.known_decisions import KNOWN_DECISIONS
from curriculum.citations.pages import FirstPages

_REPORTED = re.compile(r"I(?<!\wI)\.?\s?(?:&|&amp;|and)\s?N\b\.?(?:,?\s*+Dec\b\.?,?|(?=\s+at\s)|(?=\s\d))\s++(?P<pin>at\s+)?(?P<page>\d{1,4})\b(?!\s+I\.?\s?&)")
_NAMED = re.compile(r"[MI](?<!\w[MI])(?:atter\s++of|/O|n\s++re)\s++")
_INITIALS = r"[A-Z](?:-\s{0,2}[A-Z](?=-)){0,7}-(?![a-z])"
_WORD = r"(?:[A-Z]\.|[A-Z][\w'’-]{0,40})"
_NAME = re.compile(
    r"(?P<mixed>[A-Z]-\s{1,3}[A-Z][a-z][\w'’-]{0,40}(?=,?\s+\d))"  # Matter of Q- Li
    rf"|(?P<initials>{_INITIALS}(?:,?\s+(?:&amp;|&|and)\s+{_INITIALS}|,\s+{_INITIALS}){{0,4}}+)"
    rf"|(?P<words>{_WORD}(?:,?\s+(?:&amp;|&|and|of|de|del|la|{_WORD})){{0,8}}(?:,\s+(?:Inc|LLC|Ltd)\.)?)"
)
_INITIALS_ALONE = re.compile(r"-(?<=(?<![\w-])[A-Z]-)(?:[A-Z]-){1,7}(?![\w-])")
_CITES_ON = re.compile(r"[*_]{0,2}(?:,?\s+\(?(?:\d|No\.)|\s+v\.|\s+I+\b)")  # the name is part of a citation, or numbered: “A-B- II”
_BETWEEN = re.compile(r"\.?(?:,?\s+et\s+al\.?)?[\s,*_]*+\Z")  # between a decision's name and its volume
_NAMED_BEFORE = re.compile(r"(?:\b(?:[Mm]atter\s+of|M/O|[Ii]n\s+re)\s+|[“‘\"'&])[*_]*\Z")
_BEFORE = 120
_NEAR = 24
_LAST_VOLUME = 49
_MARKUP = re.compile(r"[*_]+")
_PUNCTUATION = re.compile(r"[,.]")
_ET_AL = re.compile(r"\bet\s+al\.?")
_SPACED = re.compile(r"-\s+(?=[A-Z]-)")
_LAST_WORD = re.compile(r"[,\s]+\S+$")


def plain(name: str) -> str:
    """A name as it is compared: without markup, commas and “et al.”, in small letters."""
    name = _ET_AL.sub("", _SPACED.sub("-", _MARKUP.sub("", name)).replace("’", "'").replace("&amp;", "&"))
    return " ".join(_PUNCTUATION.sub(" ", name).replace(" and ", " & ").lower().split())


@dataclass
class _Reading:
    """What a text has cited: places and keys by name and by volume, and where the names begin that belong to a reported citation."""

    named: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    pages: dict[str, FirstPages] = field(default_factory=lambda: defaultdict(FirstPages))
    heads: set[int] = field(default_factory=set)


class BoardDecisions(Extractor):
    """A decision's name alone means the last decision of that name cited above, else the first below, else a well-known one."""

    name = "board"
    kind = "decision"

    def find(self, text: str) -> Iterator[Citation]:
        reading = _Reading()
        pins = []
        for found in _REPORTED.finditer(text):
            volume = number_before(text, found.start())
            if not volume or not 1 <= int(volume["number"]) <= _LAST_VOLUME:
                continue
            if found["pin"]:
                pins.append((volume, found))
                continue
            key = f"{volume['number']} I&N Dec. {int(found['page'])}"
            reading.pages[volume["number"]].add(volume.start(), int(found["page"]))
            if head := _head(text, volume.start()):
                reading.heads.add(head[0])
                reading.named[head[1]].append((volume.start(), key))
            yield self.cited(text, volume.start(), found.end(), key)
        for volume, found in pins:
            yield from self._pinned(text, volume, found, reading)
        yield from self._by_name(text, reading)
        yield from self._by_initials(text, reading)

    def _pinned(self, text: str, volume: re.Match[str], found: re.Match[str], reading: _Reading) -> Iterator[Citation]:
        """A page of a decision: the one named before it, else the one of that volume which begins at or before the page."""
        head = _head(text, volume.start())
        key = _named_key(head[1], volume.start(), reading) if head else ""
        if not key.startswith(f"{volume['number']} "):
            first = reading.pages[volume["number"]].before(volume.start(), int(found["page"]))
            key = f"{volume['number']} I&N Dec. {first}" if first else ""
        if key:
            if head:
                reading.heads.add(head[0])
            yield self.cited(text, volume.start(), found.end(), key)

    def _by_name(self, text: str, reading: _Reading) -> Iterator[Citation]:
        for named in _NAMED.finditer(text):
            if named.start() in reading.heads:
                continue
            markup = _MARKUP.match(text, named.end())
            name = _NAME.match(text, markup.end() if markup else named.end())
            if name and (found := _resolved(name, named.start(), reading)):
                end, key = found
                yield self.cited(text, named.start(), end, key)

    def _by_initials(self, text: str, reading: _Reading) -> Iterator[Citation]:
        """``M-E-V-G-`` after Matter of M-E-V-G- was cited; not where the text gives it as a name, in quotation marks."""
        past = 0
        for dash in _INITIALS_ALONE.finditer(text) if reading.named else ():
            start = dash.start() - 1
            name = _NAME.match(text, start)
            if start < past or not name:
                continue
            past = name.end()
            alone = not _NAMED_BEFORE.search(text, max(0, start - _NEAR), start) and not _CITES_ON.match(text, past)
            places = reading.named.get(plain(name.group()), []) if alone else []
            if places and places[0][0] < start:
                yield self.cited(text, start, past, _nearest(places, start))


def _head(text: str, at: int) -> tuple[int, str] | None:
    """Where the name right before a reported citation begins, and the name as it is compared."""
    heads = list(_NAMED.finditer(text, max(0, at - _BEFORE), at))
    if not heads:
        return None
    markup = _MARKUP.match(text, heads[-1].end())
    name = _NAME.match(text, markup.end() if markup else heads[-1].end(), at)
    return (heads[-1].start(), plain(name.group())) if name and _BETWEEN.match(text, name.end(), at) else None


def _named_key(name: str, at: int, reading: _Reading) -> str:
    return _nearest(reading.named.get(name, []), at) or KNOWN_DECISIONS.get(name, "")


def _resolved(name: re.Match[str], at: int, reading: _Reading) -> tuple[int, str] | None:
    """The end of the longest known name that ``name`` begins with, and its key. Initials nobody cited are named by themselves."""
    words = name.group().rstrip(".,")
    while words:
        if key := _named_key(plain(words), at, reading):
            return name.start() + len(words), key
        shorter = _LAST_WORD.sub("", words)
        words = shorter if shorter != words else ""
    if name["initials"]:
        return name.end("initials"), f"Matter of {_SPACED.sub('-', name['initials'])}"
    return None


def _nearest(places: list[tuple[int, str]], at: int) -> str:
    """The key cited last before ``at``, else the first after it."""
    if not places:
        return ""
    before = bisect_right(places, at, key=lambda place: place[0])
    return places[max(before - 1, 0)][1]

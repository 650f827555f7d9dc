"""Decisions of the Board of Immigration Appeals and the Attorney General: ``Matter of A-B-, 27 I&N Dec. 316``, then ``Matter of A-B-`` alone."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor
from curriculum.citations.known_decisions import KNOWN_DECISIONS

_REPORTED = re.compile(r"\b(?P<volume>[1-9]|[1-4]\d)\s+I\.?\s?(?:&|&amp;|and)\s?N\.?,?\s+Dec\.?,?\s+(?P<pin>at\s+)?(?P<page>\d{1,4})\b(?!\s+I\.?\s?&)")
_NAMED = re.compile(r"\b(?:Matter\s+of|In\s+re)\s+")
_INITIALS = r"[A-Z](?:-[A-Z])*-(?![a-z])"
_NAME = re.compile(
    rf"(?P<initials>{_INITIALS}(?:,?\s+(?:&|and)\s+{_INITIALS}|,\s+{_INITIALS})*)"
    r"|(?P<words>[A-Z][\w'’.-]*(?:,?\s+(?:&|and|of|de|del|la|[A-Z][\w'’-]*))*(?:,\s+Inc\.)?)"
)
_BEFORE = 120
_MARKUP = re.compile(r"[*_]+")


def plain(name: str) -> str:
    """A name as it is compared: without markup, commas and “et al.”, in small letters."""
    name = re.sub(r"\bet\s+al\.?", "", _MARKUP.sub("", name).replace("’", "'").replace("&amp;", "&"))
    return " ".join(re.sub(r"[,.]", " ", name).replace(" and ", " & ").lower().split())


class BoardDecisions(Extractor):
    """A decision's name alone means the last decision of that name cited above, else the first below, else a well-known one."""

    name = "board"
    kind = "decision"

    def find(self, text: str) -> Iterator[Citation]:
        full = [found for found in _REPORTED.finditer(text) if not found["pin"]]
        cited: dict[str, list[tuple[int, str]]] = {}
        volumes: dict[str, list[tuple[int, str]]] = {}
        heads: set[int] = set()
        for found in full:
            key = f"{found['volume']} I&N Dec. {found['page']}"
            volumes.setdefault(found["volume"], []).append((found.start(), key))
            if head := self._head(text, found.start()):
                heads.add(head[0])
                cited.setdefault(head[1], []).append((found.start(), key))
            yield self.cited(text, found.start(), found.end(), key)
        for found in _REPORTED.finditer(text):
            if found["pin"] and (key := _nearest(volumes.get(found["volume"], []), found.start())):
                yield self.cited(text, found.start(), found.end(), key)
        yield from self._by_name(text, cited, heads)

    def _head(self, text: str, at: int) -> tuple[int, str] | None:
        """Where the name before a reported citation begins, and the name as it is compared."""
        heads = list(_NAMED.finditer(text, max(0, at - _BEFORE), at))
        if not heads:
            return None
        named = heads[-1]
        name = text[named.end() : at].strip(" \n\t,*_\u00a0")
        return (named.start(), plain(name)) if name and ";" not in name and ". " not in name.replace("Inc. ", "") else None

    def _by_name(self, text: str, cited: dict[str, list[tuple[int, str]]], heads: set[int]) -> Iterator[Citation]:
        for named in _NAMED.finditer(text):
            if named.start() in heads:
                continue
            at = named.end() + len(_MARKUP.match(text, named.end())[0]) if _MARKUP.match(text, named.end()) else named.end()  # type: ignore[index]
            name = _NAME.match(text, at)
            if name and (found := self._resolved(name, cited, named.start())):
                end, key = found
                yield self.cited(text, named.start(), end, key)

    def _resolved(self, name: re.Match[str], cited: dict[str, list[tuple[int, str]]], at: int) -> tuple[int, str] | None:
        """The end of the longest known name that ``name`` begins with, and its key. Initials nobody cited are named by themselves."""
        words = name.group().rstrip(".,")
        while words:
            compared = plain(words)
            if key := _nearest(cited.get(compared, []), at) or KNOWN_DECISIONS.get(compared):
                return name.start() + len(words), key
            shorter = re.sub(r"[,\s]+\S+$", "", words)
            words = shorter if shorter != words else ""
        if name["initials"]:
            return name.end("initials"), f"Matter of {name['initials']}"
        return None


def _nearest(places: list[tuple[int, str]], at: int) -> str:
    """The key cited last before ``at``, else the first after it."""
    if not places:
        return ""
    before = bisect_right([place for place, _ in places], at)
    return places[max(before - 1, 0)][1]

"""``In Hernandez-Avalos, …`` and ``under Acosta``: the decision of that name which the text has cited above.

Constraint: clients bear the names of decisions. A surname alone is therefore read only after “in” and “under”, where prose
speaks of a decision, never with “’s”, and only as the whole name of a party. Of two parties the one that is not the
government gives the decision its name: Cardoza-Fonseca, not INS.
"""

import re
from collections.abc import Iterable, Iterator

from curriculum.citations.base import Citation

_CUE = re.compile(r"n(?:(?<=\b[Ii]n)|der(?<=\b[Uu]nder))\s{1,20}[*_]{0,2}(?=[A-Z])")
_WORD = r"[A-Z][\w'’.-]{0,30}"
_WORDS = re.compile(rf"{_WORD}(?:\s{{1,8}}{_WORD}){{0,4}}")
_PARTIES = re.compile(rf"(?P<first>(?:{_WORD}\s{{1,8}}){{1,5}})v\.?\s{{1,8}}(?P<second>{_WORD}(?:\s{{1,8}}{_WORD}){{0,4}})[,\s*_]{{1,8}}\Z")
_MATTER = re.compile(rf"(?:\b[Mm]atter\s{{1,8}}of|\b[Ii]n\s{{1,8}}re)\s{{1,8}}[*_]{{0,2}}(?P<first>{_WORD}(?:\s{{1,8}}{_WORD}){{0,4}})[,\s*_]{{1,8}}\Z")
_BEFORE = 120
_GOVERNMENT = {
    "ins", "i.n.s.", "dhs", "ice", "uscis", "united states", "u.s.", "homeland", "state", "reno", "ashcroft", "gonzales", "mukasey", "holder", "lynch",
    "sessions", "whitaker", "barr", "rosen", "wilkinson", "garland", "bondi", "mayorkas", "noem", "nielsen", "trump", "biden",
}  # fmt: skip
_NOT_ALONE = re.compile(r"['’]s\b|\s{1,8}v\.|,?[*_]{0,2}\s{1,8}\(?\d{1,4}\s")  # a person’s; another case; its own volume follows
_SIGNALS = {"see", "but", "cf.", "compare", "accord", "in", "also", "e.g.", "under", "and", "only", "with", "then", "read"}


def decisions_by_name(text: str, citations: Iterable[Citation]) -> Iterator[Citation]:
    """Further citations by a decision's short name, given those found otherwise in order of place."""
    found, at, named, past = list(citations), 0, dict[str, str](), 0
    for cue in _CUE.finditer(text) if any(one.kind == "decision" for one in found) else ():
        while at < len(found) and found[at].start <= cue.end():
            named.update(dict.fromkeys(_name(text, found[at]), found[at].key))
            past = found[at].end
            at += 1
        words = _WORDS.match(text, cue.end()) if cue.end() >= past and named else None
        name = words.group().rstrip(".,*_") if words else ""
        key = named.get(_plain(name))
        if key and words and not _NOT_ALONE.match(text, words.start() + len(name)):
            yield Citation(words.start(), words.start() + len(name), "decision", name, key)


def _name(text: str, citation: Citation) -> list[str]:
    """The name that stands right before a decision's volume; empty for what is no decision or has no name."""
    near = max(0, citation.start - _BEFORE)
    if citation.kind != "decision":
        return []
    if matter := _MATTER.search(text, near, citation.start):
        return [_plain(matter["first"])]
    if not (parties := _PARTIES.search(text, near, citation.start)):
        return []
    first, second = _without_signal(_plain(parties["first"])), _plain(parties["second"])
    return [name for name in ([second] if first in _GOVERNMENT else [first]) if name and name not in _GOVERNMENT]


def _plain(name: str) -> str:
    words = name.replace("’", "'").lower().split()
    while len(words) > 1 and words[-1].endswith("."):  # “Loper Bright Enters.” is Loper Bright
        words.pop()
    return " ".join(words)


def _without_signal(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0] in _SIGNALS:
        words.pop(0)
    return " ".join(words)

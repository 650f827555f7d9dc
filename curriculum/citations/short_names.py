"""``In Hernandez-Avalos, …`` and ``closer to Recinas``: the decision of that name which the text has cited above.

Constraint: clients bear the names of decisions. A surname alone is therefore read only where the text has cited the decision, only as the whole name of
a party, and not where a person is spoken of: after a title, a given name or “client”, with “’s” but for what decisions have. Of two parties the one that
is not the government gives the decision its name: Cardoza-Fonseca, not INS.
"""

import re
from collections.abc import Iterable, Iterator

from curriculum.citations.base import Citation
from curriculum.citations.known_decisions import KNOWN_DECISIONS

_CAPITAL = re.compile(r"(?:(?<![\w'’.&/-])|(?<=(?<!\w)_))(?=[A-Z][a-z]|[A-Z]{2,6}\b|[A-Z]\.\s[A-Z])")
_ONE_NAME = re.compile(r"(?<![\w.-])(?P<first>[A-Z][\w'’-]{2,30}),\s{1,3}\Z")  # “Moncrieffe, 569 U.S. 184”, students’ “MEVG, 26 I&N 227”
_A_PERSON = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Hon|Sen|Rep)\.?|\b(?:client|applicant|respondent|petitioner|beneficiary|mother|father|sister|brother|son|daughter|wife|husband|named|called|met|meet|met\s+with|told|asked|interviewed|helped|thanked|saw|calling|calls)"
    r"|\b(?!(?:In|Under|See|But|And|Also|After|Since|Per|Unlike|Like|Both|Does|Do|Did|Is|Was|Because|Cf|Compare|Though|Although|While|When|If|As|By|On|To|With|Even|Only|Before|"
    r"Read|Following|Agree|Again|Here|Then|That|The|A|Re|Board|Court|Circuit|Cases|Cite|Cites|Citing|Distinguish|Overruling|Would|Could|Should|Might|May|Can|Will|How|Why|What|Where|Who|Which|So|Not|Nor|Or|For|From|Once|Until|Whether|Thus|Yet|Still|Later|Now|Today|"
    r"Then|There|This|These|Those|Its|Our|We|At|Of|Without|Within|Neither|Nor|Among|Between|Against|Before|Apply|Applying|Extending|Limiting|Question|Note|Neither|Either|Both|Such|Even)\b)[A-Z][\w'’.-]*|\bv\.?|\bvs\.?|[Mm]atter\s+of|M/O|[Ii]n\s+re)"
    r"[\s*_]{1,4}\Z"
)
_ITS_OWN = re.compile(
    r"['’]s\s+(?:\w+\s+)?(?:test|prong|holding|rule|standard|factors|reasoning|analysis|dicta|dictum|definition|framework|progeny|logic|requirement)"
)
_WORD = r"[A-Z][\w'’.-]{0,30}"
_WORDS = re.compile(rf"{_WORD}(?:\s{{1,8}}{_WORD}){{0,4}}")
_PARTIES = re.compile(
    rf"(?P<first>(?:{_WORD}[*_]{{0,2}}\s{{1,8}}){{1,5}})v\.?\s{{1,8}}[*_]{{0,2}}(?P<second>{_WORD}(?:\s{{1,8}}{_WORD}){{0,4}})[,\s*_]{{1,8}}\Z"
)
_MATTER = re.compile(
    rf"(?<![^\W_])(?:[Mm]atter\s{{1,8}}of|[Ii]n\s{{1,8}}re)\s{{1,8}}[*_]{{0,2}}(?:(?P<before>{_WORD})\s{{1,8}}(?:&|and)\s{{1,8}})?(?P<first>{_WORD}(?:\s{{1,8}}{_WORD}){{0,4}})[,\s*_]{{1,8}}\Z"
)
_BEFORE = 120
_NEAR = 40
_OFFICES = {"ins", "i.n.s.", "dhs", "ice", "uscis", "united states", "u.s.", "homeland", "state"}
_PLACES = {
    "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida", "georgia", "hawaii", "idaho",
    "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland", "massachusetts", "michigan", "minnesota",
    "mississippi", "missouri", "montana", "nebraska", "nevada", "new hampshire", "new jersey", "new mexico", "new york", "north carolina",
    "north dakota", "ohio", "oklahoma", "oregon", "pennsylvania", "rhode island", "south carolina", "south dakota", "tennessee", "texas",
    "utah", "vermont", "virginia", "washington", "west virginia", "wisconsin", "wyoming", "puerto rico", "guam", "district of columbia",
    "mexico", "canada", "cuba", "haiti",
}  # fmt: skip
_GOVERNMENT = _OFFICES | {
    "landon", "kleindienst", "kerry", "thornburgh", "meese", "rogers", "brownell", "sale", "mcnary", "napolitano", "chertoff", "jaddou", "cissna", "wolf",
    "mcaleenan", "blinken", "pompeo", "rubio", "kelly", "bell", "smith", "levi", "reno", "ashcroft", "gonzales", "mukasey", "holder", "lynch", "sessions",
    "whitaker", "barr", "rosen", "wilkinson", "garland", "bondi", "mayorkas", "noem", "nielsen", "trump", "biden",
}  # fmt: skip
_DEFINES = ('("', "(“", "(*", "(_", '["', "[“")
_OWNER = re.compile(r"['’]s\Z")
_CAPTION = re.compile(rf"{_WORD}(?:\s{{1,8}}{_WORD}){{0,3}}\s{{1,8}}v\.?\s{{1,8}}{_WORD}(?:\s{{1,8}}{_WORD}){{0,1}}(?<![.,])")
_NICKNAME = re.compile(
    r"[^.;()]{0,40}(?:\([^()]{0,40}\)\s{0,8})?\s{0,8}[(\[][“\"*_‘]{1,2}(?P<name>[A-Z][\w'’.-]*(?:\s{1,8}[A-Z][\w'’.-]*){0,3})[”\"*_’]{1,2}[)\]]"
)
_NOT_ALONE = re.compile(  # a person’s; another case; its own volume follows
    r"\s{1,8}(?:and\s+(?:his|her|their)|fled|cried|left|came|lives|lived|worked|works|smiled|said\s+(?:that\s+)?(?:he|she))\b|['’]s\b|"
    r"\s{1,8}(?:[A-Z][\w'’]|vs?\.)|[*_]{0,2},?[*_]{0,2}\s{1,8}\(?\d{1,4}\s"
)
_SIGNALS = {"see", "but", "cf.", "compare", "accord", "in", "also", "e.g.", "under", "and", "only", "with", "then", "read"}


def decisions_by_name(text: str, citations: Iterable[Citation]) -> Iterator[Citation]:
    """Further citations by a decision's short name, given those found otherwise in order of place."""
    found, at, named, past = list(citations), 0, dict[str, str](), 0
    for capital in _CAPITAL.finditer(text) if any(one.kind == "decision" for one in found) else ():
        while at < len(found) and found[at].start <= capital.start():
            named.update(dict.fromkeys(_names(text, found[at]), found[at].key))
            past = found[at].end
            at += 1
        if not named or capital.start() < past or (at < len(found) and found[at].start <= capital.end()):
            continue
        for name in _names_from(text, capital.start()):
            if (key := named.get(_plain(name))) and _is_the_decision(text, capital.start(), name):
                past = capital.start() + len(name)
                yield Citation(capital.start(), past, "decision", name, key)
                break


def _names_from(text: str, start: int) -> list[str]:
    """What may be a name at ``start``: up to five capitalized words, the longest first."""
    words = _WORDS.match(text, start)
    if not words:
        return []
    caption = _CAPTION.match(text, start)
    ends = [word.end() for word in re.finditer(_WORD, words.group())]
    whole = [caption.group()] if caption else []
    return whole + [_OWNER.sub("", words.group()[:end].rstrip(".,*_")) for end in reversed(ends)]


def _is_the_decision(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    if _ITS_OWN.match(text, end):
        return True
    if text[start - 2 : start] in _DEFINES:  # (“Silva-Trevino III”): the name is given here, the citation stands before it
        return False
    return not _NOT_ALONE.match(text, end) and not _A_PERSON.search(text, max(0, start - _NEAR), start)


def _names(text: str, citation: Citation) -> list[str]:
    """What a text calls a decision later: the name before its volume, and what stands in quotes behind it, (“Silva-Trevino III”)."""
    if citation.kind != "decision":
        return []
    nickname = _NICKNAME.match(text, citation.end)
    usual = [name for name, key in KNOWN_DECISIONS.items() if key == citation.key and name.isalpha()]  # “Recinas” for Gonzalez Recinas
    return [*_name(text, citation), *([_plain(nickname["name"])] if nickname else []), *usual]


def _name(text: str, citation: Citation) -> list[str]:
    """The name that stands right before a decision's volume; empty for what has no name."""
    near = max(0, citation.start - _BEFORE)
    if matter := _MATTER.search(text, near, citation.start):
        return [_plain(matter["first"]), *filter(None, [_plain(matter["before"] or "")])]
    if not (parties := _PARTIES.search(text, near, citation.start)):
        alone = _ONE_NAME.search(text, near, citation.start)
        name = _plain(alone["first"]) if alone else ""
        return [name] if name not in {*_SIGNALS, *_GOVERNMENT, ""} else []
    first, second = _without_signal(_plain(parties["first"])), _plain(parties["second"])
    caption = [f"{first} v {second}"] if first and second else []
    first, second = (party.rpartition(" ex rel. ")[2] for party in (first, second))  # “Mezei” for United States ex rel. Mezei
    named = first if first not in _GOVERNMENT or second in _GOVERNMENT else second  # Wilkinson v. Garland: a party may bear an official’s name
    if named in _PLACES:  # “Arizona v. United States”: whoever says “in Arizona” means the state
        named = "" if first in _GOVERNMENT or second in _GOVERNMENT else second if named == first else first
    return [*caption, named] if named and named not in _OFFICES and named not in _PLACES else caption


def _plain(name: str) -> str:
    words = name.replace("’", "'").replace("_", " ").replace("*", " ").lower().replace(" v. ", " v ").split()
    while len(words) > 1 and words[-1].endswith("."):  # “Loper Bright Enters.” is Loper Bright
        words.pop()
    return " ".join(words)


def _without_signal(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0] in _SIGNALS:
        words.pop(0)
    return " ".join(words)

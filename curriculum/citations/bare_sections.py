"""``§ 1226(c)(1)(E)`` without its code: a paragraph of a section that the text has already cited in full.

Constraint: state laws, session laws and other acts have sections too, so a bare section is read only where
nothing else can be meant. It names a paragraph; the words around it are neither the name of a law (“Penal Code § 273.5(a)”)
nor “of …”; and the text above cites that section, by its number in the INA or in title 8, or a rule of that part:

    8 U.S.C. § 1226(a) … even under § 1226(c)(1)(E)     8 USC 1226(c)(1)(E)
    8 C.F.R. § 103.5(a)(2) … if mailed, § 103.8(b)      8 CFR 103.8(b)
    section 236(a), 8 U.S.C. § 1226(a)                  INA 236(a): its other name stands beside it
    INA § 212(a)(2) … inadmissible under 212(a)(6)(C)   INA 212(a)(6)(C), without any sign
    whether § 1226(a) governs … 8 C.F.R. § 236.1(d)     8 USC 1226(a): the Act's own numbers in title 8, in a text on that law
"""

import re
from collections.abc import Iterable, Iterator

from curriculum.citations.base import Citation
from curriculum.citations.cfr import FederalRegulations
from curriculum.citations.crosswalk import USC_OF_INA
from curriculum.citations.ina import ImmigrationAndNationalityAct
from curriculum.citations.sections import DESIGNATOR
from curriculum.citations.us_code import UnitedStatesCode

_SIGN = re.compile(
    r"(?:[Ss§](?:(?<=§)\s?(?P<many>§?)|(?<!\w[Ss])ection(?P<plural>s?))\s{0,40}|(?<![\w.§$/:#-])(?=\d{3,4}[A-D]?(?:\.\d{1,3}[a-z]?)?\([a-z]{1,2}\)))"
    r"(?P<number>\d{3,5}[a-zA-Z]?(?:\.\d{1,4}[a-z]?)?)(?=" + DESIGNATOR + ")"
)
_CODES = {extractor.code: extractor for extractor in (FederalRegulations(), UnitedStatesCode(), ImmigrationAndNationalityAct())}
_KEY = re.compile(r"(?:(?P<title>\d{1,2}) )?(?P<code>CFR|USC|INA) (?P<number>[^(.]+)")
_ON_IMMIGRATION = re.compile(r"INA |8 (?:USC|CFR) |\d+ I&N Dec\. ")
_INA_OF_USC = {usc: ina for ina, usc in USC_OF_INA.items()}
# a word of the sentence, its beginning, or the end of another citation; not a law’s name, and not “Pub. L. 110-457,”
_BEFORE = re.compile(
    r"(?:\A|\n|[\[“\"”?!]|(?<!\w)\((?=[\s*_]*\Z)|[)\d][;.]|[a-z]\),|\((?:[a-z]{1,5}|[A-Z]|[IVX]{1,5}|\d{1,3})\),?"
    r"|(?<![\w.])(?:a|[a-z]{2,20}[,:;]?|[a-z]{4,20}\.|See|Under|In|But|And|Also|Compare|By|As|If|When|While|Unlike|For|Both|Per|Only|Thus|Yet|Here|The|A|An|Does|Do|Is|Are|Was|Can|May|To|Whether|Because|Since|Although|After|Before|With|Without|Where|That|This))[\s*_]*\Z"
)
_OTHER_LAW = re.compile(r"\b(?:art|ch|div|subdiv|tit|pt|para|codes?|laws?|acts?|rules?|statutes?|guidelines?)\.?,?[\s*_]*\Z")
_OF = re.compile(r"\s+of\b")
_BESIDE = re.compile(rf"(?:{DESIGNATOR})++\s*+[,(;]\s*+")
_NEAR = 40
_CHARITIES = "501"  # “section 501(c)(3)” is the tax code’s wherever advocates write


class _Above:
    """The sections and parts that the text has cited so far, each with its title; a section of the INA and of title 8 by both names."""

    def __init__(self, *, on_immigration: bool) -> None:
        self._titles: dict[tuple[str, str], str] = {}
        self._on_immigration = on_immigration

    def add(self, citation: Citation) -> None:
        if not (key := _KEY.match(citation.key)):
            return
        code, number, title = key["code"], key["number"], key["title"] or ""
        self._titles[code, number] = title
        if code == "INA" and number in USC_OF_INA:
            self._titles.setdefault(("USC", USC_OF_INA[number]), "8")
        if code == "USC" and title == "8" and number in _INA_OF_USC:
            self._titles.setdefault(("INA", _INA_OF_USC[number]), "")

    def code_of(self, number: str) -> tuple[str, str] | None:
        """(code, title) in which ``number`` was cited: a rule of the CFR by its part."""
        part, dot, _ = number.partition(".")
        codes = ("CFR",) if dot else ("USC",) if number == _CHARITIES else ("INA", "USC")
        cited = next((code for code in codes if (code, part) in self._titles), None)
        if cited is None and self._on_immigration and number in _INA_OF_USC:
            return "USC", "8"
        return (cited, self._titles[cited, part]) if cited else None


def paragraphs_again(text: str, citations: Iterable[Citation]) -> Iterator[Citation]:
    """Further citations by section and paragraph alone, given those found otherwise in order of place."""
    found, at, past = list(citations), 0, 0
    above = _Above(on_immigration=any(_ON_IMMIGRATION.match(one.key) for one in found))
    for sign in _SIGN.finditer(text) if found else ():
        while at < len(found) and found[at].start <= sign.start():
            past = max(past, found[at].end)
            above.add(found[at])
            at += 1
        if sign.start() < past or not _is_bare(text, sign.start()):
            continue
        if code := above.code_of(sign["number"]) or _named_beside(text, sign, found[at : at + 1]):
            read = list(_CODES[code[0]].listed(text, code[1], sign.start(), sign.start("number"), bool(sign["many"] or sign["plural"])))
            past = read[-1].end if read else past
            if not _OF.match(text, past):
                yield from read


def _is_bare(text: str, at: int) -> bool:
    near = max(0, at - _NEAR)
    return bool(_BEFORE.search(text, near, at)) and not _OTHER_LAW.search(text, near, at)


def _named_beside(text: str, sign: re.Match[str], following: list[Citation]) -> tuple[str, str] | None:
    """``section 236(a), 8 U.S.C. § 1226(a)``: an INA section right before its name in title 8."""
    usc, beside = USC_OF_INA.get(sign["number"]), _BESIDE.match(text, sign.end())
    same = usc and beside and any(one.start == beside.end() and one.key.partition("(")[0] == f"8 USC {usc}" for one in following)
    return ("INA", "") if same else None

"""``§ 1226(c)(1)(E)`` without its code: a paragraph of a section that the text has already cited in full.

Constraint: state laws, session laws and other acts have sections too, so a bare section is read only where
nothing else can be meant. It names a paragraph; the words around it are neither the name of a law (“Penal Code § 273.5(a)”)
nor “of …”; and the text above cites that section, by its number in the INA or in title 8, or a rule of that part:

    8 U.S.C. § 1226(a) … even under § 1226(c)(1)(E)     8 USC 1226(c)(1)(E)
    8 C.F.R. § 103.5(a)(2) … if mailed, § 103.8(b)      8 CFR 103.8(b)
    section 236(a), 8 U.S.C. § 1226(a)                  INA 236(a): its other name stands beside it
    INA § 212(a)(2) … inadmissible under 212(a)(6)(C)   INA 212(a)(6)(C), without any sign
    whether § 1226(a) governs … 8 C.F.R. § 236.1(d)     8 USC 1226(a): the Act's own numbers in title 8, in a text on that law
    INA § 237(a)(2) (felonies), and § 101(a)(43)(F)     INA 101(a)(43)(F): the same breath, and nothing but small words between
    the 212(a)(9)(B) bar, a 209(c) waiver               INA 212(a)(9)(B), INA 209(c): in a text on that law, where nothing else is written like this
"""

import re
from collections.abc import Iterable, Iterator

from curriculum.citations.base import Citation
from curriculum.citations.cfr import FederalRegulations
from curriculum.citations.crosswalk import USC_OF_INA
from curriculum.citations.ina import ImmigrationAndNationalityAct
from curriculum.citations.sections import DESIGNATOR, DESIGNATORS, sibling
from curriculum.citations.us_code import UnitedStatesCode

_SIGN = re.compile(
    r"(?:[Ss§](?:(?<=§)\s?(?P<many>§?)|(?<!\w[Ss])ection(?P<plural>s?))\s{0,40}|(?<![\w.§$/:#-])(?=\d{3,4}[A-Da-d]?(?:\.\d{1,3}[a-z]?)?\([a-z]{1,2}\)))"
    r"(?P<number>\d{2,5}[a-zA-Z]?(?:\.\d{1,4}[a-z]?)?)(?=" + DESIGNATOR + r"|(?<=\d[A-D])\b|(?<=[Ss]ections \d{4})(?!\d))"
)
_CODES = {extractor.code: extractor for extractor in (FederalRegulations(), UnitedStatesCode(), ImmigrationAndNationalityAct())}
_KEY = re.compile(r"(?:(?P<title>\d{1,2}) )?(?P<code>CFR|USC|INA) (?P<number>[^(.]+)")
_ON_IMMIGRATION = re.compile(r"INA |8 (?:USC|CFR) |\d+ I&N Dec\. ")
_INA_OF_USC = {usc: ina for ina, usc in USC_OF_INA.items()}
# a word of the sentence, its beginning, or the end of another citation; not a law’s name, and not “Pub. L. 110-457,”
_BEFORE = re.compile(
    r"(?:\A|\n|[\[“\"”?!=•:]|[“\"”];|[*_],|\b[Ww]/[a-z]{1,8}|(?<!\w)\((?=[\s*_]*\Z)|[)\d][;.]|[a-z]\),|\((?:[a-z]{1,5}|[A-Z]|[IVX]{1,5}|\d{1,3})\),?"
    r"|(?<![\w.])(?:a|[a-z]{2,20}[,:;]?|[a-z]{4,20}\.|See|Under|In|But|And|Also|Compare|By|As|If|When|While|Unlike|For|Both|Per|Only|Thus|Yet|Here|The|A|An|Does|Do|Is|Are|Was|Can|May|To|Whether|Because|Since|Although|After|Before|With|Without|Where|That|This|Neither|Nor|Either|Consult|Compare|Though|Still|Among|Against|At|Of|On|Or|Until|Once|So|Not|All|No|These|Those|Congress|Section))[\s*_]*\Z"
)
_OTHER_LAW = re.compile(r"\b(?:art|ch|div|subdiv|tit|pt|para|codes?|laws?|acts?|rules?|statutes?|guidelines?)\.?,?[\s*_]*\Z")
_STATUTE = re.compile(r"\bstatutes?,?[\s*_]*\Z")
_SAME_BREATH = re.compile(r"(?:\([^()]{0,80}+\)|[^A-Z.?!()]){0,120}+\Z")
_OF = re.compile(r"\s+of\b")
_OF_THAT_TITLE = re.compile(r"\s+of\s+(?:(?:this|that|the\s+same)\s+(?:title|chapter|part|section)|(?:the|these|our|its)\s+(?:current\s+)?regulations)\b")
_BESIDE = re.compile(rf"(?:{DESIGNATOR})++\s*+[,(;]\s*+")
_NEAR = 40
_SUBPARAGRAPH = re.compile(
    rf"\b(?:[Ss]ub(?:paragraph|section|clause)\s+(?P<named>(?:{DESIGNATOR})++)|(?:under|at|in|see|especially|to)\s+(?P<bare>(?:{DESIGNATOR}){{2,}}+))"
)
_NEW_SENTENCE = re.compile(r"[.?!]\s+[A-Z]|\n\s*\n")
_OFTEN = 2
_WHOLE = re.compile(
    r"(?:(?<!\w)(?P<sign>[Ss]ections?|[Ss]ec\.|[Pp]arts?|§§?))\s{0,8}(?P<number>\d{2,5}[A-Ca-c]?(?:\.\d{1,4}[a-z]?)?)(?!\w)(?P<paragraph>\()?(?!-\d)(?!\.\d)(?!\s+of\b)"
    r"(?!\s+(?:days|people|pages))"
)
_OF_THE_ACT = {
    "101", "103", "201", "202", "203", "204", "207", "208", "209", "210", "211", "212", "213A", "214", "216", "217", "221", "222", "235", "236",
    "236A", "237", "238", "239", "240", "240A", "240B", "241", "242", "243", "244", "245", "245A", "246", "249", "264", "274A", "274C", "287",
    "301", "309", "316", "318", "319", "320", "322", "329", "334", "335", "336", "337", "339", "340", "349",
}  # fmt: skip
_LONG, _CLOSE = 4, 20
_FEES = range(1801, 1816)  # Pub. L. 119-21: sections of title 8 that are not in the Act
_A_PLACE_OR_CRIME = re.compile(
    r"\b(?:convicted\s+of|guilty\s+of|rooms?|suites?|apartment|apt|unit|floor|line|item|page|box|building|hallway|number|no|ext)\.?\s+\Z", re.IGNORECASE
)
_OF_A_STATE = re.compile(r"\s+(?:convictions?|assault|battery|offenses?|felony|misdemeanor|theft|burglary)\b")
_OF_EOIR = 1000
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

    @property
    def title_of_rules(self) -> str:
        """The title of the CFR cited last."""
        return next((title for (code, _), title in reversed(self._titles.items()) if code == "CFR"), "")

    def part_of_rules(self, part: str) -> tuple[str, str] | None:
        """(code, title) of a part of the CFR that was cited, or of which a section was."""
        return ("CFR", self._titles["CFR", part]) if ("CFR", part) in self._titles else None

    def _title_near(self, number: int) -> str:
        """The title of the United States Code of which a section close by was cited: “8 U.S.C. 1801; look at sections 1802 and 1808”."""
        near = (title for (code, cited), title in self._titles.items() if code == "USC" and cited.isdigit() and 0 < abs(int(cited) - number) <= _CLOSE)
        return next((title for title in near if title != "8" or str(number) in _INA_OF_USC or number in _FEES), "")

    def code_of(self, number: str, *, stands_out: bool) -> tuple[str, str] | None:
        """(code, title) in which ``number`` was cited: a rule of the CFR by its part. ``stands_out``: nothing but the Act is written like this."""
        part, dot, _ = number.partition(".")
        if dot and ("CFR", part) not in self._titles and (twin := _twin_of(part)) in {cited for code, cited in self._titles if code == "CFR"}:
            part = twin  # each department has its own copy of the rules on asylum, removal and relief
        codes = ("CFR",) if dot else ("USC",) if number == _CHARITIES else ("INA", "USC")
        cited = next((code for code in codes if (code, part) in self._titles), None)
        if cited is None and self._on_immigration and number in _INA_OF_USC:
            return "USC", "8"
        if cited is None and number.isdigit() and len(number) == _LONG and (title := self._title_near(int(number))):
            return "USC", title
        if cited is None and self._on_immigration and stands_out and number in USC_OF_INA and number != _CHARITIES:
            return "INA", ""
        return (cited, self._titles[cited, part]) if cited else None


def _twin_of(part: str) -> str:
    """Part 1208 is EOIR’s copy of part 208 of USCIS’s rules, and so with others."""
    if not part.isdigit():  # 274a has no twin
        return ""
    number = int(part)
    return str(number - _OF_EOIR if number > _OF_EOIR else number + _OF_EOIR)


def whole_sections(text: str, citations: Iterable[Citation]) -> Iterator[Citation]:
    """``charged under sec. 212``, ``the fee is in § 1808``, ``no waiver under § 106.3``, ``part 208``: a section or part by its number alone.

    It is read where the text has cited it, a rule of the same part, or a section close by; sections of the Act that every lawyer knows also where the
    text cites the Act more than once. No other law may follow or stand before it.
    """
    found, at = list(citations), 0
    cites_the_act = sum(one.key.startswith("INA ") for one in found) >= _OFTEN
    above = _Above(on_immigration=False)
    for said in _WHOLE.finditer(text) if found else ():
        while at < len(found) and found[at].start <= said.start():
            above.add(found[at])
            at += 1
        near = max(0, said.start() - _NEAR)
        if not _BEFORE.search(text, near, said.start()) or _OTHER_LAW.search(text, near, said.start()):
            continue
        is_part, by_name = said["sign"].lower().startswith("p"), said["sign"].lower().startswith("s")
        if said["paragraph"]:
            if by_name and cites_the_act and said["number"] in _OF_THE_ACT and above.code_of(said["number"], stands_out=False) is None:
                yield from _section_of_the_act(text, said)
            continue
        code = above.part_of_rules(said["number"]) if is_part else above.code_of(said["number"], stands_out=False)
        if code is None and not is_part and cites_the_act and said["number"] in _OF_THE_ACT:
            code = "INA", ""
        if code is not None:
            yield from list(_CODES[code[0]].listed(text, code[1], said.start(), said.start("number"), said["sign"].endswith(("s", "§§"))))


def _section_of_the_act(text: str, said: re.Match[str]) -> list[Citation]:
    """``the ten days of section 239(b)(1)`` in a text that cites the Act; nothing where “of” another law follows."""
    read = list(_CODES["INA"].listed(text, "", said.start(), said.start("number"), said["sign"].endswith("s")))
    return [] if read and _OF.match(text, read[-1].end) else read


def subparagraphs(text: str, citations: Iterable[Citation]) -> Iterator[Citation]:
    """``subparagraph (D) restores it``: a sibling of the paragraph that the same sentence cited last."""
    found, at = list(citations), 0
    for said in _SUBPARAGRAPH.finditer(text) if found else ():
        while at + 1 < len(found) and found[at + 1].start < said.start():
            at += 1
        last = found[at]
        key = _KEY.match(last.key)
        if not key or last.end > said.start() or _NEW_SENTENCE.search(text, last.end, said.start()) or _OF.match(text, said.end()):
            continue
        extractor, designators = _CODES[key["code"]], last.key[key.end() :]
        if designators and (name := sibling(designators, said["named"] or said["bare"])):
            number = f"{key['title'] or ''} {key['code']} {key['number']}".strip()
            start = said.start() if said["named"] else said.start("bare")
            yield extractor.cited(text, start, said.end(), number + name, url=last.url)


def paragraphs_again(text: str, citations: Iterable[Citation]) -> Iterator[Citation]:
    """Further citations by section and paragraph alone, given those found otherwise in order of place."""
    found, at, past = list(citations), 0, 0
    above = _Above(on_immigration=any(_ON_IMMIGRATION.match(one.key) for one in found))
    for sign in _SIGN.finditer(text) if found else ():
        while at < len(found) and found[at].start <= sign.start():
            past = max(past, found[at].end)
            above.add(found[at])
            at += 1
        if sign.start() < past or not _is_bare(text, sign):
            continue
        beside, before = found[at : at + 1], found[max(0, at - 2) : at]
        code = above.code_of(sign["number"], stands_out=_stands_out(text, sign)) or _named_beside(text, sign, beside) or _in_one_breath(text, sign, before)
        read = _read(text, sign, *code) if code else _read(text, sign, "CFR", above.title_of_rules)
        past = read[-1].end if code and read else past
        is_of_that_title = bool(read) and _OF_THAT_TITLE.match(text, read[-1].end) is not None
        if is_of_that_title or (code and not _OF.match(text, past)):
            yield from read


def _read(text: str, sign: re.Match[str], code: str, title: str) -> list[Citation]:
    """The sections listed at ``sign``; none of the CFR where no title of it is cited above."""
    is_plural = bool(sign["many"] or sign["plural"])
    return list(_CODES[code].listed(text, title, sign.start(), sign.start("number"), is_plural)) if title or code == "INA" else []


def _has_sign(sign: re.Match[str]) -> bool:
    return sign.start() != sign.start("number")


def _stands_out(text: str, sign: re.Match[str]) -> bool:
    """“the 212(a)(9)(B) bar”, “section 240B”, “§ 212(a)(6)(C)(i)”: no sign, a capital letter, or deeper than states divide their laws."""
    paragraphs = DESIGNATORS.match(text, sign.end())
    has_sign = _has_sign(sign)
    if not has_sign and paragraphs and paragraphs.group().count("(") < 3 and _OF_A_STATE.match(text, paragraphs.end()):
        return False
    return not has_sign or not sign["number"].isdigit() or bool(paragraphs and paragraphs.group().count("(") > 3)


def _is_bare(text: str, sign: re.Match[str]) -> bool:
    """“The withholding statute, § 1231(b)(3)”: no state numbers its laws as title 8 numbers those of the Act."""
    at, near = sign.start(), max(0, sign.start() - _NEAR)
    if not _has_sign(sign) and _A_PLACE_OR_CRIME.search(text, near, at):
        return False
    is_of_another = bool(_OTHER_LAW.search(text, near, at)) and not (sign["number"] in _INA_OF_USC and _STATUTE.search(text, near, at))
    return bool(_BEFORE.search(text, near, at)) and not is_of_another


def _in_one_breath(text: str, sign: re.Match[str], last: list[Citation]) -> tuple[str, str] | None:
    """A section of the INA right after another one or the name of that in title 8, where nothing between names a law."""
    if sign["number"] not in USC_OF_INA or sign["number"] == _CHARITIES or not last or not _SAME_BREATH.match(text, last[-1].end, sign.start()):
        return None
    by_both_names = last[-1].key.startswith("8 USC ") and last[-1].start - last[0].end <= 2
    return ("INA", "") if last[0 if by_both_names else -1].key.startswith("INA ") else None


def _named_beside(text: str, sign: re.Match[str], following: list[Citation]) -> tuple[str, str] | None:
    """``section 236(a), 8 U.S.C. § 1226(a)``: an INA section right before its name in title 8."""
    usc, beside = USC_OF_INA.get(sign["number"]), _BESIDE.match(text, sign.end())
    same = usc and beside and any(one.start == beside.end() and one.key.partition("(")[0] == f"8 USC {usc}" for one in following)
    return ("INA", "") if same else None

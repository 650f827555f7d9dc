"""Moodle's embedded answers: ``{2:MULTICHOICE:=right#yes~wrong}`` inside a text (https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type).

Gaps that count alike become a text with gaps. Where they count differently, or one takes several choices, the text becomes a fact pattern with
a part for each gap, whose points say exactly what it counts.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from assessments.formats.base import Unfit
from assessments.formats.markup import plain_words
from assessments.formats.moodle_xml.gaps import choice_gap, gaps_question, marked
from assessments.formats.moodle_xml.texts import Texts, said_in
from assessments.formats.shares import Choice, Fitted, accepted_texts, choice_question, exact_number, exact_percent, exact_text, part_id, short, whole_percent

_KINDS = (
    "SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|NUMERICAL|NM"
    "|MULTICHOICE_VS|MULTICHOICE_HS|MULTICHOICE_V|MULTICHOICE_H|MULTICHOICE_S|MULTICHOICE|MCVS|MCHS|MCV|MCH|MCS|MC"
    "|MULTIRESPONSE_HS|MULTIRESPONSE_H|MULTIRESPONSE_S|MULTIRESPONSE|MRHS|MRH|MRS|MR"
)
_GAP = re.compile(rf"\{{\s*(\d{{0,4}}(?:\.\d+)?)\s*:\s*({_KINDS})\s*:((?:\\.|[^\\}}])*)\}}", re.DOTALL)
_ANSWERS = re.compile(r"(?:\\.|[^\\~])+", re.DOTALL)
_WEIGHT = re.compile(r"\s*(?:%(-?\d{1,4}(?:\.\d{1,20})?)%|(=))?\s*")
_NUMBER_KINDS, _CASED = ("NUMERICAL", "NM"), ("SHORTANSWER_C", "SAC", "MWC")


@dataclass(frozen=True)
class _Gap:
    kind: str
    weight: int
    answers: tuple[Choice, ...]

    @property
    def takes_several(self) -> bool:
        return self.kind.startswith(("MR", "MULTIRESPONSE"))

    @property
    def is_choice(self) -> bool:
        return self.kind.startswith(("MC", "MULTICHOICE"))


def cloze(element: Element, texts: Texts, points: int) -> Fitted:
    text = said_in(element, "questiontext")
    gaps = [_gap(found) for found in _GAP.finditer(text)]
    whole = marked(text, _GAP)
    if gaps and (len({gap.weight for gap in gaps}) > 1 or any(gap.takes_several for gap in gaps)):
        return _fact_pattern(element, texts, whole, gaps)
    lost: list[str] = []
    contents = [_content(gap, lost) for gap in gaps]
    return gaps_question(element, texts, whole, contents, lost)


def _gap(found: re.Match[str]) -> _Gap:
    weight = exact_number(found[1] or "1")
    if weight.denominator != 1 or not 0 < weight <= 100:
        raise Unfit(f"A gap counts {found[1]} times; here a part counts 1 to 100 whole points.")
    return _Gap(found[2].upper(), int(weight), tuple(_answer(one[0]) for one in _ANSWERS.finditer(found[3]) if one[0].strip()))


def _answer(text: str) -> Choice:
    weight = _WEIGHT.match(text)
    rest = text[weight.end() :] if weight else text
    percent = Fraction(100) if weight and weight[2] else exact_percent(weight[1]) if weight and weight[1] else Fraction(0)
    said = re.split(r"(?<!\\)#", rest, maxsplit=1)
    plain = [plain_words(re.sub(r"\\(.)", r"\1", one))[0] for one in said]
    return Choice(plain[0], percent, plain[1] if len(plain) > 1 else "")


def _content(gap: _Gap, lost: list[str]) -> dict[str, Any]:
    if gap.is_choice:
        lost += [f"The feedback to “{short(one.text)}” is left out." for one in gap.answers if one.feedback]
        lost += [f"“{short(one.text)}” earns {float(one.percent):g} % in the file; here it earns nothing." for one in gap.answers if 0 != one.percent < 100]
        options: dict[str, bool] = {}
        for one in gap.answers:
            options[one.text] = options.get(one.text, False) or one.percent >= 100
        if not any(options.values()):
            raise Unfit("A gap has no option that earns all points.")
        return choice_gap(list(options.items()))
    if gap.kind in _NUMBER_KINDS:
        return {"kind": "number", **_numbers(gap, lost)}
    content, said = accepted_texts(gap.answers, case_sensitive=gap.kind in _CASED)
    lost += said
    return {"kind": "text", **content}


def _numbers(gap: _Gap, lost: list[str]) -> dict[str, Any]:
    accepted = []
    for one in gap.answers:
        lost += [f"The feedback to “{short(one.text)}” is left out."] if one.feedback else []
        if one.text.strip() in ("", "*"):
            continue
        said, _, width = one.text.partition(":")
        percent, changed = whole_percent(one.percent)
        lost += [f"“{short(said)}” {changed}"] if changed else []
        tolerance = abs(exact_number(width)) if width.strip() else Fraction(0)
        accepted.append({"number": exact_text(exact_number(said)), "tolerance": exact_text(tolerance), "percent": percent})
    if not any(one["percent"] == 100 for one in accepted):
        raise Unfit("A gap accepts no number for all points.")
    return {"accepted": accepted}


def _fact_pattern(element: Element, texts: Texts, whole: str, gaps: list[_Gap]) -> Fitted:
    if len(gaps) > 20:
        raise Unfit(f"It has {len(gaps)} gaps that count differently; here a fact pattern has at most 20 parts.")
    lost: list[str] = ["Its gaps are asked one by one below the text, because they count differently or take several choices."]
    home = element.find("questiontext")
    case = texts.written(re.sub("\ufdd0(\\d+)\ufdd1", lambda found: f"({int(found[1]) + 1}) \\_\\_\\_", whole).replace("\\_", "_"), "html")
    case = texts.take_files(case, home) if home is not None else case
    parts = []
    for number, gap in enumerate(gaps):
        fitted = _part(gap)
        lost += fitted.lost
        parts.append({"id": part_id(number), "type": fitted.type, "stem": f"Gap {number + 1}", "points": gap.weight, "content": fitted.content})
    return Fitted("fact_pattern", {"case": case, "parts": parts}, tuple(lost))


def _part(gap: _Gap) -> Fitted:
    if gap.takes_several or gap.is_choice:
        return choice_question(gap.answers, single=gap.is_choice)
    lost: list[str] = []
    if gap.kind in _NUMBER_KINDS:
        return Fitted("numerical", _numbers(gap, lost), tuple(lost))
    content, lost = accepted_texts(gap.answers, case_sensitive=gap.kind in _CASED)
    return Fitted("short_answer", content, tuple(lost))

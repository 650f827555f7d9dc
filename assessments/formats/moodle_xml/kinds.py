"""The answers of a Moodle question, kind by kind: choices, words, numbers, texts, steps."""

from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from assessments.formats.base import Unfit
from assessments.formats.moodle_xml.texts import Texts, said_in
from assessments.formats.sent_files import file_types
from assessments.formats.shares import (
    Choice,
    Fitted,
    accepted_texts,
    choice_question,
    exact_number,
    exact_percent,
    exact_text,
    part_id,
    short,
    whole_percent,
)
from lms.questions.api import MOST_FILES, MOST_MEGABYTES


def choices_of(element: Element, texts: Texts) -> list[Choice]:
    return [Choice(texts.markdown(answer), fraction_of(answer), texts.markdown(answer, "feedback")) for answer in element.findall("answer")]


def fraction_of(answer: Element) -> Fraction:
    return exact_percent(answer.get("fraction") or "0")


def multichoice(element: Element, texts: Texts, points: int) -> Fitted:
    single = said_in(element, "single").lower() not in ("false", "0")
    return choice_question(choices_of(element, texts), single=single)


def multichoiceset(element: Element, texts: Texts, points: int) -> Fitted:
    """A plug-in that pays all or nothing; every right option has 100."""
    choices = [Choice(one.text, max(Fraction(0), one.percent), one.feedback) for one in choices_of(element, texts)]
    right = sum(choice.percent > 0 for choice in choices)
    even = [Choice(one.text, Fraction(100, right) if one.percent > 0 else Fraction(0), one.feedback) for one in choices]
    fitted = choice_question(even, single=False)
    return Fitted(fitted.type, {**fitted.content, "scoring": "all_or_nothing"}, ())


def truefalse(element: Element, texts: Texts, points: int) -> Fitted:
    answers = {said_in(answer).strip().lower(): answer for answer in element.findall("answer")}
    right = [word for word, answer in answers.items() if fraction_of(answer) == 100]
    if set(answers) != {"true", "false"} or len(right) != 1:
        raise Unfit("It must have the answers “true” and “false”, and exactly one of them must be right.")
    said = {f"feedback_{word}": texts.markdown(answer, "feedback") for word, answer in answers.items()}
    return Fitted("true_false", {"answer": right[0] == "true", **{name: text for name, text in said.items() if text}})


def shortanswer(element: Element, texts: Texts, points: int) -> Fitted:
    choices = [Choice(said_in(one), fraction_of(one), texts.markdown(one, "feedback")) for one in element.findall("answer")]
    content, lost = accepted_texts(choices, case_sensitive=said_in(element, "usecase") == "1")
    return Fitted("short_answer", content, tuple(lost))


def numerical(element: Element, texts: Texts, points: int) -> Fitted:
    lost: list[str] = []
    accepted: list[dict[str, Any]] = []
    for answer in element.findall("answer"):
        said = said_in(answer)
        if texts.markdown(answer, "feedback"):
            lost.append(f"The feedback to “{short(said)}” is left out.")
        if said.strip() in ("", "*"):
            continue
        percent, changed = whole_percent(fraction_of(answer))
        lost += [f"“{short(said)}” {changed}"] if changed else []
        tolerance = abs(exact_number(said_in(answer, "tolerance") or answer.get("tolerance") or "0"))
        accepted.append(
            {"number": exact_text(exact_number(said))}
            | ({"tolerance": exact_text(tolerance)} if tolerance else {})
            | ({"percent": percent} if percent != 100 else {})
        )
    if not any(one.get("percent", 100) == 100 for one in accepted):
        raise Unfit("No accepted number earns all points.")
    units, said_units = _units(element)
    return Fitted("numerical", {"accepted": accepted, **units}, (*lost, *said_units))


def _units(element: Element) -> tuple[dict[str, Any], list[str]]:
    """A unit's multiplier is how many of it make one of the first; ours say how many of the first one of it is worth."""
    found = [(said_in(one, "unit_name"), said_in(one, "multiplier") or "1") for one in element.findall("units/unit")]
    found = [(name, factor) for name, factor in found if name]
    if not found:
        return {}, []
    if len(found) == 1:
        return {}, [f"The unit “{short(found[0][0])}” is left out: only the number is asked for."]
    if exact_number(found[0][1]) != 1 and any(exact_number(factor) == 1 for _, factor in found):
        found.sort(key=lambda one: exact_number(one[1]) != 1)
    if exact_number(found[0][1]) != 1 or any(exact_number(factor) == 0 for _, factor in found):
        raise Unfit("None of its units is worth 1, so we cannot tell in which its number is written.")
    units = [{"id": part_id(n), "text": name, "factor": exact_text(_turned(exact_number(factor)))} for n, (name, factor) in enumerate(found)]
    graded = said_in(element, "unitgradingtype") not in ("", "0")
    penalty = exact_number(said_in(element, "unitpenalty") or "0")
    lost = [f"A wrong unit takes off a part in Moodle (unit penalty {float(penalty):g}); here the number must be right in its unit."] if graded else []
    return {"units": units, **({} if graded else {"percent_without_unit": 100})}, lost


def _turned(multiplier: Fraction) -> Fraction:
    """1 over ``multiplier``; a decimal that was rounded, such as 0.00273972602740, is taken for what it stands for, 1/365."""
    near = (1 / multiplier).limit_denominator(1_000_000)
    return near if near and abs(near * multiplier - 1) < Fraction(1, 10**9) else 1 / multiplier


def essay(element: Element, texts: Texts, points: int) -> Fitted:
    if said_in(element, "responseformat") == "noinline" or said_in(element, "attachmentsrequired") not in ("", "0"):
        return _files(element, texts, points)
    lost = ["Its response template is left out."] if said_in(element, "responsetemplate") else []
    if said_in(element, "attachments") not in ("", "0"):
        lost.append("Files as a part of the answer are left out: here an essay is written.")
    words = {ours: int(said) for ours, theirs in (("minimum_words", "minwordlimit"), ("maximum_words", "maxwordlimit")) if (said := _whole(element, theirs))}
    return Fitted("essay", {"rubric": [_row(element, texts, points)], **words}, tuple(lost))


def _files(element: Element, texts: Texts, points: int) -> Fitted:
    """An essay that cannot do without files: the text beside them, if there is one, has no place here."""
    accepts, lost = file_types(said_in(element, "filetypeslist"))
    most = _whole(element, "attachments")
    if said_in(element, "responseformat") != "noinline":
        lost += ("The text beside its files is left out: here files alone are sent.",)
    size = said_in(element, "maxbytes")
    megabytes = -(-int(size) // 1_000_000) if size.isascii() and size.isdigit() and int(size[:12]) > 0 else 0
    limits = {"maximum_files": min(int(most), MOST_FILES) if most else MOST_FILES if said_in(element, "attachments") == "-1" else 1}
    limits |= {"maximum_megabytes": min(megabytes, MOST_MEGABYTES)} if megabytes else {}
    return Fitted("file_upload", {"accepts": accepts, **limits, "rubric": [_row(element, texts, points)]}, tuple(lost))


def _row(element: Element, texts: Texts, points: int) -> dict[str, Any]:
    if points > 100:
        raise Unfit("It is worth more than 100 points, the most that a person can give for one row.")
    guidance = texts.markdown(element, "graderinfo")
    return {"id": "answer", "title": "Answer", "points": points, **({"guidance": guidance} if guidance else {})}


def _whole(element: Element, tag: str) -> str:
    said = said_in(element, tag)
    return said if said.isascii() and said.isdigit() and 0 < len(said) < 6 and int(said) else ""


def ordering(element: Element, texts: Texts, points: int) -> Fitted:
    """Answers stand in the right order; ``fraction`` counts them where they do not."""
    steps = [{"id": part_id(number), "text": texts.markdown(answer)} for number, answer in enumerate(element.findall("answer"))]
    if not 3 <= len(steps) <= 15:
        raise Unfit(f"It puts {len(steps)} steps in order; here there are 3 to 15.")
    grading = said_in(element, "gradingtype").upper()
    known = {"-1": "all_or_nothing", "ALL_OR_NOTHING": "all_or_nothing", "0": "by_position", "ABSOLUTE_POSITION": "by_position", "": "by_position"}
    pairs = {"1": "by_pairs", "RELATIVE_NEXT_EXCLUDE_LAST": "by_pairs"}
    scoring = {**known, **pairs}.get(grading)
    lost = [] if scoring else [f"Moodle marks it by “{grading.lower().replace('_', ' ')}”; here each step in its right place earns its share."]
    if said_in(element, "selecttype") not in ("", "0", "ALL"):
        lost.append("Moodle shows some of its steps only; here all are shown.")
    return Fitted("ordering", {"steps": steps, "scoring": scoring or "by_position"}, tuple(lost))

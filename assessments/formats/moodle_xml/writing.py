"""Questions as Moodle XML, their texts marked as Markdown, so that they come back as they are."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, SubElement, tostring

from assessments.formats.base import QuestionDraft
from assessments.formats.markup import used_media
from assessments.formats.moodle_xml.writing_gaps import write_gaps
from assessments.formats.sent_files import USUAL_MEGABYTES, USUAL_TYPES, endings
from assessments.formats.shares import exact_number, said
from assessments.formats.written import NEVER_HELD, choice_percents, number_range
from assessments.formats.xml_text import add
from lms.questions.api import MOST_FILES

_SCORED = "Moodle pays each part its share; all or nothing is left out."


def write_moodle_xml(questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
    losses: dict[str, tuple[str, ...]] = {}
    category = ""
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
    for draft in questions:
        lost: list[str] = []
        if draft.category != category:
            category = draft.category
            out.write(_line(_category(category)))
        element = _question(draft, lost)
        if element is not None:
            out.write(_line(element))
        if lost:
            losses[draft.id] = tuple(dict.fromkeys(lost))
    out.write(b"</quiz>\n")
    return losses


def _line(element: Element) -> bytes:
    return tostring(element, encoding="utf-8", xml_declaration=False) + b"\n"


def _category(path: str) -> Element:
    element = Element("question", type="category")
    names = [name.replace("/", "//") for name in path.split(" / ")] if path else []
    add(SubElement(element, "category"), "text", "/".join(["$course$", "top", *names]))
    return element


def _question(draft: QuestionDraft, lost: list[str]) -> Element | None:
    writer = _WRITERS.get(draft.type)
    if writer is None:
        lost.append(f"The question is left out: Moodle XML has no form for the type “{draft.type}”.")
        return None
    lost += [sentence for name, sentence in NEVER_HELD.items() if name != "points" and getattr(draft, name) not in (1, ())]
    element = Element("question")
    add(SubElement(element, "name"), "text", draft.title)
    if draft.type != "fill_in_the_blanks":
        _text(element, "questiontext", draft.stem, draft)
    _text(element, "generalfeedback", draft.explanation, draft)
    add(element, "defaultgrade", str(draft.points))
    add(element, "penalty", "0")
    add(element, "hidden", "0")
    add(element, "idnumber", draft.id)
    element.set("type", writer(element, draft, lost))
    if draft.topics:
        tags = SubElement(element, "tags")
        for topic in draft.topics:
            add(SubElement(tags, "tag"), "text", topic)
    return element


def _text(parent: Element, tag: str, text: str, draft: QuestionDraft, **attributes: str) -> Element:
    """Markdown in an element of its own, with the files that it shows."""
    element = SubElement(parent, tag, {"format": "markdown", **attributes})
    add(element, "text", re.sub(r"\]\(images/([^()\s]+)\)", r"](@@PLUGINFILE@@/\1)", text))
    for name in used_media(text):
        if name in draft.media:
            file = SubElement(element, "file", name=name, path="/", encoding="base64")
            file.text = b64encode(draft.media[name]).decode()
    return element


def _choices(element: Element, draft: QuestionDraft, lost: list[str]) -> str:
    whole = draft.content.get("scoring") == "all_or_nothing"
    add(element, "single", "true" if draft.type == "single_choice" else "false")
    add(element, "shuffleanswers", "true")
    add(element, "answernumbering", "abc")
    for option, percent in choice_percents(draft):
        paid = Fraction(100 if option["correct"] else 0) if whole else percent
        answer = _text(element, "answer", option["text"], draft, fraction=said(paid))
        if option.get("feedback"):
            _text(answer, "feedback", option["feedback"], draft)
    return "multichoiceset" if whole else "multichoice"


def _truth(element: Element, draft: QuestionDraft, lost: list[str]) -> str:
    for value in (True, False):
        word = str(value).lower()
        answer = SubElement(element, "answer", fraction="100" if draft.content["answer"] is value else "0", format="moodle_auto_format")
        add(answer, "text", word)
        _text(answer, "feedback", draft.content.get(f"feedback_{word}", ""), draft)
    return "truefalse"


def _texts(element: Element, draft: QuestionDraft, lost: list[str]) -> str:
    if draft.content.get("spelling_tolerance"):
        lost.append("Moodle forgives no slips of spelling.")
    add(element, "usecase", "1" if draft.content.get("case_sensitive") else "0")
    for one in draft.content["accepted"]:
        answer = SubElement(element, "answer", fraction=str(one.get("percent", 100)), format="plain_text")
        add(answer, "text", one["text"].replace("*", "\\*"))
    return "shortanswer"


def _numbers(element: Element, draft: QuestionDraft, lost: list[str]) -> str:
    for one in draft.content["accepted"]:
        number, tolerance = number_range(one, lost)
        answer = SubElement(element, "answer", fraction=str(one.get("percent", 100)), format="plain_text")
        add(answer, "text", number)
        add(answer, "tolerance", tolerance)
    units = draft.content.get("units", [])
    without = draft.content.get("percent_without_unit", 0)
    if units:
        _units(element, units, lost)
        if without not in (0, 100):
            lost.append("Moodle pays a number without its unit in full or not at all.")
    graded = bool(units) and without != 100
    add(element, "unitgradingtype", "1" if graded else "0")
    add(element, "unitpenalty", "1.0" if graded else "0.1")
    add(element, "showunits", "2" if units else "3")
    return "numerical"


def _units(element: Element, units: list[dict[str, Any]], lost: list[str]) -> None:
    parent = SubElement(element, "units")
    for unit in units:
        factor = exact_number(unit.get("factor", "1"))
        if not factor:
            lost.append(f"The unit “{unit['text']}” is left out: Moodle has no wrong units.")
            continue
        one = SubElement(parent, "unit")
        add(one, "multiplier", _factor(1 / factor, lost))
        add(one, "unit_name", unit["text"])


def _factor(number: Fraction, lost: list[str]) -> str:
    text = f"{float(number):.15f}".rstrip("0").rstrip(".")
    if Fraction(text) != number:
        lost.append("The factor of a unit is rounded: Moodle writes it as a decimal.")
    return text


def _essay(element: Element, draft: QuestionDraft, lost: list[str]) -> str:
    _grader_info(element, draft, lost)
    add(element, "responseformat", "editor")
    add(element, "responserequired", "1")
    add(element, "attachments", "0")
    for ours, theirs in (("minimum_words", "minwordlimit"), ("maximum_words", "maxwordlimit")):
        add(element, theirs, str(draft.content[ours]) if draft.content.get(ours) else "")
    return "essay"


def _files(element: Element, draft: QuestionDraft, lost: list[str]) -> str:
    """An essay without a text: 1, 2, 3 or any number of files."""
    content = draft.content
    most = content.get("maximum_files", 1)
    _grader_info(element, draft, lost)
    add(element, "responseformat", "noinline")
    add(element, "responserequired", "0")
    add(element, "attachments", str(most) if most <= 3 else "-1")
    add(element, "attachmentsrequired", "1")
    add(element, "maxbytes", str(content.get("maximum_megabytes", USUAL_MEGABYTES) * 1_000_000))
    add(element, "filetypeslist", endings(content.get("accepts", USUAL_TYPES)))
    if 3 < most < MOST_FILES:
        lost.append("Moodle limits files to three at most: here any number is asked for.")
    return "essay"


def _grader_info(element: Element, draft: QuestionDraft, lost: list[str]) -> None:
    content = draft.content
    rubric = content["rubric"]
    if len(rubric) > 1 or rubric[0]["title"] != "Answer":
        lost.append("Moodle has one mark for an essay: the rows of its rubric stand in the information for graders.")
        guidance = "\n\n".join(f"**{row['title']}** ({row['points']}) {row.get('guidance', '')}".strip() for row in rubric)
    else:
        guidance = rubric[0].get("guidance", "")
    if content.get("model_answer"):
        lost.append("Its model answer is left out.")
    _text(element, "graderinfo", guidance, draft)


def _pairs(element: Element, draft: QuestionDraft, lost: list[str]) -> str:
    content = draft.content
    grouped = draft.type == "categorization"
    targets = {one["id"]: one["text"] for one in content["groups" if grouped else "choices"]}
    lost += ["Moodle has no groups: it becomes a matching question."] if grouped else []
    lost += [_SCORED] if content.get("scoring") == "all_or_nothing" else []
    lost += ["Explanations of single items are left out."] if any(item.get("explanation") for item in content["items"]) else []
    add(element, "shuffleanswers", "true")
    pairs = [(item["text"], item["group" if grouped else "choice"]) for item in content["items"]]
    for text, target in [*pairs, *(("", key) for key in targets if key not in {one for _, one in pairs})]:
        row = _text(element, "subquestion", text, draft)
        add(SubElement(row, "answer"), "text", targets[target])
    return "matching"


def _steps(element: Element, draft: QuestionDraft, lost: list[str]) -> str:
    grading = {"all_or_nothing": "ALL_OR_NOTHING", "by_pairs": "RELATIVE_NEXT_EXCLUDE_LAST"}
    lost += ["Explanations of single steps are left out."] if any(step.get("explanation") for step in draft.content["steps"]) else []
    add(element, "layouttype", "VERTICAL")
    add(element, "selecttype", "ALL")
    add(element, "gradingtype", grading.get(draft.content.get("scoring", ""), "ABSOLUTE_POSITION"))
    for place, step in enumerate(draft.content["steps"], start=1):
        _text(element, "answer", step["text"], draft, fraction=f"{place}.0000000")
    return "ordering"


def _gaps(element: Element, draft: QuestionDraft, lost: list[str]) -> str:
    lost += [_SCORED] if draft.content.get("scoring") == "all_or_nothing" else []
    write_gaps(element, draft, lost)
    return "cloze"


_WRITERS: dict[str, Callable[[Element, QuestionDraft, list[str]], str]] = {
    "single_choice": _choices, "multiple_choice": _choices, "true_false": _truth, "short_answer": _texts, "numerical": _numbers,
    "essay": _essay, "file_upload": _files,
    "matching": _pairs, "categorization": _pairs, "ordering": _steps, "fill_in_the_blanks": _gaps,
}  # fmt: skip

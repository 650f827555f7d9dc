"""Questions written as Open edX's OLX: a library in a tar.gz, one file for each problem."""

import io
import tarfile
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Unfit
from assessments.formats.written_xml import add, add_markdown, bytes_of, decimal_of
from lms.questions.accepted_numbers import AcceptedNumber, exact

NOT_WRITTEN = "It is left out: this format has no such type of question ({})."


class Writing:
    def __init__(self, problem: Element) -> None:
        self.problem = problem
        self.lost: list[str] = []


def write_library(questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
    """Question id → what is lost."""
    lost: dict[str, tuple[str, ...]] = {}
    library = Element("library", {"xblock-family": "xblock.v1", "display_name": "Questions", "org": "org", "library": "library"})
    known: set[str] = set()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for draft in questions:
            try:
                problem, told = problem_of(draft)
            except Unfit as why:
                lost[draft.id] = (str(why),)
                continue
            _store(archive, f"library/problem/{draft.id}.xml", bytes_of(problem))
            add(library, "problem", url_name=draft.id)
            if told:
                lost[draft.id] = told
            for name, data in draft.media.items():
                if name not in known:
                    known.add(name)
                    _store(archive, f"library/static/images/{name}", data)
        _store(archive, "library/library.xml", bytes_of(library))
    return lost


def problem_of(draft: QuestionDraft) -> tuple[Element, tuple[str, ...]]:
    """The problem, and what it cannot hold; raises ``Unfit`` with the sentence where it cannot hold the question at all."""
    problem = Element("problem", {"display_name": draft.title, "weight": str(draft.points), "url_name": draft.id})
    to = Writing(problem)
    if draft.type == "fact_pattern":
        _fact_pattern(to, draft)
    elif draft.type in WRITERS:
        add_markdown(add(problem, "div"), draft.stem)
        WRITERS[draft.type](to, draft.content)
    else:
        raise Unfit(NOT_WRITTEN.format(draft.type.replace("_", " ")))
    if draft.explanation:
        add_markdown(add(problem, "solution"), draft.explanation)
    named = [
        word
        for word, value in (("topics", draft.topics), ("authorities", draft.authorities), ("level", draft.difficulty != 1), ("category", draft.category))
        if value
    ]
    if named:
        to.lost.append(f"Left out: {', '.join(named)}.")
    for one in problem.iter("img"):
        one.set("src", f"/static/{one.get('src', '')}")
    return problem, tuple(dict.fromkeys(to.lost))


def _fact_pattern(to: Writing, draft: QuestionDraft) -> None:
    parts = draft.content.get("parts") or []
    if odd := next((part["type"] for part in parts if part["type"] not in WRITERS), "" if parts else "issues to spot"):
        raise Unfit(NOT_WRITTEN.format(f"a part that is {odd.replace('_', ' ')}"))
    add_markdown(add(to.problem, "div"), draft.content["case"])
    for part in parts:
        before = len(to.problem)
        WRITERS[part["type"]](to, part["content"])
        label = Element("label")
        add_markdown(label, part["stem"])
        to.problem[before].insert(0, label)
    if len({part["points"] for part in parts}) > 1 or parts[0]["points"] != 1:
        to.lost.append("Each of its parts is worth the same there.")
    if draft.content.get("issues"):
        to.lost.append("The issues to spot are left out.")
    if draft.stem.strip() not in ("", draft.title.strip(), "Answer each part."):
        to.lost.append("The words beside the case are left out.")


def _single_choice(to: Writing, content: dict[str, Any]) -> None:
    _choices(add(add(to.problem, "multiplechoiceresponse"), "choicegroup", type="MultipleChoice"), content["options"])


def _true_false(to: Writing, content: dict[str, Any]) -> None:
    options = [
        {"text": key.title(), "correct": content["answer"] is (key == "true"), "feedback": content.get(f"feedback_{key}", "")} for key in ("true", "false")
    ]
    _single_choice(to, {"options": options})


def _multiple_choice(to: Writing, content: dict[str, Any]) -> None:
    _choices(add(add(to.problem, "choiceresponse"), "checkboxgroup"), content["options"])
    if content.get("scoring", "partial") != "all_or_nothing":
        to.lost.append("A part of the points for a part of the right options is left out: there it is all or nothing.")


def _choices(group: Element, options: list[dict[str, Any]]) -> None:
    for one in options:
        choice = add_markdown(add(group, "choice", correct="true" if one["correct"] else "false"), one["text"])
        if one.get("id"):
            choice.set("name", one["id"])
        if one.get("feedback"):
            add_markdown(add(choice, "choicehint"), one["feedback"])


def _short_answer(to: Writing, content: dict[str, Any]) -> None:
    full = [one["text"] for one in content["accepted"] if one.get("percent", 100) == 100]
    made = add(to.problem, "stringresponse", answer=full[0], type="cs" if content.get("case_sensitive") else "ci")
    for text in full[1:]:
        add(made, "additional_answer", answer=text)
    add(made, "textline", size="20")
    if any(0 < one.get("percent", 100) < 100 for one in content["accepted"]):
        to.lost.append("Answers that earn a part of the points are left out.")
    if content.get("spelling_tolerance"):
        to.lost.append("Spelling mistakes are forgiven here, and are not there.")


def _numerical(to: Writing, content: dict[str, Any]) -> None:
    full = [AcceptedNumber.model_validate(one) for one in content["accepted"] if one.get("percent", 100) == 100]
    first = full[0]
    text, is_exact = decimal_of(exact(first.number))
    made = add(to.problem, "numericalresponse", answer=text)
    if exact(first.tolerance):
        width, fits = decimal_of(exact(first.tolerance))
        is_exact = is_exact and fits
        add(made, "responseparam", type="tolerance", default=f"{width}%" if first.tolerance_is == "percent" else width)
    if not is_exact:
        to.lost.append("A number is rounded to twelve decimals.")
    for one in full[1:]:
        add(made, "additional_answer", answer=decimal_of(exact(one.number))[0])
    add(made, "formulaequationinput")
    if any((one.tolerance, one.tolerance_is) != (first.tolerance, first.tolerance_is) for one in full):
        to.lost.append("Tolerances of further numbers are left out: one holds for all there.")
    if len(full) < len(content["accepted"]):
        to.lost.append("Numbers that earn a part of the points are left out.")
    if content.get("units"):
        to.lost.append("Its units are left out: the number counts alone there.")


WRITERS: dict[str, Callable[[Writing, dict[str, Any]], None]] = {
    "single_choice": _single_choice,
    "true_false": _true_false,
    "multiple_choice": _multiple_choice,
    "short_answer": _short_answer,
    "numerical": _numerical,
}


def _store(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))

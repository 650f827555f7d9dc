"""Each type of ours as an item of QTI 1.2 in Canvas's dialect. A type without a function here is not written."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Unfit
from assessments.formats.written_xml import add, clean, decimal_of, html_of, name_of
from lms.questions.accepted_numbers import AcceptedNumber, exact

_GAP = re.compile(r"\[\[([^\[\]\n]{0,60})\]\]")


class AsiWriting:
    """An item being written. Canvas counts in percent, so every rule adds up to 100."""

    def __init__(self, draft: QuestionDraft) -> None:
        self.draft, self.content = draft, draft.content
        self.kind = ""
        self.presentation = Element("presentation")
        self.rule = Element("resprocessing")
        add(add(self.rule, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
        self.feedback: list[tuple[str, str]] = []
        self.lost: list[str] = []

    def say(self, html: str) -> None:
        add(add(self.presentation, "material"), "mattext", html, texttype="text/html")

    def choose(self, name: str, cardinality: str, options: list[tuple[str, str]], own: str = "") -> None:
        made = add(self.presentation, "response_lid", ident=name, rcardinality=cardinality)
        if own:
            add(add(made, "material"), "mattext", own, texttype="text/html")
        rendering = add(made, "render_choice")
        for key, html in options:
            add(add(add(rendering, "response_label", ident=key), "material"), "mattext", html, texttype="text/html")

    def type_in(self, name: str, kind: str = "") -> None:
        rendering = add(add(self.presentation, "response_str", ident=name, rcardinality="Single"), "render_fib")
        if kind:
            rendering.set("fibtype", kind)
        add(rendering, "response_label", ident="answer1", rshuffle="No")

    def when(self, action: str, points: str) -> Element:
        """The condition's variables; what is put into this earns ``points``."""
        condition = add(self.rule, "respcondition", continue_="No" if action == "Set" else "Yes")
        variables = add(condition, "conditionvar")
        add(condition, "setvar", points, action=action, varname="SCORE")
        return variables

    def tell(self, ident: str, text: str) -> None:
        self.feedback.append((ident, text))

    def tell_when(self, name: str, key: str, text: str) -> None:
        condition = add(self.rule, "respcondition", continue_="Yes")
        add(add(condition, "conditionvar"), "varequal", key, respident=name)
        add(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"{key}_fb")
        self.tell(f"{key}_fb", text)


def _options(to: AsiWriting, options: list[dict[str, Any]], cardinality: str) -> None:
    to.say(html_of(to.draft.stem))
    to.choose("response1", cardinality, [(name_of(one["id"]), html_of(one["text"])) for one in options])
    for one in options:
        if one.get("feedback"):
            to.tell_when("response1", name_of(one["id"]), one["feedback"])


def single_choice(to: AsiWriting) -> None:
    to.kind = "multiple_choice_question"
    _options(to, to.content["options"], "Single")
    right = next(one["id"] for one in to.content["options"] if one["correct"])
    add(to.when("Set", "100"), "varequal", name_of(right), respident="response1")


def true_false(to: AsiWriting) -> None:
    rows = [{"id": key, "text": key.title(), "feedback": to.content.get(f"feedback_{key}", "")} for key in ("true", "false")]
    _options(to, rows, "Single")
    to.kind = "true_false_question"
    add(to.when("Set", "100"), "varequal", str(to.content["answer"]).lower(), respident="response1")


def multiple_choice(to: AsiWriting) -> None:
    to.kind = "multiple_answers_question"
    options = to.content["options"]
    _options(to, options, "Multiple")
    every = add(to.when("Set", "100"), "and")
    for one in options:
        add(every if one["correct"] else add(every, "not"), "varequal", name_of(one["id"]), respident="response1")
    if to.content.get("scoring", "partial") != "all_or_nothing":
        to.lost.append("A part of the points for a part of the right options: this format says all or nothing.")


def short_answer(to: AsiWriting) -> None:
    to.kind = "short_answer_question"
    to.say(html_of(to.draft.stem))
    to.type_in("response1")
    _texts(to, "response1", to.content)


def _texts(to: AsiWriting, name: str, content: dict[str, Any]) -> None:
    for percent in sorted({one.get("percent", 100) for one in content["accepted"]} - {0}, reverse=True):
        variables = to.when("Set", str(percent))
        holder = add(variables, "or")
        for one in content["accepted"]:
            if one.get("percent", 100) == percent:
                add(holder, "varequal", one["text"], respident=name, case="Yes" if content.get("case_sensitive") else "No")
    if content.get("spelling_tolerance"):
        to.lost.append("Spelling mistakes are forgiven here, and are not there.")


def numerical(to: AsiWriting) -> None:
    to.kind = "numerical_question"
    to.say(html_of(to.draft.stem))
    to.type_in("response1", "Decimal")
    for row in sorted(to.content["accepted"], key=lambda one: -one.get("percent", 100)):
        number = AcceptedNumber.model_validate(row)
        if number.percent:
            either = add(to.when("Set", str(number.percent)), "or")
            add(either, "varequal", _decimal(to, exact(number.number)), respident="response1")
            both = add(either, "and")
            add(both, "vargte", _decimal(to, exact(number.number) - number.within), respident="response1")
            add(both, "varlte", _decimal(to, exact(number.number) + number.within), respident="response1")
    if to.content.get("units"):
        to.lost.append("Its units are left out: the number counts alone there.")
    if len(to.content["accepted"]) > 1:
        to.lost.append("The nearest accepted number decides here, and the best paid within its tolerance there.")


def _decimal(to: AsiWriting, number: Any) -> str:
    text, is_exact = decimal_of(number)
    if not is_exact:
        to.lost.append(f"The number {number} is rounded to {text}.")
    return text


def matching(to: AsiWriting) -> None:
    to.kind = "matching_question"
    to.say(html_of(to.draft.stem))
    items, targets = to.content["items"], to.content["choices"]
    for one in items:
        name = f"response_{name_of(one['id'])}"
        to.choose(name, "Single", [(name_of(target["id"]), clean(target["text"])) for target in targets], html_of(one["text"]))
    if to.content.get("scoring", "per_item") == "per_item":
        for one in items:
            share, _ = decimal_of(exact(f"100/{len(items)}"))
            add(to.when("Add", share), "varequal", name_of(one["choice"]), respident=f"response_{name_of(one['id'])}")
    else:
        every = add(to.when("Set", "100"), "and")
        for one in items:
            add(every, "varequal", name_of(one["choice"]), respident=f"response_{name_of(one['id'])}")
    if any(one.get("explanation") for one in items):
        to.lost.append("What is told on single items is left out.")


def fill_in_the_blanks(to: AsiWriting) -> None:
    kinds = {gap["kind"] for gap in to.content["gaps"]}
    if len(kinds) > 1 or "number" in kinds:
        raise Unfit("It is left out: this format holds gaps for words or gaps with lists, not both in one text, and none for numbers.")
    to.kind = "multiple_dropdowns_question" if kinds == {"choice"} else "fill_in_multiple_blanks_question"
    text = _GAP.sub(lambda found: f"[{found[1]}]", to.content["text"])
    paragraphs = "".join(f"<p>{html_of(part)}</p>" if part.strip() else "" for part in re.split(r"\n\s*\n", text.replace("*", "&#42;")))
    to.say(f"{html_of(to.draft.stem)}{paragraphs}")
    whole = to.content.get("scoring") == "all_or_nothing"
    if whole:
        to.lost.append("Points only where every gap is right: this format gives each gap its share.")
    for gap in to.content["gaps"]:
        _gap(to, gap)
    if any(gap.get("explanation") for gap in to.content["gaps"]):
        to.lost.append("What is told on single gaps is left out.")


def _gap(to: AsiWriting, gap: dict[str, Any]) -> None:
    name, share = f"response_{gap['id']}", decimal_of(exact(f"100/{len(to.content['gaps'])}"))[0]
    if gap["kind"] == "choice":
        to.choose(name, "Single", [(name_of(one["id"]), clean(one["text"])) for one in gap["options"]], gap["id"])
        right = [name_of(one["id"]) for one in gap["options"] if one["correct"]]
    else:
        accepted = [one for one in gap["accepted"] if one.get("percent", 100) == 100]
        if len(accepted) < len(gap["accepted"]):
            to.lost.append("Words that earn a part of the points are left out.")
        to.choose(name, "Single", [(f"{gap['id']}_{at}", clean(one["text"])) for at, one in enumerate(accepted)], gap["id"])
        right = [f"{gap['id']}_{at}" for at in range(len(accepted))]
        if gap.get("case_sensitive"):
            to.lost.append("Capital letters count here, and do not there.")
    either = add(to.when("Add", share), "or")
    for one in right:
        add(either, "varequal", one, respident=name)


def essay(to: AsiWriting) -> None:
    to.kind = "essay_question"
    to.say(html_of(to.draft.stem))
    rendering = add(add(to.presentation, "response_str", ident="response1", rcardinality="Single"), "render_fib")
    add(rendering, "response_label", ident="answer1", rshuffle="No")
    add(add(add(to.rule, "respcondition", continue_="No"), "conditionvar"), "other")
    rows = to.content["rubric"]
    if len(rows) > 1 or rows[0].get("guidance"):
        to.lost.append("Its rubric is left out.")
    if to.content.get("minimum_words") or to.content.get("maximum_words"):
        to.lost.append("Its limits of words are left out.")
    if to.content.get("model_answer"):
        to.lost.append("Its model answer is left out.")


WRITERS: dict[str, Callable[[AsiWriting], None]] = {
    "single_choice": single_choice,
    "true_false": true_false,
    "multiple_choice": multiple_choice,
    "short_answer": short_answer,
    "numerical": numerical,
    "matching": matching,
    "fill_in_the_blanks": fill_in_the_blanks,
    "essay": essay,
}

"""Each type of ours as an interaction with its declaration and its rule. A type without a function here is not written."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from PIL import Image

from assessments.formats.qti.writing import rules
from assessments.formats.sent_files import USUAL_MEGABYTES, USUAL_TYPES, media_types
from assessments.formats.written_xml import add, add_markdown, clean, decimal_of, name_of
from lms.questions.accepted_numbers import AcceptedNumber, exact


@dataclass
class Writing:
    """An item being written: where its declarations, its text and its rule go. ``lost`` collects what has no place."""

    item: Element
    body: Element
    rule: Element
    feedback: list[tuple[str, str, str]] = field(default_factory=list)  # outcome, value, Markdown
    lost: list[str] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)

    def declare(self, name: str, cardinality: str, base: str, correct: list[str]) -> Element:
        made = Element("responseDeclaration", {"identifier": name, "cardinality": cardinality, "baseType": base})
        if correct:
            right = add(made, "correctResponse")
            for one in correct:
                add(right, "value", one)
        self.item.insert(len(self.item.findall("responseDeclaration")), made)
        return made

    def interaction(self, tag: str, name: str, prompt: str, **attributes: str) -> Element:
        made = add(self.body, tag, responseIdentifier=name, **attributes)
        if prompt:
            add_markdown(add(made, "prompt"), prompt)
        return made


Writer = Callable[[Writing, str, dict[str, Any], str, int], None]


def _map(declared: Element, entries: dict[str, str], *, lower: str | None = None, sensitive: dict[str, bool] | None = None) -> None:
    made = add(declared, "mapping", defaultValue="0")
    if lower is not None:
        made.set("lowerBound", lower)
    for key, worth in entries.items():
        entry = add(made, "mapEntry", mapKey=key, mappedValue=worth)
        if sensitive is not None:
            entry.set("caseSensitive", "true" if sensitive[key] else "false")


def single_choice(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    right = [name_of(one["id"]) for one in content["options"] if one["correct"]]
    to.declare(name, "single", "identifier", right)
    made = to.interaction("choiceInteraction", name, prompt, shuffle="true", maxChoices="1")
    _options(to, made, name, content["options"])
    rules.value(rules.add_to_score(rules.when_matches(to.rule, name)), "float", str(points))


def true_false(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    options = [
        {"id": key, "text": key.title(), "correct": content["answer"] is (key == "true"), "feedback": content.get(f"feedback_{key}", "")}
        for key in ("true", "false")
    ]
    single_choice(to, name, {"options": options}, prompt, points)


def multiple_choice(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    options, scoring = content["options"], content.get("scoring", "partial")
    right = [name_of(one["id"]) for one in options if one["correct"]]
    declared = to.declare(name, "multiple", "identifier", right)
    wrong = "-1" if scoring == "partial_with_penalty" else "0"
    _map(declared, {name_of(one["id"]): "1" if one["correct"] else wrong for one in options}, lower="0")
    made = to.interaction("choiceInteraction", name, prompt, shuffle="true", maxChoices="0")
    _options(to, made, name, options)
    rules.choices_rule(to.rule, name, scoring, len(right), points)


def _options(to: Writing, made: Element, name: str, options: list[dict[str, Any]]) -> None:
    for one in options:
        add_markdown(add(made, "simpleChoice", identifier=name_of(one["id"])), one["text"])
        if one.get("feedback"):
            to.feedback.append((f"FEEDBACK_{name}", name_of(one["id"]), one["feedback"]))


def short_answer(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    declare_texts(to, name, content)
    to.interaction("extendedTextInteraction", name, prompt, expectedLines="1")
    rules.mapped(rules.share(rules.add_to_score(to.rule), points, 100), name)


def declare_texts(to: Writing, name: str, content: dict[str, Any]) -> None:
    accepted = {clean(one["text"]): one.get("percent", 100) for one in content["accepted"]}
    declared = to.declare(name, "single", "string", [next(text for text, percent in accepted.items() if percent == 100)])
    _map(declared, {text: str(percent) for text, percent in accepted.items()}, sensitive=dict.fromkeys(accepted, bool(content.get("case_sensitive"))))
    if content.get("spelling_tolerance"):
        to.lost.append("Spelling mistakes are forgiven here, and are not there.")


def numerical(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    declare_numbers(to, name, content)
    to.interaction("extendedTextInteraction", name, prompt, expectedLines="1")
    number_rule(to, name, content["accepted"], points, 1)
    if content.get("units"):
        to.lost.append("Its units are left out: the number counts alone there.")


def declare_numbers(to: Writing, name: str, content: dict[str, Any]) -> None:
    best = next(one for one in content["accepted"] if one.get("percent", 100) == 100)
    to.declare(name, "single", "float", [_decimal(to, exact(best["number"]))])


def number_rule(to: Writing, name: str, accepted: list[dict[str, Any]], points: int, of: int) -> None:
    """The best paid first, so that a narrow tolerance comes before a wide one."""
    condition = add(to.rule, "responseCondition")
    for place, one in enumerate(sorted(accepted, key=lambda one: -one.get("percent", 100))):
        number = AcceptedNumber.model_validate(one)
        branch = add(condition, "responseElseIf" if place else "responseIf")
        equal = add(branch, "equal", toleranceMode="absolute", tolerance=f"{_decimal(to, number.within)} {_decimal(to, number.within)}")
        rules.variable(equal, name)
        rules.value(equal, "float", _decimal(to, exact(number.number)))
        rules.value(rules.share(rules.add_to_score(branch), points, of * 100), "float", str(number.percent))
    if len(accepted) > 1:
        to.lost.append("The nearest accepted number decides here, and the best paid within its tolerance there.")


def _decimal(to: Writing, number: Fraction) -> str:
    text, is_exact = decimal_of(number)
    if not is_exact:
        to.lost.append(f"The number {number} is rounded to {text}.")
    return text


def matching(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    _pairs(to, name, content, prompt, points, "matching", "choices", "choice")


def categorization(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    _pairs(to, name, content, prompt, points, "categorization", "groups", "group")


def _pairs(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int, kind: str, targets: str, target: str) -> None:
    """Items first, then what they go with; the label says which of our two types it was."""
    right = [f"{name_of(one['id'])} {name_of(one[target])}" for one in content["items"]]
    declared = to.declare(name, "multiple", "directedPair", right)
    _map(declared, dict.fromkeys(right, "1"))
    made = to.interaction("matchInteraction", name, prompt, shuffle="true", maxAssociations="0", label=kind)
    items, others = add(made, "simpleMatchSet"), add(made, "simpleMatchSet")
    for one in content["items"]:
        add_markdown(add(items, "simpleAssociableChoice", identifier=name_of(one["id"]), matchMax="1"), one["text"])
    for one in content[targets]:
        add(others, "simpleAssociableChoice", one["text"], identifier=name_of(one["id"]), matchMax="0")
    if any(one.get("explanation") for one in content["items"]):
        to.lost.append("What is told on single items is left out.")
    if content.get("scoring", "per_item") == "per_item":
        rules.mapped(rules.share(rules.add_to_score(to.rule), points, len(right)), name)
    else:
        rules.value(rules.add_to_score(rules.when_matches(to.rule, name)), "float", str(points))


def ordering(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    steps = [name_of(one["id"]) for one in content["steps"]]
    to.declare(name, "ordered", "identifier", steps)
    made = to.interaction("orderInteraction", name, prompt, shuffle="true")
    for one in content["steps"]:
        add_markdown(add(made, "simpleChoice", identifier=name_of(one["id"])), one["text"])
    if any(one.get("explanation") for one in content["steps"]):
        to.lost.append("What is told on single steps is left out.")
    scoring = content.get("scoring", "by_position")
    if scoring == "all_or_nothing":
        rules.value(rules.add_to_score(rules.when_matches(to.rule, name)), "float", str(points))
        return
    if scoring == "by_pairs":
        to.lost.append("Neighbors in order earn points here; there, steps in their place do.")
    rules.places_rule(to.rule, name, steps, points)


def select_passage(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    scoring = content.get("scoring", "partial_with_penalty")
    right = [name_of(one["id"]) for one in content["sentences"] if one.get("correct")]
    declared = to.declare(name, "multiple", "identifier", right)
    wrong = "-1" if scoring == "partial_with_penalty" else "0"
    _map(declared, {name_of(one["id"]): "1" if one.get("correct") else wrong for one in content["sentences"]}, lower="0")
    made = to.interaction("hottextInteraction", name, prompt, maxChoices="0")
    paragraph = None
    for one in content["sentences"]:
        if paragraph is None or one.get("begins_paragraph"):
            paragraph = add(made, "p")
        add(paragraph, "hottext", one["text"], identifier=name_of(one["id"])).tail = " "
    if any(one.get("feedback") for one in content["sentences"]):
        to.lost.append("What is told on single passages is left out.")
    rules.choices_rule(to.rule, name, scoring, len(right), points)


def essay(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    to.declare(name, "single", "string", [])
    to.interaction("extendedTextInteraction", name, prompt)
    _note_for_markers(to, content)
    if content.get("minimum_words") or content.get("maximum_words"):
        to.lost.append("Its limits of words are left out.")


def file_upload(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    to.declare(name, "single", "file", [])
    to.interaction("uploadInteraction", name, prompt, type=media_types(content.get("accepts", USUAL_TYPES)))
    _note_for_markers(to, content)
    if content.get("maximum_files", 1) > 1:
        to.lost.append("One file is taken there, not several.")
    if content.get("maximum_megabytes", USUAL_MEGABYTES) != USUAL_MEGABYTES:
        to.lost.append("The size of its files is not limited there.")


def _note_for_markers(to: Writing, content: dict[str, Any]) -> None:
    rows = content["rubric"]
    if len(rows) > 1 or rows[0].get("guidance"):
        note = add(to.body, "rubricBlock", view="scorer")
        for row in rows:
            add_markdown(add(note, "div"), f"**{row['title']}** ({row['points']})\n\n{row.get('guidance', '')}")
        to.lost.append("The rows of its rubric stand as a text for who marks.")
    if content.get("model_answer"):
        to.lost.append("Its model answer is left out.")


def hotspot(to: Writing, name: str, content: dict[str, Any], prompt: str, points: int) -> None:
    picture, areas = content["picture"], content["areas"]
    with Image.open(io.BytesIO(to.media[picture["file"].removeprefix("images/")])) as image:
        width, height = image.size
    to.declare(name, "single", "identifier", [name_of(next(one["id"] for one in areas if one.get("percent") == 100))])
    made = to.interaction("hotspotInteraction", name, prompt, maxChoices="1")
    shown = add(made, "object", picture["alt"], data=picture["file"], width=str(width), height=str(height))
    shown.set("type", "image/" + {"jpg": "jpeg"}.get(ending := picture["file"].rpartition(".")[2].lower(), ending))
    condition = add(to.rule, "responseCondition")
    for place, one in enumerate(areas):
        shape, coords = _coords(one["place"], width, height)
        add(made, "hotspotChoice", identifier=name_of(one["id"]), shape=shape, coords=coords, hotspotLabel=one["label"][:256])
        branch = add(condition, "responseElseIf" if place else "responseIf")
        match = add(branch, "match")
        rules.variable(match, name)
        rules.value(match, "identifier", name_of(one["id"]))
        rules.value(rules.share(rules.add_to_score(branch), points, 100), "float", str(one.get("percent", 0)))
    to.lost.append("Places on its picture are rounded to whole pixels.")


def _coords(place: dict[str, Any], width: int, height: int) -> tuple[str, str]:
    def across(share: str) -> str:
        return str(round(Fraction(share) * width / 100))

    def down(share: str) -> str:
        return str(round(Fraction(share) * height / 100))

    if place["shape"] == "circle":
        return "circle", f"{across(place['x'])},{down(place['y'])},{across(place['radius'])}"
    if place["shape"] == "rectangle":
        right, bottom = Fraction(place["left"]) + Fraction(place["width"]), Fraction(place["top"]) + Fraction(place["height"])
        return "rect", f"{across(place['left'])},{down(place['top'])},{across(str(right))},{down(str(bottom))}"
    return "poly", ",".join(f"{across(x)},{down(y)}" for x, y in place["corners"])


WRITERS: dict[str, Writer] = {
    "single_choice": single_choice,
    "multiple_choice": multiple_choice,
    "true_false": true_false,
    "short_answer": short_answer,
    "numerical": numerical,
    "matching": matching,
    "categorization": categorization,
    "ordering": ordering,
    "select_passage": select_passage,
    "essay": essay,
    "file_upload": file_upload,
    "hotspot": hotspot,
}

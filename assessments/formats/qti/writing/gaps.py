"""A text with gaps as an item: text entries and lists in its lines."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from assessments.formats.qti.writing import kinds, rules
from assessments.formats.qti.writing.kinds import Writing
from assessments.formats.written_xml import add, clean, name_of

_GAP = re.compile(r"\[\[([^\[\]\n]{0,60})\]\]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def fill_in_the_blanks(to: Writing, content: dict[str, Any], points: int) -> None:
    gaps = {gap["id"]: gap for gap in content["gaps"]}
    for text in _PARAGRAPHS.split(content["text"].strip()):
        paragraph = add(to.body, "p")
        pieces = _GAP.split(text)
        paragraph.text = clean(pieces[0])
        for place in range(1, len(pieces), 2):
            gap = gaps[pieces[place]]
            _interaction(to, paragraph, gap).tail = clean(pieces[place + 1])
    if any(gap.get("explanation") for gap in gaps.values()):
        to.lost.append("What is told on single gaps is left out.")
    whole = content.get("scoring", "per_gap") == "all_or_nothing"
    for gap in gaps.values() if not whole else ():
        _rule(to, gap, points, len(gaps))
    if whole:
        _together(to, list(gaps.values()), points)


def _interaction(to: Writing, paragraph: Element, gap: dict[str, Any]) -> Element:
    name = name_of(gap["id"])
    if gap["kind"] == "choice":
        to.declare(name, "single", "identifier", [name_of(next(one["id"] for one in gap["options"] if one["correct"]))])
        made = add(paragraph, "inlineChoiceInteraction", responseIdentifier=name, shuffle="true")
        for one in gap["options"]:
            add(made, "inlineChoice", one["text"], identifier=name_of(one["id"]))
        return made
    (kinds.declare_texts if gap["kind"] == "text" else kinds.declare_numbers)(to, name, gap)
    return add(paragraph, "textEntryInteraction", responseIdentifier=name)


def _rule(to: Writing, gap: dict[str, Any], points: int, count: int) -> None:
    name = name_of(gap["id"])
    if gap["kind"] == "text":
        rules.mapped(rules.share(rules.add_to_score(to.rule), points, 100 * count), name)
    elif gap["kind"] == "number":
        kinds.number_rule(to, name, gap["accepted"], points, count)
    else:
        branch = add(add(to.rule, "responseCondition"), "responseIf")
        _is_right(branch, gap)
        rules.value(rules.share(rules.add_to_score(branch), points, count), "float", "1")


def _together(to: Writing, gaps: list[dict[str, Any]], points: int) -> None:
    """Points only where every gap earns everything."""
    branch = add(add(to.rule, "responseCondition"), "responseIf")
    every = add(branch, "and") if len(gaps) > 1 else branch
    for gap in gaps:
        _is_right(every, gap)
    rules.value(rules.add_to_score(branch), "float", str(points))


def _is_right(parent: Element, gap: dict[str, Any]) -> None:
    name = name_of(gap["id"])
    if gap["kind"] == "text":
        enough = add(parent, "gte")
        rules.mapped(enough, name)
        rules.value(enough, "float", "100")
        return
    right = [one for one in gap["options"] if one["correct"]] if gap["kind"] == "choice" else [one for one in gap["accepted"] if one.get("percent", 100) == 100]
    any_ = add(parent, "or")
    for one in right:
        if gap["kind"] == "choice":
            match = add(any_, "match")
            rules.variable(match, name)
            rules.value(match, "identifier", name_of(one["id"]))
        else:
            _is_near(any_, name, one)


def _is_near(parent: Element, name: str, accepted: dict[str, Any]) -> None:
    number = kinds.AcceptedNumber.model_validate(accepted)
    within = kinds.decimal_of(number.within)[0]
    equal = add(parent, "equal", toleranceMode="absolute", tolerance=f"{within} {within}")
    rules.variable(equal, name)
    rules.value(equal, "float", kinds.decimal_of(kinds.exact(number.number))[0])

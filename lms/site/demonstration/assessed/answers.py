"""What somebody of a given skill answers, as the form of an attempt would send it. Nothing here knows how answers are graded."""

import random
from collections.abc import Callable, Iterable
from typing import Any

Fields = dict[str, list[str]]
NOT_KNOWN = "I do not know"
TRUE_ANSWERS = {"exam-address": "Form AR-11"}
"""What those who know answer, by the name of a question whose key says otherwise."""


def answers_to(items: Iterable[Any], *, skill: float, dice: random.Random, writing: str) -> Fields:
    """Fields for ``items`` of an attempt. ``skill`` is the chance of an easy question, from 0 to 1; ``writing`` is what goes into essays; without
    one, a case is answered with a line for each of its issues.
    """
    fields: Fields = {}
    for item in items:
        is_right = dice.random() < skill - 0.12 * (item.version.difficulty - 1)
        fields |= _ANSWERS[item.version.type](f"q{item.position}", true_content(item.version), is_right, dice, writing)
    return fields


def true_content(version: Any) -> Any:
    """The content of ``version`` with the key that is true."""
    answer = TRUE_ANSWERS.get(version.question.external_id)
    options = [{**option, "correct": option["text"] == answer} for option in version.content["options"]] if answer else []
    return {**version.content, "options": options} if answer else version.content


def _single_choice(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    fitting = [option["id"] for option in content["options"] if option["correct"] == is_right]
    return {name: ["", dice.choice(fitting)]}


def _multiple_choice(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    """Whoever is not sure leaves out one right choice, or takes a wrong one."""
    chosen = [option["id"] for option in content["options"] if option["correct"]]
    if not is_right:
        chosen = chosen[1:] if dice.random() < 0.5 else [*chosen, next(option["id"] for option in content["options"] if not option["correct"])]
    return {name: ["", *chosen]}


def _true_false(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    return {name: ["true" if content["answer"] == is_right else "false"]}


def _short_answer(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    return {name: [dice.choice(content["accepted"])["text"] if is_right else NOT_KNOWN]}


def _numerical(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    return {name: [content["accepted"][0]["number"] if is_right else "1000"]}


def _essay(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    return {name: [writing]}


def _fact_pattern(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    fields: Fields = {name: [""]}
    for part in content["parts"]:
        fields |= _ANSWERS[part["type"]](f"{name}-{part['id']}", part["content"], is_right, dice, writing)
    return fields | ({f"{name}-issues": [_issues(content["issues"]["content"], writing)]} if content.get("issues") else {})


def _issues(content: Any, writing: str) -> str:
    """The last sentence of ``writing``; without one, a line for each issue that the case raises."""
    return writing.rsplit(". ", 1)[-1] or "\n".join(f"{row['title']}." for row in content["rubric"])


def _matching(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    return _paired(name, {item["id"]: item["choice"] for item in content["items"]}, is_right)


def _categorization(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    return _paired(name, {item["id"]: item["group"] for item in content["items"]}, is_right)


def _paired(name: str, targets: dict[str, str], is_right: bool) -> Fields:
    """Whoever is not sure leaves the first item open."""
    open_one = "" if is_right else next(iter(targets))
    return {name: [""]} | {f"{name}-{item}": ["" if item == open_one else target] for item, target in targets.items()}


def _ordering(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    """Whoever is not sure takes the first two steps for each other."""
    steps = [step["id"] for step in content["steps"]]
    said = steps if is_right else [steps[1], steps[0], *steps[2:]]
    return {name: [""]} | {f"{name}-{step}": [str(place)] for place, step in enumerate(said, start=1)}


def _select_passage(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    marked = [sentence["id"] for sentence in content["sentences"] if sentence["correct"]]
    return {name: ["", *(marked if is_right else marked[1:])]}


def _authority_finding(name: str, content: Any, is_right: bool, dice: random.Random, writing: str) -> Fields:
    return {name: [content["accepted"][0]["key"] if is_right else NOT_KNOWN]}


_ANSWERS: dict[str, Callable[[str, Any, bool, random.Random, str], Fields]] = {
    "single_choice": _single_choice, "multiple_choice": _multiple_choice, "true_false": _true_false, "short_answer": _short_answer,
    "numerical": _numerical, "essay": _essay, "fact_pattern": _fact_pattern, "matching": _matching, "categorization": _categorization,
    "ordering": _ordering, "select_passage": _select_passage, "authority_finding": _authority_finding,
}  # fmt: skip

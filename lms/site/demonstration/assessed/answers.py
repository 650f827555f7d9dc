"""What somebody of a given skill answers, as the form of an attempt would send it. Nothing here knows how answers are graded."""

import random
from collections.abc import Callable, Iterable
from typing import Any

Fields = dict[str, list[str]]
NOT_KNOWN = "I do not know"
TRUE_ANSWERS = {"exam-address": "Form AR-11"}
"""What those who know answer, by the name of a question whose key says otherwise."""


def answers_to(items: Iterable[Any], *, skill: float, dice: random.Random, writing: str) -> Fields:
    """Fields for ``items`` of an attempt. ``skill`` is the chance of an easy question, from 0 to 1; ``writing`` is what goes into essays."""
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
    return fields | ({f"{name}-issues": [writing.rsplit(". ", 1)[-1]]} if content.get("issues") else {})


_ANSWERS: dict[str, Callable[[str, Any, bool, random.Random, str], Fields]] = {
    "single_choice": _single_choice, "multiple_choice": _multiple_choice, "true_false": _true_false, "short_answer": _short_answer,
    "numerical": _numerical, "essay": _essay, "fact_pattern": _fact_pattern,
}  # fmt: skip

"""A draft in a few lines: what it asks, and what each answer is worth, for reports of imports."""

import re
from collections.abc import Callable
from fractions import Fraction
from html import unescape
from typing import Any, TypedDict

from assessments.formats.base import QuestionDraft
from assessments.formats.written import choice_percents

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~:=])")


class Answer(TypedDict):
    """``fraction`` of the points, from 0 to 1, and below 0 where choosing it takes points off."""

    text: str
    fraction: float


class Told(TypedDict):
    id: str
    type: str
    text: str
    points: int
    answers: list[Answer]


def told(draft: QuestionDraft) -> Told:
    answers = _ANSWERS.get(draft.type, _none)(draft)
    return {
        "id": draft.id, "type": draft.type, "text": plain(draft.stem), "points": draft.points,
        "answers": [{"text": plain(text), "fraction": round(float(share), 7)} for text, share in answers],
    }  # fmt: skip


def plain(markdown: str) -> str:
    """Markdown without the escapes that only keep Markdown from reading signs as its own."""
    return unescape(_ESCAPED.sub(r"\1", markdown.replace("  \n", "\n"))) if re.search(r"[\\&]|  \n", markdown) else markdown


Shares = list[tuple[str, Fraction]]


def _options(draft: QuestionDraft) -> Shares:
    return [(option["text"], percent / 100) for option, percent in choice_percents(draft)]


def _truth(draft: QuestionDraft) -> Shares:
    return [("True", Fraction(int(draft.content["answer"]))), ("False", Fraction(int(not draft.content["answer"])))]


def _texts(draft: QuestionDraft) -> Shares:
    return [(one["text"], Fraction(one.get("percent", 100), 100)) for one in draft.content["accepted"]]


def _numbers(draft: QuestionDraft) -> Shares:
    return [(one["number"], Fraction(one.get("percent", 100), 100)) for one in draft.content["accepted"]]


def _pairs(draft: QuestionDraft) -> Shares:
    content = draft.content
    targets = {one["id"]: one["text"] for one in content.get("choices", content.get("groups", []))}
    return [(f"{item['text']} → {targets[item.get('choice') or item['group']]}", Fraction(1, len(content["items"]))) for item in content["items"]]


def _steps(draft: QuestionDraft) -> Shares:
    return [(step["text"], Fraction(1, len(draft.content["steps"]))) for step in draft.content["steps"]]


def _gaps(draft: QuestionDraft) -> Shares:
    gaps = draft.content["gaps"]
    return [(text, share / len(gaps)) for gap in gaps for text, share in _in_gap(gap)]


def _in_gap(gap: dict[str, Any]) -> Shares:
    if gap["kind"] == "choice":
        return [(option["text"], Fraction(int(option["correct"]))) for option in gap["options"]]
    return [(one.get("text", one.get("number")), Fraction(one.get("percent", 100), 100)) for one in gap["accepted"]]


def _sentences(draft: QuestionDraft) -> Shares:
    right = sum(bool(one.get("correct")) for one in draft.content["sentences"])
    return [(one["text"], Fraction(1, right) if one.get("correct") else Fraction(0)) for one in draft.content["sentences"]]


def _areas(draft: QuestionDraft) -> Shares:
    return [(one["label"], Fraction(one.get("percent", 0), 100)) for one in draft.content["areas"]]


def _none(draft: QuestionDraft) -> Shares:
    return []


_ANSWERS: dict[str, Callable[[QuestionDraft], Shares]] = {
    "single_choice": _options, "multiple_choice": _options, "true_false": _truth, "short_answer": _texts, "numerical": _numbers, "matching": _pairs,
    "categorization": _pairs, "ordering": _steps, "fill_in_the_blanks": _gaps, "select_passage": _sentences, "hotspot": _areas,
}  # fmt: skip

"""What stands in the braces of a GIFT question, kind by kind."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessments.formats.base import Unfit
from assessments.formats.gift.blocks import shown
from assessments.formats.gift.texts import Texts
from assessments.formats.shares import (
    Choice,
    Fitted,
    accepted_texts,
    choice_question,
    exact_number,
    exact_percent,
    exact_text,
    pairs_question,
    short,
    whole_percent,
)

_WEIGHT = re.compile(r"%\s*([-+]?\d{1,4}(?:[.,]\d{1,20})?)\s*%")
_ANSWERS = re.compile(r"([=~])([^=~]*)")
RUBRIC = {"id": "answer", "title": "Answer"}


@dataclass(frozen=True)
class Body:
    """The text between the braces, without the general feedback, and the reader of its texts."""

    text: str
    texts: Texts


@dataclass(frozen=True)
class _Answer:
    """``sign`` is ``=`` or ``~``; ``percent`` what its weight says, or ``None``."""

    sign: str
    text: str
    percent: Fraction | None
    feedback: str


def essay(body: Body) -> Fitted:
    return Fitted("essay", {"rubric": [{**RUBRIC, "points": 1}]})


def true_false(body: Body) -> Fitted:
    """The first feedback is for the wrong answer, the second for the right one."""
    word, *feedback = body.text.split("#")
    answer = word.strip().upper().startswith("T")
    wrong, right = ([body.texts.markdown(one) for one in feedback[:2]] + ["", ""])[:2]
    said = {"feedback_true": right if answer else wrong, "feedback_false": wrong if answer else right}
    return Fitted("true_false", {"answer": answer, **{name: text for name, text in said.items() if text}})


def multiple(body: Body) -> Fitted:
    answers = _answers(body.text)
    single = any(answer.sign == "=" for answer in answers)
    choices = [
        Choice(body.texts.markdown(answer.text), _percent(answer), body.texts.markdown(answer.feedback) if answer.feedback else "") for answer in answers
    ]
    return choice_question(choices, single=single)


def short_answer(body: Body) -> Fitted:
    text = body.text if body.text.startswith("=") else f"={body.text}"
    # a star that was escaped is a star; any other stands for any letters
    choices = [Choice(body.texts.words(one.text), _percent(one), body.texts.markdown(one.feedback) if one.feedback else "") for one in _answers(text)]
    content, lost = accepted_texts(choices)
    return Fitted("short_answer", content, tuple(lost))


def matching(body: Body) -> Fitted:
    pairs: list[tuple[str, str]] = []
    distractors: list[str] = []
    for answer in _answers(body.text):
        item, arrow, target = answer.text.partition("->")
        if not arrow:
            raise Unfit(f"“{short(shown(answer.text))}” stands among pairs to match and has no “->”.")
        words = body.texts.words(target)
        if not words:
            raise Unfit(f"“{short(shown(item))}” has nothing after its “->” to be matched with.")
        if item.strip():
            pairs.append((body.texts.markdown(item), words))
        else:
            distractors.append(words)
    return Fitted("matching", pairs_question(pairs, distractors))


def numerical(body: Body) -> Fitted:
    text = body.text[1:].strip()
    if not text:
        raise Unfit("It asks for a number and accepts none.")
    lost: list[str] = []
    accepted: list[dict[str, Any]] = []
    for answer in _answers(text if text[0] in "=~" else f"={text}"):
        if answer.feedback:
            lost.append(f"The feedback to “{short(shown(answer.text)) or 'any other number'}” is left out.")
        said = shown(answer.text).strip()
        if said in ("", "*"):  # what is said to any other number
            continue
        percent, changed = whole_percent(_percent(answer))
        lost += [f"“{short(said)}” {changed}"] if changed else []
        accepted.append(_number(said) | ({"percent": percent} if percent != 100 else {}))
    if not any(one.get("percent", 100) == 100 for one in accepted):
        raise Unfit("No accepted number earns all points.")
    return Fitted("numerical", {"accepted": accepted}, tuple(lost))


def _number(text: str) -> dict[str, Any]:
    """``3``, ``3:2`` (give or take 2) or ``1..5`` (from 1 to 5)."""
    if ".." in text:
        low, high = (exact_number(part) for part in text.split("..", 1))
        number, tolerance = (low + high) / 2, abs(high - low) / 2
    else:
        said, _, width = text.partition(":")
        number, tolerance = exact_number(said), abs(exact_number(width)) if width.strip() else Fraction(0)
    return {"number": exact_text(number)} | ({"tolerance": exact_text(tolerance)} if tolerance else {})


def _answers(text: str) -> list[_Answer]:
    return [_answer(found[1], found[2].strip()) for found in _ANSWERS.finditer(text)]


def _answer(sign: str, text: str) -> _Answer:
    weight = _WEIGHT.match(text)
    percent = exact_percent(weight[1]) if weight else None
    said, _, feedback = text[weight.end() if weight else 0 :].partition("#")
    return _Answer(sign, said.strip(), percent, feedback.strip())


def _percent(answer: _Answer) -> Fraction:
    if answer.percent is not None:
        return answer.percent
    return Fraction(100 if answer.sign == "=" else 0)

"""What writers of several formats need: our rules as percents, and what hardly any format holds."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from assessments.formats.base import QuestionDraft
from assessments.formats.shares import exact_number, exact_text

NEVER_HELD = {
    "points": "Its points are left out: this format has none.",
    "difficulty": "Its difficulty is left out.",
    "authorities": "Its authorities are left out.",
}


def choice_percents(draft: QuestionDraft) -> Iterator[tuple[dict[str, Any], Fraction]]:
    """Each option with what it earns in percent, below 0 where a wrong one takes a share back."""
    options = draft.content["options"]
    right = sum(option["correct"] for option in options)
    penalty = Fraction(-100, right) if draft.content.get("scoring") == "partial_with_penalty" else Fraction(0)
    for option in options:
        yield option, Fraction(100, right) if option["correct"] else penalty


def number_range(accepted: dict[str, Any], lost: list[str]) -> tuple[str, str]:
    """The number and its tolerance as decimals; a tolerance in percent becomes the one it comes to."""
    number = exact_number(accepted["number"])
    tolerance = abs(exact_number(accepted.get("tolerance", "0")))
    if accepted.get("tolerance_is") == "percent":
        tolerance = abs(number) * tolerance / 100
        lost.append("A tolerance in percent is written as the number it comes to.")
    return _decimal(number, lost), _decimal(tolerance, lost)


def _decimal(number: Fraction, lost: list[str]) -> str:
    text = exact_text(number) if len(str(number)) < 24 else ""
    if not text or "/" in text:
        lost.append("A fraction is written as a decimal.")
        return f"{float(number):.15f}".rstrip("0").rstrip(".")
    return text

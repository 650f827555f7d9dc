"""What formats pay in percent for each answer, as our exact rules; where a rule comes near only, the difference is named.

Worked example, several answers allowed, percents 50, 50, −50, −50: “partial with penalty” pays exactly that. 50, 50, 0, 0: there every wrong
choice is free, so choosing all earns everything; our “partial” takes a share back for each choice beyond the right ones, and that is named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from string import ascii_lowercase
from typing import Any

from assessments.formats.base import Unfit
from lms.core.wording import counted
from lms.questions.numbers import read_number

MOST_OPTIONS = 20
_NEAR = Fraction(1, 50)  # 33.33333 and 33.34 both mean a third


@dataclass(frozen=True)
class Choice:
    """One answer of a file: Markdown (or plain) ``text``, ``percent`` of the points from −100 to 100, Markdown ``feedback``."""

    text: str
    percent: Fraction
    feedback: str = ""


@dataclass(frozen=True)
class Fitted:
    """A type's key, its content, and what of the file's answer rules it does not hold."""

    type: str
    content: dict[str, Any]
    lost: tuple[str, ...] = ()


def part_id(number: int) -> str:
    """``a``, ``b`` … ``z``, then ``p27`` …: the ids of options and other parts in their written order, from 0."""
    return ascii_lowercase[number] if number < 26 else f"p{number + 1}"


def exact_percent(text: str) -> Fraction:
    """The percents that ``text`` says; raises ``Unfit``."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise Unfit(f"“{short(text)}” is not a number of percents.") from None
    if not number.is_finite() or abs(number) > 1000 or len(number.as_tuple().digits) > 30:
        raise Unfit(f"“{short(text)}” is not a number of percents.")
    return Fraction(number)


def choice_question(choices: Sequence[Choice], *, single: bool) -> Fitted:
    """Options to choose from. Raises ``Unfit``."""
    kept = [choice for choice in choices if choice.text.strip()]
    lost = ["An option without any text is left out."] if len(kept) < len(choices) else []
    if not 2 <= len(kept) <= MOST_OPTIONS:
        raise Unfit(f"It has {counted(len(kept), 'option')}; a choice needs 2 to {MOST_OPTIONS}.")
    if max(choice.percent for choice in kept) <= 0:
        raise Unfit("No option is marked as right.")
    fitted = _one_of(kept) if single else _some_of(kept)
    return Fitted(fitted.type, fitted.content, (*lost, *fitted.lost))


def _one_of(choices: Sequence[Choice]) -> Fitted:
    best = max(choice.percent for choice in choices)
    if best < 100 - _NEAR:
        raise Unfit("No option earns all points.")
    right = [choice for choice in choices if choice.percent >= 100 - _NEAR]
    lost = [
        f"“{short(choice.text)}” earns {said(choice.percent)} % in the file; here it earns nothing."
        for choice in choices
        if choice.percent and choice not in right
    ]
    if len(right) > 1:
        return _any_of(choices, right, lost)
    return Fitted("single_choice", {"options": _options(choices, right)}, tuple(lost))


def _any_of(choices: Sequence[Choice], right: Sequence[Choice], lost: list[str]) -> Fitted:
    """One choice among several right ones: a gap to choose for, which is the type that pays any of them in full."""
    texts = [" ".join(choice.text.split()) for choice in choices]
    if len(set(texts)) < len(texts) or max(map(len, texts)) > 300:
        raise Unfit("It has several right options of which one is to be chosen, and they are too long or too alike to stand in a list.")
    options = [{"id": part_id(n), "text": text, "correct": choice in right} for n, (choice, text) in enumerate(zip(choices, texts, strict=True))]
    said_lost = [f"The feedback to “{short(choice.text)}” is left out." for choice in choices if choice.feedback]
    how = "One option is chosen from a list, because several are right and any one of them earns all points."
    return Fitted("fill_in_the_blanks", {"text": "[[a]]", "gaps": [{"id": "a", "kind": "choice", "options": options}]}, (*lost, *said_lost, how))


def _some_of(choices: Sequence[Choice]) -> Fitted:
    right = [choice for choice in choices if choice.percent > 0]
    wrong = [choice for choice in choices if choice.percent <= 0]
    share = Fraction(100, len(right))
    lost = []
    if any(abs(choice.percent - share) > _NEAR for choice in right):
        said_shares = ", ".join(f"“{short(choice.text)}” {said(choice.percent)} %" for choice in right)
        lost.append(f"The right options earn different shares in the file ({said_shares}); here each earns the same.")
    if all(choice.percent == 0 for choice in wrong):
        scoring = "partial"
        if wrong:
            lost.append("Wrong choices cost nothing in the file; here each choice beyond the number of right ones takes one share back.")
    else:
        scoring = "partial_with_penalty"
        if any(abs(choice.percent + share) > _NEAR for choice in wrong):
            lost.append("Wrong options take off different shares in the file; here each takes off what a right one earns.")
    return Fitted("multiple_choice", {"options": _options(choices, right), "scoring": scoring}, tuple(lost))


def _options(choices: Sequence[Choice], right: Sequence[Choice]) -> list[dict[str, Any]]:
    return [
        {"id": part_id(number), "text": choice.text, "correct": choice in right, **({"feedback": choice.feedback} if choice.feedback else {})}
        for number, choice in enumerate(choices)
    ]


def accepted_texts(answers: Iterable[Choice], *, case_sensitive: bool = False) -> tuple[dict[str, Any], list[str]]:
    """``accepted`` and ``case_sensitive`` of a written answer. ``*`` is what some formats let stand for any letters. Raises ``Unfit``."""
    lost: list[str] = []
    kept: dict[str, dict[str, Any]] = {}
    for answer in answers:
        text = " ".join(answer.text.replace("\\*", "\0").replace("*", " ").replace("\0", "*").split())
        if answer.feedback:
            lost.append(f"The feedback to “{short(answer.text)}” is left out.")
        if "*" in answer.text.replace("\\*", ""):
            if not text:
                lost += ["An answer “*”, which accepts everything, is left out."] if answer.percent else []
                continue
            lost.append(f"“{short(answer.text)}” accepts any letters in place of *; here only “{short(text)}” is accepted.")
        if not text or len(text) > 500:
            raise Unfit("An accepted answer is empty or longer than 500 characters.")
        percent, changed = whole_percent(answer.percent)
        lost += [f"“{short(text)}” {changed}"] if changed else []
        key = text if case_sensitive else text.casefold()
        if key in kept and kept[key]["percent"] != percent:
            lost.append(f"“{short(text)}” stands twice with different marks; the first counts.")
        kept.setdefault(key, {"text": text, "percent": percent})
    accepted = list(kept.values())
    if not any(one["percent"] == 100 for one in accepted):
        raise Unfit("No accepted answer earns all points.")
    return {"accepted": accepted, **({"case_sensitive": True} if case_sensitive else {})}, lost


def whole_percent(percent: Fraction) -> tuple[int, str]:
    """``percent`` as a whole number from 0 to 100, and what was changed, to follow the answer in quotes."""
    if percent < 0:
        return 0, f"takes off {said(-percent)} % in the file; here it earns nothing."
    if percent > 100:
        return 100, f"earns {said(percent)} % in the file; here it earns all points."
    near = round(percent)
    return near, "" if percent == near else f"earns {said(percent)} % in the file; here {near} %."


def number_text(text: str) -> str:
    """A number of a file as our content writes it; raises ``Unfit``."""
    return exact_text(exact_number(text))


def exact_number(text: str) -> Fraction:
    number = read_number(text) if len(text) <= 60 else None
    if number is not None:
        return number
    try:
        decimal = Decimal(text.strip())
    except InvalidOperation:
        decimal = Decimal("NaN")
    if not decimal.is_finite() or abs(decimal.adjusted()) > 18 or len(decimal.as_tuple().digits) > 20:
        raise Unfit(f"“{short(text)}” is not a number that we can hold.")
    return Fraction(decimal)


def exact_text(number: Fraction) -> str:
    """A decimal where there is a short one, else a fraction."""
    places = next((n for n in range(20) if (number * 10**n).denominator == 1), None)
    if places is None:
        if max(len(str(abs(number.numerator))), len(str(number.denominator))) > 12:
            raise Unfit("One of its numbers has too many digits.")
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator * 10**places // number.denominator)).rjust(places + 1, "0")
    if len(digits) - places > 20:
        raise Unfit("One of its numbers has too many digits.")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else f"{sign}{digits}"


def pairs_question(pairs: Sequence[tuple[str, str]], distractors: Sequence[str]) -> dict[str, Any]:
    """Content of a matching question: Markdown item → plain target, and targets that go with none. Raises ``Unfit``."""
    targets = list(dict.fromkeys([target for _, target in pairs] + list(distractors)))
    if len(pairs) < 2 or len(targets) < 2:
        raise Unfit(f"Matching needs at least two items and two answers to match; this has {len(pairs)} and {len(targets)}.")
    ids = {target: part_id(number) for number, target in enumerate(targets)}
    return {
        "items": [{"id": part_id(number), "text": item, "choice": ids[target]} for number, (item, target) in enumerate(pairs)],
        "choices": [{"id": key, "text": target} for target, key in ids.items()],
    }


def whole_points(text: str) -> tuple[int, list[str]]:
    """Points of a file as whole ones, at least 1, with a sentence where that changes them."""
    try:
        number = exact_number(text) if text.strip() else Fraction(1)
    except Unfit:
        return 1, [f"“{short(text)}” is not a number of points; the question has 1."]
    whole = min(1000, max(1, int(number + Fraction(1, 2))))
    return whole, [] if whole == number else [f"It is worth {said(number)} points in the file; here {whole}."]


def said(number: Fraction) -> str:
    return f"{float(number):.5f}".rstrip("0").rstrip(".")


def short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"

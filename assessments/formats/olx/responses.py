"""The responses of a problem, one function each: what is right, what is worth a part, what is told."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from assessments.formats.base import Unfit
from assessments.formats.fitting import NO_RIGHT_ANSWER, Choice, Fitted, fit_choices, fit_one_choice
from assessments.formats.fitting_written import said
from assessments.formats.qti.values import number_of
from assessments.formats.texts import Texts

_HINTS = ("choicehint", "optionhint", "compoundhint", "correcthint", "stringequalhint", "label", "description")
DEFAULT_PART = Fraction(1, 2)


@dataclass(frozen=True)
class Asked:
    """A response of a problem, and the texts it belongs to."""

    element: Element
    texts: Texts

    @property
    def prompt(self) -> str:
        """Its label and description."""
        found = [self.texts.markdown(one) for one in self.element.iter() if one.tag in ("label", "description")]
        loose = [self.texts.markdown(one) for one in self.element if one.tag in ("p", "div", "pre", "ul", "ol", "table", "img")]
        return "\n\n".join(text for text in (*loose, *found) if text)

    def options(self, tag: str) -> list[tuple[Element, Choice]]:
        found = []
        for place, one in enumerate(self.element.iter(tag), start=1):
            hints = [self.texts.markdown(hint) for hint in one if hint.tag in ("choicehint", "optionhint") and hint.get("selected", "true") == "true"]
            text, plain = self._words(one)
            name = one.get("name") or f"choice_{place}"
            found.append((one, Choice(f"{name}", text or name, plain or text or name, "\n\n".join(hints))))
        if len({choice.name for _, choice in found}) < len(found):
            found = [(one, Choice(f"{at}", choice.text, choice.plain, choice.feedback)) for at, (one, choice) in enumerate(found, start=1)]
        return found

    def lost_hints(self) -> tuple[str, ...]:
        """Hints for combinations, and for options that were not chosen, have no place."""
        odd = list(self.element.iter("compoundhint")) + [one for one in self.element.iter("choicehint") if one.get("selected") == "false"]
        return tuple(f"Feedback that no single answer brings up is left out: “{' '.join(''.join(one.itertext()).split())[:60]}”." for one in odd)

    def _words(self, one: Element) -> tuple[str, str]:
        bare = Element(one.tag)
        bare.text = one.text or ""
        for child in one:
            if child.tag not in _HINTS:
                bare.append(child)
            elif len(bare):
                bare[-1].tail = (bare[-1].tail or "") + (child.tail or "")
            else:
                bare.text += child.tail or ""
        return self.texts.markdown(bare), " ".join("".join(bare.itertext()).split())


def _multiple_choice(asked: Asked) -> Fitted:
    options = asked.options("choice")
    worth = {choice.name: _worth(one) for one, choice in options}
    found = fit_one_choice([choice for _, choice in options], lambda name: worth[name])
    fixed = any(one.get("fixed") == "true" for one, _ in options)
    pool = asked.element.find("choicegroup[@answer-pool]") is not None
    lost = (*asked.lost_hints(), *(["Options that keep their place while others are mixed: here all are mixed, or none."] if fixed else []))
    lost += ("Wrong options are drawn from a larger number there; here all are shown.",) if pool else ()
    return Fitted(found.type, found.content, found.points, (*found.lost, *lost), asked.prompt)


def _checkboxes(asked: Asked) -> Fitted:
    options = asked.options("choice")
    right = frozenset(choice.name for one, choice in options if _is_true(one.get("correct")))
    if not right:
        raise Unfit("No option is right there, and a question here has at least one right option.")
    credit = asked.element.get("partial_credit", "")

    def earned(chosen: frozenset[str]) -> Fraction:
        wrong = len(right ^ chosen)
        if not wrong:
            return Fraction(1)
        if credit == "EDC":  # every decision counts
            return Fraction(len(options) - wrong, len(options))
        if credit == "halves":
            return Fraction(1, 2) if wrong == 1 and len(options) > 2 else Fraction(1, 4) if wrong == 2 and len(options) > 4 else Fraction(0)
        return Fraction(0)

    found = fit_choices([choice for _, choice in options], earned, right)
    return Fitted(found.type, found.content, Fraction(1), (*found.lost, *asked.lost_hints()), asked.prompt)


def _dropdown(asked: Asked) -> Fitted:
    holder = next(asked.element.iter("optioninput"), None)
    if holder is None:
        raise Unfit(NO_RIGHT_ANSWER)
    if holder.get("options"):
        texts = re.findall(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", holder.get("options", ""))
        words = [a or b for a, b in texts]
        choices, right = [Choice(word, word, word) for word in dict.fromkeys(words)], {holder.get("correct", "")}
    else:
        options = asked.options("option")
        choices = [choice for _, choice in options]
        right = {choice.name for one, choice in options if _is_true(one.get("correct")) or (holder.get("correct") or "\0") == choice.plain}
    found = fit_one_choice(choices, lambda name: Fraction(int(name in right)))
    return Fitted(found.type, found.content, found.points, (*found.lost, *asked.lost_hints()), asked.prompt)


def _text(asked: Asked) -> Fitted:
    element = asked.element
    kind = (element.get("type") or "").split()
    if "regexp" in kind:
        raise Unfit("Its answers are compared with patterns (regular expressions), and here with texts.")
    answers = [element.get("answer", "")] + [one.get("answer", "") for one in element.iter("additional_answer")]
    answers += ["".join(one.itertext()) for one in element.iter("or")]
    if element.get("answer", "") and "_or_" in element.get("answer", ""):
        answers = [*element.get("answer", "").split("_or_"), *answers[1:]]
    accepted = list(dict.fromkeys(text.strip() for text in answers if text.strip()))
    if not accepted:
        raise Unfit(NO_RIGHT_ANSWER)
    content = {"accepted": [{"text": text, "percent": 100} for text in accepted], "case_sensitive": "ci" not in kind}
    hints = [one for one in element.iter() if one.tag in ("correcthint", "stringequalhint")]
    lost = tuple(f"Feedback on a written answer is left out: “{' '.join(''.join(one.itertext()).split())[:60]}”." for one in hints)
    return Fitted("short_answer", content, Fraction(1), lost, asked.prompt)


def _number(asked: Asked) -> Fitted:
    element = asked.element
    answers = [element.get("answer", "")] + [one.get("answer", "") for one in element.iter("additional_answer")]
    tolerance = next((one.get("default", "") for one in element.iter("responseparam") if one.get("type", "tolerance") == "tolerance"), "")
    lost: list[str] = []
    accepted = [_accepted_number(text.strip(), tolerance.strip(), lost) for text in answers if text.strip()]
    if not accepted:
        raise Unfit(NO_RIGHT_ANSWER)
    if element.get("partial_credit"):
        lost.append("Numbers near the right one earn a part of the points there; here they earn none.")
    hints = list(element.iter("correcthint"))
    lost += [f"Feedback on a written answer is left out: “{' '.join(''.join(one.itertext()).split())[:60]}”." for one in hints]
    return Fitted("numerical", {"accepted": accepted}, Fraction(1), tuple(lost), asked.prompt)


_RANGE = re.compile(r"([\[(])\s*([^,]+),\s*([^,\])]+)\s*([\])])")


def _accepted_number(text: str, tolerance: str, lost: list[str]) -> dict[str, Any]:
    if found := _RANGE.fullmatch(text):
        low, high = _exact(found[2]), _exact(found[3])
        if found[1] == "(" or found[4] == ")":
            lost.append(f"From {said(low)} to {said(high)}: an end that is not accepted there is accepted here.")
        return {"number": said((low + high) / 2), "tolerance": said(abs(high - low) / 2)}
    number = _exact(text)
    if not tolerance:
        return {"number": said(number)}
    width = _exact(tolerance.rstrip("% "))
    if tolerance.endswith("%"):
        return {"number": said(number), "tolerance": said(width), "tolerance_is": "percent"}
    return {"number": said(number), "tolerance": said(width)}


def _exact(text: str) -> Fraction:
    number = number_of(text)
    if number is None and (power := re.fullmatch(r"(-?[\d.]+)\s*\*\s*10\s*\^\s*(-?\d{1,2})", text.strip())):
        base = number_of(power[1])
        number = base * Fraction(10) ** int(power[2]) if base is not None else None
    if number is None:
        raise Unfit(f"Its answer “{text[:60]}” is a formula or a variable, and here it is a number.")
    return number


def _worth(one: Element) -> Fraction:
    said_ = (one.get("correct") or "false").lower()
    if _is_true(said_):
        return Fraction(1)
    if said_ in ("part", "partial"):
        return number_of(one.get("point_value", "")) or DEFAULT_PART
    return Fraction(0)


def _is_true(text: str | None) -> bool:
    return (text or "").strip().lower() == "true"


READERS: dict[str, Callable[[Asked], Fitted]] = {
    "multiplechoiceresponse": _multiple_choice,
    "choiceresponse": _checkboxes,
    "optionresponse": _dropdown,
    "stringresponse": _text,
    "numericalresponse": _number,
}

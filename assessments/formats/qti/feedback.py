"""Feedback of an item: what each answer brings up, what the right one does, and what has no place here."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from assessments.formats.qti.processing import Judge
from assessments.formats.qti.values import Value, listed
from assessments.formats.texts import Texts

TAGS = ("modalFeedback", "feedbackInline", "feedbackBlock")


class Feedback:
    """Each text of feedback with the outcome and the value that bring it up. Those shown unless a value is there are told only when nothing hides them."""

    def __init__(self, item: Element, texts: Texts) -> None:
        self.texts: list[tuple[str, str, bool, str]] = []
        self._placed: set[str] = set()
        for tag in TAGS:
            for one in item.iter(tag):
                text = texts.markdown(one)[:4000]
                if text:
                    self.texts.append((one.get("outcomeIdentifier", ""), one.get("identifier", ""), one.get("showHide", "show") != "hide", text))

    def of_answer(self, response: str, answer: Value, outcomes: Mapping[str, Value]) -> str:
        """What is told to who gave ``answer`` to ``response`` and is named after it."""
        names = {str(one) for one in listed(answer)}
        told = [text for outcome, value, shows, text in self.texts if shows and self._is_up(outcome, value, outcomes) and _about(value, names)]
        self._placed.update(told)
        return "\n\n".join(dict.fromkeys(told))

    def general(self, judge: Judge, right: Mapping[str, Value]) -> tuple[str, tuple[str, ...]]:
        """What the right answer brings up, as the explanation of the question."""
        outcomes = judge.verdict(dict(right)).outcomes
        told = [text for outcome, value, shows, text in self.texts if text not in self._placed and self._is_up(outcome, value, outcomes) is shows]
        self._placed.update(told)
        always = judge.verdict({}).outcomes
        only_right = [text for outcome, value, shows, text in self.texts if text in told and self._is_up(outcome, value, always) is not shows]
        lost = ("Feedback for the right answer is told to everybody here, as the explanation.",) if only_right else ()
        return "\n\n".join(dict.fromkeys(told))[:20_000], lost

    def unplaced(self, content: Mapping[str, Any], explanation: str) -> list[str]:
        left = [text for _, _, _, text in self.texts if text not in self._placed]
        return [f"Feedback that no single answer brings up is left out: “{' '.join(text.split())[:60]}”." for text in dict.fromkeys(left)]

    @staticmethod
    def _is_up(outcome: str, value: str, outcomes: Mapping[str, Value]) -> bool:
        return value in [str(one) for one in listed(outcomes.get(outcome))]


def _about(value: str, names: set[str]) -> bool:
    """Whether feedback called ``value`` speaks of one of the answers: by its name, or with one around it (``FEEDBACK_A``)."""
    return value in names or any(value.endswith((f"_{name}", f"-{name}", f".{name}")) for name in names)

"""Feedback of a QTI 1.2 item: for each answer, for everybody, and what has no place here."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from assessments.formats.qti.asi.presentation import material_html
from assessments.formats.texts import Texts

_FOR_ALL = ("general_fb", "correct_fb", "correct", "general", "solution")
_FOR_WRONG = ("general_incorrect_fb", "incorrect_fb", "incorrect")


class Feedback:
    def __init__(self, item: Element, texts: Texts) -> None:
        self.texts: dict[str, str] = {}
        self.hints: list[str] = []
        self.solutions: list[str] = []
        self._told: set[str] = set()
        for one in item.iter("itemfeedback"):
            text = texts.markdown(material_html(one, texts))[:4000]
            if next(one.iter("hint"), None) is not None:
                self.hints.append(text)
            elif next(one.iter("solution"), None) is not None:
                self.solutions.append(text)
            elif text:
                self.texts[one.get("ident", "")] = text

    def of_answer(self, shown: Sequence[str], name: str) -> str:
        """What an answer called ``name`` brings up by itself: feedback for everybody, or for any wrong answer, is not of it."""
        own = [key for key in shown if key in self.texts and key.lower() not in (*_FOR_ALL, *_FOR_WRONG)]
        self._told.update(own)
        return "\n\n".join(dict.fromkeys(self.texts[key] for key in own))

    def general(self) -> tuple[str, tuple[str, ...]]:
        """The explanation, and what is lost. Asked once the answers' own feedback is taken."""
        told = [self.texts[key] for key in self.texts if key not in self._told and key.lower() in _FOR_ALL]
        right = [key for key in self.texts if key not in self._told and key.lower() in ("correct_fb", "correct")]
        lost = ["Feedback for the right answer is told to everybody here, as the explanation."] if right else []
        left = [text for key, text in self.texts.items() if key not in self._told and key.lower() not in _FOR_ALL]
        lost += [f"Feedback that no single answer brings up is left out: “{' '.join(text.split())[:60]}”." for text in left]
        lost += [f"A hint is left out: “{' '.join(text.split())[:60]}”." for text in self.hints if text]
        return "\n\n".join(dict.fromkeys([*told, *self.solutions]))[:20_000], tuple(lost)

    def model_answer(self) -> dict[str, str]:
        """Of an essay: its solution stands with the question as the model answer."""
        found, self.solutions = "\n\n".join(self.solutions), []
        return {"model_answer": found} if found else {}

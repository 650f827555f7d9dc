"""One item of QTI 2 or 3 as a draft: its text, its interactions, its feedback."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Refused, Unfit, fit_id, made_id
from assessments.formats.finishing import ODD, ODD_REASON, finished
from assessments.formats.fitting import NO_RIGHT_ANSWER, Fitted
from assessments.formats.qti.asked import Asked
from assessments.formats.qti.body import Body, read_body
from assessments.formats.qti.combining import combined
from assessments.formats.qti.declarations import Declaration, fraction_of
from assessments.formats.qti.feedback import Feedback
from assessments.formats.qti.interactions import READERS, REFUSED
from assessments.formats.qti.processing import Judge
from assessments.formats.qti.values import Value, read_single
from assessments.formats.texts import Texts


@dataclass(frozen=True)
class Surroundings:
    """What stands around an item in its package: where it is filed, and passages that it is about."""

    category: str = ""
    passages: tuple[Element, ...] = ()
    weight: Fraction = Fraction(1)
    lost: tuple[str, ...] = ()


def read_item(item: Element, texts: Texts, around: Surroundings = Surroundings()) -> QuestionDraft | Refused:
    """The draft of ``item`` (in the words of 2.x), or why there is none."""
    key = fit_id(item.get("identifier", "")) or made_id(item.get("title", ""), "".join(item.itertext()))
    try:
        return _Item(item, texts, around).draft(key)
    except Unfit as why:
        return Refused(key, str(why))
    except ODD:
        return Refused(key, ODD_REASON)


class _Item:
    def __init__(self, item: Element, texts: Texts, around: Surroundings) -> None:
        self.item, self.texts, self.around = item, texts, around
        self.judge = Judge(item)
        self.feedback = Feedback(item, texts)
        self.lost: list[str] = list(around.lost)

    def draft(self, key: str) -> QuestionDraft:
        """Raises ``Unfit``. A rule that pays for nothing at all, beside right answers that are declared, is a fault of its writer (Moodle's own, for one)."""
        try:
            return self._draft(key)
        except Unfit as unfit:
            if str(unfit) != NO_RIGHT_ANSWER or not self.judge.left_rule():
                raise
        return self._draft(key)

    def _draft(self, key: str) -> QuestionDraft:
        body = self._body()
        asked = [self._asked(one, body) for one in body.interactions]
        fitted = [READERS[one.element.tag](one) for one in asked]
        whole = combined(body, fitted, self._all_together(fitted), self.item.get("title", ""))
        explanation, told = self.feedback.general(self.judge, self._right())
        lost = [*self.lost, *self.judge.lost, *whole.lost, *told, *self.feedback.unplaced(whole.content, explanation), *self.texts.lost]
        draft = QuestionDraft(
            id=key, type=whole.type, stem=whole.prompt, content=whole.content, title=self.item.get("title", "")[:200], explanation=explanation,
            category=self.around.category, media=self.texts.media, lost=tuple(dict.fromkeys(lost)),
        )  # fmt: skip
        return finished(draft, self._points(whole.points) * self.around.weight)

    def _body(self) -> Body:
        if self.item.find("templateDeclaration") is not None or self.item.find("templateProcessing") is not None:
            raise Unfit("Its numbers or words are drawn anew for each student (a template), and a question here says the same to everybody.")
        found = self.item.find("itemBody")
        if found is None:
            raise Unfit("It has no text and asks nothing.")
        body = read_body(found, self.around.passages, self.texts)
        self.lost += body.lost
        for one in body.interactions:
            if one.tag in REFUSED:
                raise Unfit(REFUSED[one.tag])
            if one.tag not in READERS:
                raise Unfit(f"It asks by “{one.tag}”, and there is no question type for that here.")
        if not body.interactions:
            raise Unfit("It only shows a text and asks nothing.")
        if self.item.get("adaptive") == "true":
            self.lost.append("It can be answered several times in steps there (adaptive), and once here.")
        if self.item.get("timeDependent") == "true":
            self.lost.append("The time that an answer takes counts there, and does not here.")
        return body

    def _asked(self, element: Element, body: Body) -> Asked:
        name = element.get("responseIdentifier", "")
        declared = self.judge.responses.get(name) or Declaration(name)
        others = {key: _right_answer(one) for key, one in self.judge.responses.items() if key != name}
        if len(body.interactions) == 1 or self._marked_alone(name):
            others = {}
        base = self.judge.verdict({**others, name: None}).score if others else Fraction(0)

        def earned(answer: Value) -> Fraction:
            return self.judge.verdict({**others, name: answer}).score - base

        def told(answer: Value) -> str:
            return self.feedback.of_answer(name, answer, self.judge.verdict({**others, name: answer}).outcomes)

        return Asked(element, declared, earned, told, *self._named(declared), self.texts, self._worth(), self.item.get("title", ""))

    def _marked_alone(self, name: str) -> bool:
        """Whether this response earns points whatever the others are."""
        right = _right_answer(self.judge.responses.get(name))
        return right is not None and self.judge.verdict({name: right}).score > 0

    def _named(self, declared: Declaration) -> tuple[tuple[Value, ...], tuple[Element, ...]]:
        rule = self.judge.rule
        if rule is None:
            return (), ()
        values = [read_single("".join(one.itertext()), one.get("baseType", "string")) for one in rule.iter("baseValue")]
        return tuple(dict.fromkeys(value for value in values if value is not None)), tuple(rule.iter("equal"))

    def _worth(self) -> Fraction:
        declared = self.judge.outcomes.get("SCORE")
        stated = self.item.find("outcomeDeclaration[@identifier='SCORE']")
        most = stated.get("normalMaximum") if stated is not None and declared else None
        return self.judge.maximum or (Fraction(most) if most and most.replace(".", "", 1).isdigit() else Fraction(1)) or Fraction(1)

    def _points(self, full: Fraction) -> Fraction:
        """What Canvas writes beside an item; else the most that its rule gives, where it does not count in percent (as items turned from 1.2 do)."""
        stated = self.item.find(".//instructureField[@name='points_possible']")
        points = fraction_of(stated.get("value")) if stated is not None else None
        return points or (Fraction(1) if full == 100 and self.judge.maximum is None else full)

    def _right(self) -> dict[str, Value]:
        return {name: _right_answer(one) for name, one in self.judge.responses.items()}

    def _all_together(self, fitted: Sequence[Fitted]) -> bool:
        """Whether one wrong answer among several loses every point."""
        right = self._right()
        if len(fitted) < 2 or None in right.values() or self.judge.verdict(right).score <= 0:
            return False
        return all(self.judge.verdict({**right, name: None}).score <= 0 for name in right)


def _right_answer(declared: Declaration | None) -> Any:
    """What is right by the declaration: the answer that it says, else what its mapping pays best."""
    if declared is None:
        return None
    if declared.correct is not None:
        return declared.correct
    if declared.mapping is None:
        return None
    paid = [(key, worth) for key, worth, _ in declared.mapping.entries if worth > 0]
    if not paid:
        return None
    return max(paid, key=lambda one: one[1])[0] if declared.cardinality == "single" else [key for key, _ in paid]

"""The rule for points of a QTI 1.2 item, carried out on an answer: its conditions in order, until one that matches says not to go on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessments.formats.qti.declarations import bounded, fraction_of
from assessments.formats.qti.values import NotUnderstood, number_of

Answers = Mapping[str, Sequence[str]]
SCORE = "SCORE"
_RIGHT, _WRONG = "D2L_Correct", "D2L_Incorrect"


@dataclass(frozen=True)
class Verdict:
    score: Fraction
    feedback: tuple[str, ...] = ()
    values: Mapping[str, Fraction] = field(default_factory=dict)


class Rules:
    """``verdict`` of answers, by response, each a list of names or texts. ``scale`` is what the rule gives at most where it says so."""

    def __init__(self, item: Element) -> None:
        processing = item.findall("resprocessing")
        self.conditions = [one for block in processing for one in block.iter("respcondition")]
        self.declared = {one.get("varname") or SCORE: one for block in processing for one in block.iter("decvar")}
        self.name = self._score_name()
        actions = {(one.get("action") or "Set").lower() for condition in self.conditions for one in condition.iter("setvar")}
        self.adds = actions == {"add"}
        self.understood = True
        self.ordered = {one.get("ident", "") for one in item.iter() if one.get("rcardinality") == "Ordered"}
        self.singles = {one.get("ident", "") for one in item.iter() if one.tag.startswith("response_") and (one.get("rcardinality") or "Single") == "Single"}

    @property
    def scale(self) -> Fraction | None:
        declared = self.declared.get(self.name)
        return fraction_of(declared.get("maxvalue")) if declared is not None else None

    def named(self, response: str) -> list[str]:
        """The texts and numbers that conditions for points compare ``response`` with; of all conditions, where none is for points.

        Conditions that only bring up feedback name wrong answers as well as right ones.
        """
        tags = ("varequal", "varsubset", "varsubstring", "vargte", "vargt", "varlte", "varlt")
        paying = [one for one in self.conditions if one.find("setvar") is not None or _shows_correct(one)] or self.conditions
        found = [one for condition in paying for tag in tags for one in condition.iter(tag) if one.get("respident") in (response, None)]
        return [text for one in found if (text := (one.text or "").strip())]

    def verdict(self, answers: Answers) -> Verdict:
        values = {name: fraction_of(one.get("defaultval")) or Fraction(0) for name, one in self.declared.items()}
        shown: list[str] = []
        for condition in self.conditions:
            try:
                met = _met(condition.find("conditionvar"), answers, self.singles, self.ordered)
            except NotUnderstood:
                self.understood = False
                continue
            if met:
                self._apply(condition, values)
                shown += [one.get("linkrefid", "") for one in condition.iter("displayfeedback")]
                if not self._goes_on(condition):
                    break
        score = values.get(self.name, Fraction(0))
        if self.name == _RIGHT:
            score -= values.get(_WRONG, Fraction(0))
        declared = self.declared.get(self.name)
        if declared is not None:
            score = bounded(score, fraction_of(declared.get("minvalue")), fraction_of(declared.get("maxvalue")) or None)
        return Verdict(score, tuple(dict.fromkeys(shown)), values)

    def _goes_on(self, condition: Element) -> bool:
        """Whether the next condition counts too. Unsaid, the specification stops; but Canvas leaves it unsaid where every condition adds its share or only
        tells feedback, and means all of them."""
        said = condition.get("continue")
        return self.adds if said is None else said.lower() == "yes"

    def _apply(self, condition: Element, values: dict[str, Fraction]) -> None:
        if condition.find("setvar") is None and _shows_correct(condition):
            values[self.name] = self.scale or Fraction(100)  # Blackboard gives the points of a right answer without saying so
        for one in condition.iter("setvar"):
            name = one.get("varname") or one.get("variablename") or SCORE
            number, now = self._number(one.text or "", name), values.get(name, Fraction(0))
            action = (one.get("action") or "Set").lower()
            if action == "divide" and not number:
                continue
            values[name] = {"add": now + number, "subtract": now - number, "multiply": now * number, "divide": now / (number or 1)}.get(action, number)

    def _number(self, text: str, name: str) -> Fraction:
        if text.strip().lower().endswith(".max"):
            return self.scale or Fraction(100)
        return number_of(text) or Fraction(0)

    def _score_name(self) -> str:
        set_ = [one.get("varname") or one.get("variablename") or SCORE for condition in self.conditions for one in condition.iter("setvar")]
        for name in (SCORE, "que_score", _RIGHT):
            if name in set_:
                return name
        return set_[0] if set_ else next(iter(self.declared), SCORE)


def _shows_correct(condition: Element) -> bool:
    return any(one.get("linkrefid", "").lower() == "correct" for one in condition.iter("displayfeedback"))


def _met(holder: Element | None, answers: Answers, singles: set[str], ordered: set[str]) -> bool:
    """Conditions side by side all hold, by the specification. Canvas lists every accepted text of one response so, and means any: no answer is two texts.
    The steps of an ordering it lists in their order, without their places."""
    if holder is None:
        return False
    for name in ordered:
        steps = [(one.text or "").strip() for one in holder if one.tag == "varequal" and one.get("respident") == name and not one.get("index")]
        if len(steps) > 1 and list(answers.get(name, ())) != steps:
            return False
    bounded_ = {one.get("respident", "") for one in holder if one.tag in ("vargte", "varlte")}
    if bounded_:  # Blackboard writes the middle of a range beside its ends: the ends decide
        return all(_holds(one, answers) for one in holder if not (one.tag == "varequal" and one.get("respident", "") in bounded_))
    alike = Counter(one.get("respident", "") for one in holder if one.tag == "varequal")
    either = {name for name, times in alike.items() if times > 1 and name in singles}
    for name in either:
        if not any(_holds(one, answers) for one in holder if one.tag == "varequal" and one.get("respident", "") == name):
            return False
    return all(_holds(one, answers) for one in holder if not (one.tag == "varequal" and one.get("respident", "") in either))


def _holds_all(holder: Element | None, answers: Answers) -> bool:
    return holder is not None and all(_holds(one, answers) for one in holder)


def _holds(one: Element, answers: Answers) -> bool:
    if one.tag == "and":
        return all(_holds(part, answers) for part in one)
    if one.tag == "or":
        return any(_holds(part, answers) for part in one)
    if one.tag == "not":
        return not _holds_all(one, answers)
    if one.tag == "other":
        return True
    given = answers.get(one.get("respident", ""), ())
    if one.tag == "unanswered":
        return not given
    return _compares(one, list(given))


def _compares(one: Element, given: list[str]) -> bool:
    wanted = (one.text or "").strip()
    index = one.get("index")
    if index is not None and index.isdigit():
        place = int(index)
        given = given[place - 1 : place] if place else given[:1]
    if one.tag == "varequal":
        return any(_same(wanted, answer, sensitive=(one.get("case") or "No").lower() == "yes") for answer in given)
    if one.tag == "varsubset":
        names = [name.strip() for name in wanted.split(",")]
        return bool(given) and (set(given) == set(names) if one.get("setmatch", "Exact") == "Exact" else set(given) <= set(names))
    if one.tag == "varsubstring":
        sensitive = (one.get("case") or "No").lower() == "yes"
        return any(wanted in answer if sensitive else wanted.casefold() in answer.casefold() for answer in given)
    if one.tag in ("vargte", "vargt", "varlte", "varlt"):
        return any(_exceeds(one.tag, number_of(answer), number_of(wanted)) for answer in given)
    raise NotUnderstood(one.tag)


def _same(wanted: str, answer: str, *, sensitive: bool) -> bool:
    number, given = number_of(wanted), number_of(answer)
    if number is not None and given is not None:
        return number == given
    return wanted == answer.strip() if sensitive else wanted.casefold() == answer.strip().casefold()


def _exceeds(tag: str, answer: Fraction | None, wanted: Fraction | None) -> bool:
    if answer is None or wanted is None:
        return False
    return {"vargte": answer >= wanted, "vargt": answer > wanted, "varlte": answer <= wanted, "varlt": answer < wanted}[tag]

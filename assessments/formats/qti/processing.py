"""An item's rule for points, carried out on an answer (response processing of QTI 2 and 3).

The standard templates are known by name, those of the specification and those of Common Cartridge (``CC2_…``). An item without a rule is marked by
what it declares: its mapping, else its right answer for everything.
"""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessments.formats.qti.declarations import Declaration, fraction_of, read_declarations
from assessments.formats.qti.expressions import evaluate
from assessments.formats.qti.values import NotUnderstood, Value, same

SCORE = "SCORE"
MOST_STEPS = 5_000


@dataclass(frozen=True)
class Verdict:
    """What an answer earns, and the outcomes by name, which feedback asks for."""

    score: Fraction
    outcomes: Dictionary[str, Value]


class Judge:
    """Gives each answer what the item's rule gives it.

    ``lost`` says, once asked, why the rule was not carried out; then the item's declarations decide.
    """

    def __init__(self, item: Element) -> None:
        self.responses = read_declarations(item, "responseDeclaration")
        self.outcomes = read_declarations(item, "outcomeDeclaration")
        self.rule = item.find("responseProcessing")
        self.lost: tuple[str, ...] = ()
        self.score_name = _score_name(self.outcomes)

    @property
    def declares_right_answers(self) -> bool:
        return any(_is_marked(one) for one in self.responses.values())

    def left_rule(self) -> bool:
        """Leave the rule for what is declared, and say so. Whether that was done: not where nothing is declared, nor a second time."""
        if self.rule is None or self.lost or not self.declares_right_answers:
            return False
        self.lost = ("Its own rule gives no points to any answer; the right answers that it declares decide.",)
        return True

    @property
    def maximum(self) -> Fraction | None:
        """What the file says the item is worth, where it does."""
        declared = self.outcomes.get("MAXSCORE")
        return declared.default if declared is not None and isinstance(declared.default, Fraction) else None

    def verdict(self, answers: Dictionary[str, Value]) -> Verdict:
        """What ``answers``, by response, earn. One that is declared right beside another earns what that one does, if that is more."""
        given = self._verdict(answers)
        alike = {name: self.responses[name].standing(answer) if name in self.responses else answer for name, answer in answers.items()}
        return given if alike == dict(answers) else max(self._verdict(alike), given, key=lambda one: one.score)

    def _verdict(self, answers: Dictionary[str, Value]) -> Verdict:
        if self.rule is not None and not self.lost:
            try:
                return self._by_rule(answers)
            except (NotUnderstood, RecursionError) as odd:
                what = odd.what if isinstance(odd, NotUnderstood) else "deep nesting"
                self.lost = (f"Its own rule for points uses something that is not carried out here ({what}); the right answers that it declares decide.",)
        return Verdict(sum((self._declared(one, answers.get(name)) for name, one in self.responses.items()), Fraction(0)), {})

    def _by_rule(self, answers: Dictionary[str, Value]) -> Verdict:
        assert self.rule is not None
        template = (self.rule.get("template") or self.rule.get("templateLocation") or "").rstrip("/").rpartition("/")[2].removesuffix(".xml")
        if template and not len(self.rule):
            return self._by_template(template, answers)
        sets = ("setOutcomeValue", "lookupOutcomeValue")
        if self.declares_right_answers and not any(one.tag in sets and one.get("identifier") == self.score_name for one in self.rule.iter()):
            raise NotUnderstood("it gives no points at all")
        run = _Run(self, answers)
        run.steps(self.rule)
        score = run.values.get(self.score_name)
        return Verdict(score if isinstance(score, Fraction) else Fraction(0), run.values)

    def _by_template(self, template: str, answers: Dictionary[str, Value]) -> Verdict:
        name = "RESPONSE" if "RESPONSE" in self.responses else next(iter(self.responses), "")
        declared = self.responses.get(name)
        if declared is None:
            raise NotUnderstood("a template without a response")
        if sum(map(_is_marked, self.responses.values())) > 1:
            raise NotUnderstood("a template for one answer, where several are right")
        answer = answers.get(name)
        plain = template.removeprefix("CC2_")
        if plain.startswith("match"):
            right = answer is not None and declared.correct is not None and same(answer, declared.correct, ordered=declared.is_ordered)
            full = (self.maximum or Fraction(1)) if template.startswith("CC2_") else Fraction(1)
            score = full if right else Fraction(0)
        elif plain == "map_response":
            score = declared.mapping.worth(answer) if declared.mapping else Fraction(0)
        elif plain == "map_response_point":
            score = _Run(self, answers).points_of(name)
        else:
            raise NotUnderstood(f"the template {template[:60]}")
        full = self.maximum or Fraction(1)
        return Verdict(score, {SCORE: score, **dict.fromkeys(("FEEDBACKBASIC", "FEEDBACK"), "correct" if score >= full else "incorrect")})

    def _declared(self, declared: Declaration, answer: Value) -> Fraction:
        if declared.mapping is not None:
            return declared.mapping.worth(answer)
        if declared.areas is not None:
            return _Run(self, {declared.identifier: answer}).points_of(declared.identifier)
        if declared.correct is None or answer is None:
            return Fraction(0)
        return Fraction(int(same(answer, declared.correct, ordered=declared.is_ordered)))


class _Run:
    """One going through the rule. Outcomes begin at their defaults; numbers without one at 0, as the specification says."""

    def __init__(self, judge: Judge, answers: Dictionary[str, Value]) -> None:
        self.judge, self.answers = judge, answers
        self.values: dict[str, Value] = {
            name: one.default if one.default is not None or one.base not in ("integer", "float") else Fraction(0) for name, one in judge.outcomes.items()
        }
        self.left = MOST_STEPS

    def declaration(self, identifier: str) -> Declaration:
        found = self.judge.responses.get(identifier) or self.judge.outcomes.get(identifier)
        return found or Declaration(identifier)

    def value(self, identifier: str) -> Value:
        if identifier in self.judge.responses:
            return self.answers.get(identifier)
        if identifier in self.values:
            return self.values[identifier]
        if identifier in ("numAttempts", "duration"):
            return Fraction(1)
        if identifier == "completionStatus":
            return "completed"
        return None

    def points_of(self, name: str) -> Fraction:
        value = evaluate(Element("mapResponsePoint", {"identifier": name}), self)
        return value if isinstance(value, Fraction) else Fraction(0)

    def steps(self, block: Element) -> bool:
        """False once the rule has ended."""
        return all(self._step(one) for one in block)

    def _step(self, one: Element) -> bool:
        self.left -= 1
        if self.left < 0:
            raise NotUnderstood("more steps than any question needs")
        if one.tag == "responseCondition":
            return self._condition(one)
        if one.tag == "setOutcomeValue":
            self._set(one.get("identifier", ""), evaluate(one[0], self) if len(one) else None)
        elif one.tag == "lookupOutcomeValue":
            self._look_up(one)
        elif one.tag == "exitResponse":
            return False
        elif one.tag == "responseProcessingFragment":
            return self.steps(one)
        else:
            raise NotUnderstood(one.tag)
        return True

    def _condition(self, condition: Element) -> bool:
        for branch in condition:
            if branch.tag == "responseElse":
                return self.steps(branch)
            if len(branch) and evaluate(branch[0], self) is True:
                return all(self._step(one) for one in list(branch)[1:])
        return True

    def _set(self, name: str, value: Value) -> None:
        declared = self.judge.outcomes.get(name)
        if isinstance(value, str) and declared is not None and declared.base in ("integer", "float"):
            value = fraction_of(value)
        self.values[name] = value

    def _look_up(self, one: Element) -> None:
        name = one.get("identifier", "")
        declared = self.judge.outcomes.get(name)
        source = evaluate(one[0], self) if len(one) else None
        if declared is None or not isinstance(source, Fraction):
            raise NotUnderstood("lookupOutcomeValue")
        met = next((value for at, included, value in declared.table if at is not None and (source >= at if included else source > at)), declared.default)
        self._set(name, met)


def _is_marked(one: Declaration) -> bool:
    return one.correct is not None or bool(one.mapping and any(worth > 0 for _, worth, _ in one.mapping.entries)) or bool(one.areas)


def _score_name(outcomes: Dictionary[str, Declaration]) -> str:
    if SCORE in outcomes:
        return SCORE
    numbers = [name for name, one in outcomes.items() if one.base in ("integer", "float") and "max" not in name.lower()]
    return next((name for name in numbers if "score" in name.lower()), SCORE)

"""A number, with or without a unit. Response: ``{"number": "1 095"}`` trimmed, and ``{"number": …, "unit": "days"}`` where units are asked for.

Numbers are read exactly, never as floats: digits with an optional sign, a decimal point and, in the whole part, groups of
three parted by commas or spaces; or a fraction such as ``3/4``. Nothing else is a number: “about 30” earns nothing.

Each accepted number has a tolerance, absolute (``0.5``) or in percent of the number (``5``), and a share of the points. The
nearest accepted number within tolerance decides; of equally near ones the best paid. With units, each carries a
factor: 3 years and 1 095 days are one answer when years are worth 365 days.

Worked example, accepted 180 days within 0, units days (1) and months (30): “180 days” and “6 months” earn everything; “180” without
a unit earns what ``percent_without_unit`` says.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from lms.questions.accepted_numbers import MOST_CHARACTERS, AcceptedNumbers, NumberText, exact, paid, refuse_unpaid, told
from lms.questions.base import QuestionType
from lms.questions.content import Content, NotBlank, PartId, Percent, Storable, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.numbers import read_number
from lms.questions.rendering import Rendered
from lms.questions.responses import ODD_SHAPE, Form, Response, one_value, was_sent
from lms.questions.text import clean_text, in_one_line


class Unit(Content):
    """A unit that may be chosen; ``factor`` is how many of the first unit one of it is worth, or 0 for a wrong one."""

    id: PartId
    text: Annotated[str, StringConstraints(max_length=40), Storable, NotBlank]
    factor: NumberText = "1"


class NumericalContent(Content):
    accepted: AcceptedNumbers
    units: Annotated[list[Unit], Field(max_length=12)] = []
    percent_without_unit: Percent = 0

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        refuse_repeated([unit.id for unit in self.units], "units")
        refuse_unpaid(self.accepted)
        if len(self.units) == 1:
            raise ValueError("a choice of units needs at least two")
        if self.units and exact(self.units[0].factor) != 1:
            raise ValueError("the first unit is the one that accepted numbers are written in, so its factor is 1")
        return self


class Numerical(QuestionType[NumericalContent]):
    key = "numerical"
    label = "Number"
    description = "A number within a tolerance, with or without a unit."
    content_class = NumericalContent

    def markdown_fields(self, content: NumericalContent) -> dict[str, str]:
        return {}

    def parse(self, form: Form, name: str) -> Any:
        if not was_sent(form, name):
            return None
        number, unit = one_value(form, name), one_value(form, f"{name}-unit")
        said: dict[str, Any] = {"number": "" if number is None else number}
        return said | ({"unit": "" if unit is None else unit} if f"{name}-unit" in form else {})

    def normalize(self, content: NumericalContent, response: Any) -> Response:
        said = {"number": ""} if response is None else response
        if not isinstance(said, dict) or not {"number"} <= set(said) <= {"number", "unit"} or ("unit" in said and not content.units):
            raise InvalidResponse(ODD_SHAPE)
        number = {"number": clean_text(said["number"], most=MOST_CHARACTERS).strip()}
        return number | ({"unit": _known_unit(content, said.get("unit", ""))} if content.units else {})

    def is_answered(self, content: NumericalContent, response: Response) -> bool:
        return bool(response["number"])

    def warnings(self, content: NumericalContent, response: Response) -> list[str]:
        if response["number"] and read_number(response["number"]) is None:
            return [f"“{in_one_line(response['number'])}” is not a number we can read. Write digits, as in 1,095 or 2.5."]
        return ["You have not chosen a unit."] if response["number"] and content.units and not response["unit"] else []

    def grade(self, content: NumericalContent, response: Response) -> Grade:
        share = self._share(content, response)
        return Grade(share, (PartGrade("number", share),))

    def _share(self, content: NumericalContent, response: Response) -> Fraction:
        number = read_number(response["number"])
        if number is None:
            return Fraction(0)
        if not content.units:
            return paid(content.accepted, number)
        if not response["unit"]:
            return paid(content.accepted, number) * Fraction(content.percent_without_unit, 100)
        factor = next(exact(unit.factor) for unit in content.units if unit.id == response["unit"])
        return paid(content.accepted, number * factor) if factor else Fraction(0)

    def explain(self, content: NumericalContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response) or grade.fraction is None:
            return ["No answer was given: no points."]
        if read_number(response["number"]) is None:
            return ["The answer is not a number: no points."]
        if not grade.fraction:
            return ["The number is not within what is accepted: no points."]
        without = content.units and not response["unit"]
        return [f"The number is accepted: {said_share(grade.fraction)}."] + (["No unit was chosen."] if without else [])

    def public_view(self, content: NumericalContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"most_characters": MOST_CHARACTERS, "units": [{"id": unit.id, "text": unit.text} for unit in content.units]}

    def key_view(self, content: NumericalContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"accepted": told(content.accepted, content.units[0].text if content.units else "")}

    def summarize(self, content: NumericalContent, response: Response) -> str:
        unit = next((unit.text for unit in content.units if unit.id == response.get("unit")), "")
        return in_one_line(f"{response['number']} {unit}".strip()) or "–"

    def answers_in(self, content: NumericalContent, response: Response) -> list[str]:
        return [self.summarize(content, response)] if response["number"] else []


def _known_unit(content: NumericalContent, unit: Any) -> str:
    if not isinstance(unit, str) or unit not in ("", *(known.id for known in content.units)):
        raise InvalidResponse("A chosen unit does not belong to this question. Reload the page and answer again.")
    return unit

"""Accepted numbers with their tolerance: what number questions and gaps share.

Each has a tolerance, absolute (``0.5``) or in percent of the number (``5``), and a share of the points. The nearest accepted
number within tolerance decides; of equally near ones the best paid. Everything is exact: texts are read as fractions.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from lms.questions.content import Content, NotBlank, Percent, Storable
from lms.questions.numbers import read_number

MOST_CHARACTERS = 60


def _is_number(text: str) -> str:
    if read_number(text) is None:
        raise ValueError(f"“{text}” is not a number")
    return text


NumberText = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS), Storable, NotBlank, AfterValidator(_is_number)]


def exact(text: str) -> Fraction:
    """The number that a checked ``NumberText`` says."""
    number = read_number(text)
    assert number is not None  # checked when the content was made
    return number


class AcceptedNumber(Content):
    """One accepted number, in the first unit where there are units. Texts, because floats would not be exact."""

    number: NumberText
    tolerance: NumberText = "0"
    tolerance_is: Literal["absolute", "percent"] = "absolute"
    percent: Percent = 100

    @property
    def within(self) -> Fraction:
        """The greatest distance that is still accepted."""
        width = abs(exact(self.tolerance))
        return width if self.tolerance_is == "absolute" else abs(exact(self.number)) * width / 100


AcceptedNumbers = Annotated[list[AcceptedNumber], Field(min_length=1, max_length=20)]


def refuse_unpaid(accepted: Iterable[AcceptedNumber]) -> None:
    """Raise ``ValueError`` when no number earns everything."""
    if all(one.percent < 100 for one in accepted):
        raise ValueError("at least one accepted number must earn 100 percent")


def paid(accepted: Iterable[AcceptedNumber], number: Fraction) -> Fraction:
    """The share that the nearest accepted number within tolerance earns."""
    near = [(abs(number - exact(one.number)), -one.percent) for one in accepted if abs(number - exact(one.number)) <= one.within]
    return Fraction(-min(near)[1], 100) if near else Fraction(0)


def told(accepted: Iterable[AcceptedNumber], unit: str = "") -> list[dict[str, Any]]:
    """The accepted numbers that earn anything, as a key view says them."""
    return [{"text": _said(one, unit), "percent": one.percent} for one in accepted if one.percent]


def _said(accepted: AcceptedNumber, unit: str) -> str:
    within = f", give or take {accepted.tolerance}{' percent' if accepted.tolerance_is == 'percent' else ''}" if exact(accepted.tolerance) else ""
    return f"{accepted.number} {unit}".strip() + within

"""A mark: exact, explained part by part, and honest about what a person must still decide."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

State = Literal["full", "part", "none", "waiting"]


@dataclass(frozen=True)
class PartGrade:
    """How one part (option, gap, rubric row …) was answered: ``fraction`` from 0 to 1, or ``None`` when a person must mark.

    ``weight`` is the part's share of the question beside the other parts, in whole points where a rubric counts points.
    Parts say which piece was right, so they belong to the key: show them only when the key is released.
    """

    key: str
    fraction: Fraction | None
    weight: int = 1

    def __post_init__(self) -> None:
        _refuse_outside(self.fraction)


@dataclass(frozen=True)
class Grade:
    """The mark of one response.

    ``fraction`` is the share of the question's points, exact, from 0 to 1; ``None`` when a person must mark. A type's
    scoring rule decides it; it need not be the weighted mean of ``parts``.
    ``feedback`` names the Markdown fields that speak to this response, as paths of ``QuestionType.markdown_fields``.
    """

    fraction: Fraction | None
    parts: tuple[PartGrade, ...] = ()
    feedback: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_outside(self.fraction)

    @property
    def needs_marking(self) -> bool:
        return self.fraction is None

    @property
    def is_right(self) -> bool:
        """True for full points only."""
        return self.fraction == 1

    @property
    def state(self) -> State:
        """One word for how the mark is shown: ``full``, ``part``, ``none`` or ``waiting`` (for a person)."""
        if self.fraction is None:
            return "waiting"
        return "none" if self.fraction == 0 else "full" if self.fraction == 1 else "part"

    def points(self, maximum: int) -> Fraction | None:
        """Exact points of a question worth ``maximum``; ``None`` when a person must mark."""
        return None if self.fraction is None else self.fraction * maximum


def said_share(fraction: Fraction) -> str:
    """“full points”, “no points”, or “2/3 of the points”."""
    if fraction == 1:
        return "full points"
    return f"{fraction} of the points" if fraction else "no points"


def _refuse_outside(fraction: Fraction | None) -> None:
    if fraction is not None and not (isinstance(fraction, Fraction) and 0 <= fraction <= 1):
        raise ValueError(f"A mark is an exact fraction from 0 to 1, not {fraction!r}.")

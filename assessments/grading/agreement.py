"""How far two markers agree, from their marks of the same answers.

Exact agreement is the share of equal marks. Weighted kappa corrects for what chance alone would give (J. Cohen, “Weighted kappa: nominal
scale agreement with provision for scaled disagreement or partial credit”, Psychological Bulletin 70 (1968), 213–220), here with quadratic
weights: two marks disagree by the square of their distance in percent of the points.

    κ = 1 − Σ d(aᵢ, bᵢ) / (Σᵢ Σⱼ d(aᵢ, bⱼ) / n)        d(a, b) = (a − b)²

The lower sum is over all pairs: what two markers would disagree who gave the same marks, but to answers at random. With quadratic weights it
follows from sums and sums of squares, so one pass is enough. κ is 1 for equal marks, 0 for chance, and not defined when all marks are one.

    marks (0, 1, 1) and (0, 1, 0) → exact 2/3, κ = 2/5
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lms.core.errors import Invalid


@dataclass(frozen=True)
class Agreement:
    """Of ``answers`` that both marked: ``exact`` the share of equal marks, ``within`` of those inside the tolerance, ``kappa`` or ``None``."""

    answers: int
    exact: Fraction
    within: Fraction
    kappa: Fraction | None


def agreement(pairs: Iterable[tuple[Fraction, Fraction]], tolerance: Fraction) -> Agreement | None:
    """``pairs`` are the shares of the points (0 to 1) that the first and the second marker gave; ``None`` without any."""
    if tolerance < 0:
        raise Invalid("A tolerance is not negative.")
    marks = list(pairs)
    if not marks:
        return None
    count = len(marks)
    apart = [(first - second) ** 2 for first, second in marks]
    return Agreement(
        answers=count, exact=Fraction(sum(one == 0 for one in apart), count), within=Fraction(sum(one <= tolerance**2 for one in apart), count),
        kappa=_kappa(marks, sum(apart, Fraction(0))),
    )  # fmt: skip


def _kappa(marks: list[tuple[Fraction, Fraction]], observed: Fraction) -> Fraction | None:
    firsts, seconds = zip(*marks, strict=True)
    count, none = len(marks), Fraction(0)
    squares = count * (sum((a * a for a in firsts), none) + sum((b * b for b in seconds), none))
    by_chance = (squares - 2 * sum(firsts, none) * sum(seconds, none)) / count
    return 1 - observed / by_chance if by_chance else None

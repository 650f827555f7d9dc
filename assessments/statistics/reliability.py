"""How far a score can be trusted: alpha and the standard error of measurement.

With the same questions for everybody, alpha is Cronbach’s (Psychometrika 16 (1951) 297-334),

    alpha = k / (k − 1) · (1 − Σ var(item) / var(total)),

which for marks of 0 and 1 is formula 20 of Kuder and Richardson (Psychometrika 2 (1937) 151-160). It is the same as k·c / (v + (k − 1)·c), with v
the mean variance of an item and c the mean covariance of two (Crocker and Algina, ch. 7). Where questions are drawn, no two people may have had
the same ones; v and c are then means over what was asked together, and k is the mean number of questions of an attempt: missing by design, not
zero. The sum of the products of an attempt’s deviations over pairs is ((Σ d)² − Σ d²), so one pass does.
"""

from dataclasses import dataclass
from math import fsum, sqrt
from statistics import pstdev

from assessments.statistics.figures import Figure, untold
from assessments.statistics.sheet import Sheet

NEGLIGIBLE = 1e-12  # of the mean square of an item; what rounding leaves where there is nothing


@dataclass(frozen=True)
class Reliability:
    """``alpha``, at most 1; ``error``: the standard error of measurement, as a share of the maximum; ``spread``: the standard deviation of scores, likewise."""

    alpha: Figure
    error: Figure
    spread: Figure


def reliability(sheet: Sheet) -> Reliability:
    shares = sheet.shares
    spread = Figure(pstdev(shares)) if len(shares) > 1 else untold("It takes at least two attempts.")
    alpha = _alpha(sheet, shares)
    return Reliability(alpha, _error(alpha, spread), spread)


def _alpha(sheet: Sheet, shares: list[float]) -> Figure:
    if len(shares) < 2:
        return untold("It takes at least two attempts.")
    if max(sheet.asked) < 2:
        return untold("It takes at least two questions.")
    if min(shares) == max(shares):
        return untold("Everybody has the same score.")
    variance, covariance = _mean_moments(sheet)
    if abs(covariance) <= NEGLIGIBLE * variance:
        return Figure(0.0)
    questions = sum(sheet.asked) / len(sheet.asked)
    below = variance + (questions - 1) * covariance
    if below <= NEGLIGIBLE * variance:
        return untold("The marks of the questions cancel each other out.")
    return Figure(min(1.0, questions * covariance / below))


def _mean_moments(sheet: Sheet) -> tuple[float, float]:
    """Mean variance of an item, and mean covariance of two items that were asked together; in squared points."""
    sums, squares = [0.0] * len(sheet.totals), [0.0] * len(sheet.totals)
    for column in sheet.columns.values():
        mean = sum(column.marks) / len(column.marks)
        for attempt, mark in zip(column.attempts, column.marks, strict=True):
            away = (mark - mean) / sheet.unit
            sums[attempt] += away
            squares[attempt] += away * away
    pairs = sum(count * (count - 1) for count in sheet.asked)
    together = fsum(total * total - square for total, square in zip(sums, squares, strict=True))
    return fsum(squares) / sum(sheet.asked), together / pairs


def _error(alpha: Figure, spread: Figure) -> Figure:
    """Spread · √(1 − alpha): how far a person’s score may lie from what they would have on average (Crocker and Algina, ch. 6)."""
    if alpha.value is None or spread.value is None:
        return untold(alpha.why_not or spread.why_not)
    if alpha.value < 0:
        return untold("The questions do not measure the same thing: alpha is below 0.")
    return Figure(spread.value * sqrt(1 - alpha.value))

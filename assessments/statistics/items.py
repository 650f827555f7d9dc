"""How hard a question is, and whether it tells the strong from the weak."""

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from statistics import correlation

from assessments.statistics.figures import Figure, untold
from assessments.statistics.sheet import Column, Sheet


@dataclass(frozen=True)
class ItemFigures:
    """``answers``: how many attempts were asked the question. ``facility`` and ``discrimination`` as below."""

    answers: int
    facility: Figure
    discrimination: Figure


def figures_of(sheet: Sheet) -> dict[Hashable, ItemFigures]:
    return {question: ItemFigures(len(column.marks), facility(column), discrimination(sheet, column)) for question, column in sheet.columns.items()}


def facility(column: Column) -> Figure:
    """The mean share of the points, from 0 (nobody) to 1 (everybody).

    The *p* of classical test theory (Crocker and Algina, Introduction to Classical and Modern Test Theory, 1986, ch. 14), extended to part credit
    as the facility index of Moodle’s quiz statistics.
    """
    if not column.marks:
        return untold("Nobody was asked this question.")
    if len(set(column.most)) == 1:
        return Figure(sum(column.marks) / (len(column.marks) * column.most[0]))
    return Figure(float(sum((Fraction(mark, most) for mark, most in zip(column.marks, column.most, strict=True)), Fraction(0)) / len(column.marks)))


def discrimination(sheet: Sheet, column: Column) -> Figure:
    """How the mark goes with the score in the *other* questions, from −1 to 1.

    The item–rest correlation: the point-biserial correlation with the item taken out of the total, since an item always agrees with itself
    (Henrysson, Psychometrika 28 (1963) 211-218; Crocker and Algina, ch. 14). Where questions are drawn the others differ from person to person,
    so both are shares of what could be had.
    """
    marks = column.shares()
    pairs = [
        (mark, (sheet.totals[attempt] - points) / (sheet.maxima[attempt] - most))
        for mark, points, most, attempt in zip(marks, column.marks, column.most, column.attempts, strict=True)
        if sheet.maxima[attempt] > most
    ]
    if not pairs:
        return untold("The question stood alone, so there is nothing to compare it with.")
    if len(pairs) < 2:
        return untold("Only one attempt was asked this question.")
    own, rest = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if min(own) == max(own):
        return untold("Everybody has the same mark in this question.")
    if min(rest) == max(rest):
        return untold("Everybody has the same score in the other questions.")
    return Figure(max(-1.0, min(1.0, correlation(own, rest))))

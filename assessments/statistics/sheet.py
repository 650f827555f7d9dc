"""The marks of many attempts, question by question, in whole units.

Constraint: marks are exact fractions of points (1/3, 5/2 …), and 10 000 attempts at 40 questions are to be looked at in seconds. All marks are
therefore counted in one unit, the least common multiple of their denominators: 1/3 and 5/2 points become 2 and 15 sixths. Sums of units are exact,
and the quotient of two whole numbers is rounded correctly, so equal shares are equal numbers too.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from math import lcm
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass
class Column:
    """One question: the attempts that were asked it, by their number on the sheet, the marks, and what could be had, in units."""

    attempts: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    most: list[int] = field(default_factory=list)

    def shares(self) -> list[float]:
        return [mark / most for mark, most in zip(self.marks, self.most, strict=True)]


@dataclass(frozen=True)
class Sheet:
    """``columns`` by question; of each attempt the sum of its marks, of what it could have had, and how many questions it was asked."""

    columns: dict[Hashable, Column]
    totals: list[int]
    maxima: list[int]
    asked: list[int]
    unit: int

    @property
    def shares(self) -> list[float]:
        """The score of each attempt, from 0 to 1."""
        return [total / most for total, most in zip(self.totals, self.maxima, strict=True)]

    @property
    def is_complete(self) -> bool:
        """Every attempt was asked every question; otherwise questions were drawn, and each has its own people."""
        return all(count == len(self.columns) for count in self.asked)


class SheetBuilder:
    """Takes marks one after another, in any order."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._columns: dict[Hashable, Column] = {}
        self._denominators: dict[Hashable, list[int]] = {}
        self._known: set[int] = {1}

    def add(self, attempt: Hashable, question: Hashable, numerator: int, denominator: int, points: int) -> None:
        """``numerator / denominator`` of ``points`` (≥ 1) for one question of one attempt."""
        column = self._columns.get(question)
        if column is None:
            column = self._columns[question] = Column()
            self._denominators[question] = []
        column.attempts.append(self._numbers.setdefault(attempt, len(self._numbers)))
        column.marks.append(numerator)
        column.most.append(points)
        self._denominators[question].append(denominator)
        self._known.add(denominator)

    def number_of(self, attempt: Hashable) -> int | None:
        return self._numbers.get(attempt)

    def sheet(self) -> Sheet:
        unit = lcm(*self._known)
        people = len(self._numbers)
        totals, maxima, asked = [0] * people, [0] * people, [0] * people
        columns = {}
        for question, raw in self._columns.items():
            marks = [mark * (unit // below) for mark, below in zip(raw.marks, self._denominators[question], strict=True)]
            most = [points * unit for points in raw.most]
            for attempt, mark, could in zip(raw.attempts, marks, most, strict=True):
                totals[attempt] += mark
                maxima[attempt] += could
                asked[attempt] += 1
            columns[question] = Column(raw.attempts, marks, most)
        return Sheet(columns, totals, maxima, asked, unit)

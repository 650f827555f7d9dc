"""Points, maximum and pass of many attempts at once, exactly, at three queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from assessments.models import Attempt, AttemptItem, Grade


@dataclass(frozen=True)
class Total:
    """One attempt: what it has, what it could have, and what passing takes."""

    points: Fraction
    maximum: int
    pass_percent: int

    @property
    def passes(self) -> bool:
        return self.maximum > 0 and self.points * 100 >= self.pass_percent * self.maximum

    def changed_by(self, points: Fraction) -> "Total":
        return replace(self, points=self.points + points)


def totals_of(attempts: Iterable[int]) -> dict[int, Total]:
    """By the attempts' primary keys; answers without a mark count nothing."""
    ids = list(attempts)
    maximum: dict[int, int] = defaultdict(int)
    for attempt, worth in AttemptItem.objects.filter(attempt__in=ids).values_list("attempt_id", "points"):
        maximum[attempt] += worth
    newest = {}  # a later grade of an item replaces the earlier one
    rows = Grade.objects.filter(item__attempt__in=ids).order_by("number").values_list("item_id", "item__attempt_id", "numerator", "denominator")
    for item, attempt, numerator, denominator in rows.iterator(chunk_size=5000):
        newest[item] = (attempt, numerator, denominator)
    points: dict[int, Fraction] = defaultdict(Fraction)
    for attempt, numerator, denominator in newest.values():
        if numerator:
            points[attempt] += Fraction(numerator, denominator)
    percents = dict(Attempt.objects.filter(pk__in=ids).values_list("pk", "assessment__pass_percent"))
    return {attempt: Total(points[attempt], maximum[attempt], percent) for attempt, percent in percents.items()}

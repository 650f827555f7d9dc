"""The overall result of a student: an exact weighted mean, with what each part of it does to it.

    overall = Σ weight · share / Σ weight

over the results that count. Left out are: what the student is exempt from, what has no result yet, and in a group with a drop rule the lowest
results, as many as it says but never the last one. Of equal results the later in the outline is dropped. Worked example, a group of three quizzes that
drops one, 50 %, 80 % and 60 % with weight 1, and a final of 90 % with weight 2: (80 + 60 + 2 · 90) / 4 = 80 %.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Status = Literal["counts", "dropped", "exempt", "open", "unweighted"]


@dataclass(frozen=True)
class Result:
    """One activity of one student; ``share`` from 0 to 1, or ``None`` where there is no result yet."""

    weight: int
    group: str
    share: Fraction | None
    is_exempt: bool = False


@dataclass(frozen=True)
class Overall:
    """``share`` of what counts so far, or ``None`` while nothing does; ``statuses`` in the order of the results."""

    share: Fraction | None
    weight: int
    statuses: list[Status]

    @property
    def is_final(self) -> bool:
        """Nothing is open any more."""
        return "open" not in self.statuses


def overall(results: Sequence[Result], drop_lowest: Mapping[str, int]) -> Overall:
    dropped = _dropped(results, drop_lowest)
    statuses = [_status(result, number in dropped) for number, result in enumerate(results)]
    counting = [result for result, status in zip(results, statuses, strict=True) if status == "counts"]
    weight = sum(result.weight for result in counting)
    return Overall(_weighted_sum(counting) / weight if weight else None, weight, statuses)


def _weighted_sum(counting: Sequence[Result]) -> Fraction:
    """Σ weight · share, exactly; by denominator, since what has the same one is added in whole numbers."""
    sums: dict[int, int] = defaultdict(int)
    for result in counting:
        if result.share is not None:
            sums[result.share.denominator] += result.weight * result.share.numerator
    return sum((Fraction(sum_, denominator) for denominator, sum_ in sums.items()), Fraction(0))


def _status(result: Result, is_dropped: bool) -> Status:
    if result.is_exempt:
        return "exempt"
    if result.weight == 0:
        return "unweighted"
    if result.share is None:
        return "open"
    return "dropped" if is_dropped else "counts"


def _dropped(results: Sequence[Result], drop_lowest: Mapping[str, int]) -> set[int]:
    groups: dict[str, list[tuple[Fraction, int]]] = defaultdict(list)
    for number, result in enumerate(results):
        if result.group and result.weight and result.share is not None and not result.is_exempt:
            groups[result.group].append((result.share, -number))
    return {-number for group, shares in groups.items() for _, number in sorted(shares)[: min(drop_lowest.get(group, 0), len(shares) - 1)]}

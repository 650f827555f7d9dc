"""Ratios within rounds: machines drift, so floor and ours are sent in turn and divided round by round."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

UNDECIDED = 0.15  # nearer to a goal than this is measured again with more rounds


@dataclass(frozen=True)
class Ratio:
    """The median of the rounds' ratios, their range, and the typical time of floor and ours in milliseconds."""

    value: float
    low: float
    high: float
    floor_ms: float
    ours_ms: float


def ratio(floor: Callable[[], float], ours: Callable[[], float], *, rounds: int, requests: int) -> Ratio:
    """Send both in turn ``requests`` times in each of ``rounds`` rounds, after one round that is thrown away."""
    measured = [_round(floor, ours, requests) for _ in range(rounds + 1)][1:]
    ratios = sorted(mine / theirs for theirs, mine in measured)
    return Ratio(median(ratios), ratios[0], ratios[-1], 1000 * median(row[0] for row in measured), 1000 * median(row[1] for row in measured))


def _round(floor: Callable[[], float], ours: Callable[[], float], requests: int) -> tuple[float, float]:
    theirs, mine = [], []
    for _ in range(requests):
        theirs.append(floor())
        mine.append(ours())
    return median(theirs), median(mine)


def is_undecided(value: float, *goals: float) -> bool:
    return any(abs(value / goal - 1) <= UNDECIDED for goal in goals)

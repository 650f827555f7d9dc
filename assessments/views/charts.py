"""The geometry of charts that are drawn on the server: plain numbers for SVG, each chart beside a table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.queries.analysis import ItemAnalysis
from assessments.statistics import Bin

WIDTH, HEIGHT, LEFT, BASE = 640, 240, 40, 200


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    count: int


@dataclass(frozen=True)
class Dot:
    """``number``: the question’s place in the table."""

    x: float
    y: float
    number: int
    is_flagged: bool


def bars(bins: Sequence[Bin]) -> list[Bar]:
    """A bar for each bin; the tallest fills the height."""
    tallest = max((cell.count for cell in bins), default=0) or 1
    step = (WIDTH - LEFT) / max(len(bins), 1)
    made = []
    for number, cell in enumerate(bins):
        tall = (BASE - 24) * cell.count / tallest
        x = LEFT + step * number
        made.append(Bar(_r(x + 3), _r(BASE - tall), _r(step - 6), _r(tall), _r(x + step / 2), f"{cell.low}–{cell.high}", cell.count))
    return made


def dots(items: Sequence[ItemAnalysis]) -> list[Dot]:
    """Facility from left to right, discrimination from −1 at the bottom to 1 at the top; questions that have both."""
    made = []
    for number, item in enumerate(items, start=1):
        facility, discrimination = item.figures.facility.value, item.figures.discrimination.value
        if facility is not None and discrimination is not None:
            x = LEFT + (WIDTH - LEFT - 16) * facility
            made.append(Dot(_r(x), _r(BASE - (BASE - 16) * (discrimination + 1) / 2), number, bool(item.flags)))
    return made


def _r(value: float) -> float:
    return round(value, 1)

"""How the scores are spread."""

from dataclasses import dataclass

from assessments.statistics.sheet import Sheet

BINS = 10


@dataclass(frozen=True)
class Bin:
    """``count`` scores from ``low`` percent up to, but not including, ``high``; the last holds 100 too."""

    low: int
    high: int
    count: int


def histogram(sheet: Sheet) -> list[Bin]:
    """Ten bins of ten percent, counted without rounding."""
    counts = [0] * BINS
    for total, most in zip(sheet.totals, sheet.maxima, strict=True):
        counts[min(BINS - 1, total * BINS // most)] += 1
    width = 100 // BINS
    return [Bin(number * width, (number + 1) * width, count) for number, count in enumerate(counts)]

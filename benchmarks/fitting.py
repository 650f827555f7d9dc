"""How a time grows with a size: the slope of the straight line through both as logarithms, by least squares."""

from collections.abc import Mapping
from math import log
from statistics import linear_regression


def exponent(taken: Mapping[int, float]) -> float | None:
    """``e`` of ``time = a · size^e``: 0 is flat, 1 is linear, 2 is quadratic. ``None`` for fewer than two sizes.

    >>> exponent({100: 2.0, 1000: 20.0, 10000: 200.0})
    1.0
    """
    points = [(log(size), log(value)) for size, value in taken.items() if value > 0]
    if len(points) < 2:
        return None
    return round(linear_regression(*zip(*points, strict=True)).slope, 2)

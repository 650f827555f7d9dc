"""Marks as a database can hold them.

Constraint: a column holds whole numbers up to 2⁶³ − 1, and a fact pattern of many parts with very different divisors can have a mark whose
denominator is larger. A mark that fits is kept exactly. One that does not is replaced by the nearest fraction whose denominator is at most
10¹² (``Fraction.limit_denominator``; continued fractions, Khinchin 1964). Whole numbers are among those fractions, so a mark never crosses
nothing or full points; the error is below 10⁻¹² of a point, and the same mark is always replaced by the same.

    storable(Fraction(1, 3))                 → 1/3
    storable(Fraction(2**80, 2**80 + 1))     → 1
"""

from fractions import Fraction

LARGEST = 2**63 - 1
LARGEST_DENOMINATOR = 10**12


def storable(points: Fraction) -> Fraction:
    """``points`` exactly where both numbers fit the column, else the nearest that does."""
    if points.denominator <= LARGEST and points.numerator <= LARGEST:
        return points
    return points.limit_denominator(LARGEST_DENOMINATOR)

"""Values of QTI's expressions: a text, an exact number, a truth value, a point, a pair, a list of those, or ``None`` for QTI's NULL.

Pairs are tuples of two texts; those without a direction are kept in alphabetical order, so that they compare as the same.
"""

from collections import Counter
from fractions import Fraction
from typing import Any

Value = Any
Pair = tuple[str, str]
Point = tuple[Fraction, Fraction]
NUMBERS = frozenset({"integer", "float", "duration"})


class NotUnderstood(Exception):
    """A rule uses something that is not carried out here; ``what`` names it."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


def read_single(text: str, base: str) -> Value:
    """One value of type ``base`` as a file writes it; ``None`` where the text is none."""
    text = " ".join(text.split()) if base != "string" else text.strip()
    if base in NUMBERS:
        return number_of(text)
    if base == "boolean":
        return text in ("true", "1")
    if base in ("pair", "directedPair", "point"):
        parts = text.split()
        return _two(parts, base) if len(parts) == 2 else None
    return text or None


def number_of(text: str) -> Fraction | None:
    """``text`` as an exact number: ``3``, ``-2.5``, ``1e-3``; ``None`` where it is none or far beyond any question's size."""
    try:
        text = text.strip()
        exponent = text.lower().partition("e")[2]
        if len(text) > 60 or (exponent and abs(int(exponent)) > 30):
            return None
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def listed(value: Value) -> list[Value]:
    """``value`` as the list of its members; NULL has none."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def same(one: Value, other: Value, *, ordered: bool = False) -> bool:
    """Whether two values that are not NULL match: members in any order, unless ``ordered``; numbers and texts that say the same number."""
    a, b = [_comparable(x) for x in listed(one)], [_comparable(x) for x in listed(other)]
    return a == b if ordered else Counter(a) == Counter(b)


def _comparable(value: Value) -> Value:
    if isinstance(value, bool):
        return ("truth", value)
    if isinstance(value, str):
        return value.strip()
    return value


def _two(parts: list[str], base: str) -> Any:
    if base == "point":
        numbers = tuple(number_of(part) for part in parts)
        return None if None in numbers else numbers
    return tuple(sorted(parts)) if base == "pair" else tuple(parts)

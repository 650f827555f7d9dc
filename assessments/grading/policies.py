"""What each way of fixing a question makes of a mark. Pure: points in, points out."""

from collections.abc import Callable
from fractions import Fraction

from assessments.models.fix import FixPolicy

Rule = Callable[[Fraction, Fraction | None, int], Fraction | None]


def _both(present: Fraction, new: Fraction | None, maximum: int) -> Fraction | None:
    """The better of the two, so nobody loses."""
    return None if new is None else max(present, new)


def _new(present: Fraction, new: Fraction | None, maximum: int) -> Fraction | None:
    return new


def _everyone(present: Fraction, new: Fraction | None, maximum: int) -> Fraction | None:
    return Fraction(maximum)


def _leave(present: Fraction, new: Fraction | None, maximum: int) -> Fraction | None:
    return present


_RULES: dict[str, Rule] = {FixPolicy.BOTH: _both, FixPolicy.NEW: _new, FixPolicy.EVERYONE: _everyone, FixPolicy.LEAVE: _leave}


def fixed_points(policy: str, *, present: Fraction, new: Fraction | None, maximum: int) -> Fraction | None:
    """The points after a fix. ``present`` counts now; ``new`` is what the corrected version gives the same response, ``None`` where a person
    must mark it, and then so is the answer (unless the policy does not ask). Never more than ``maximum``."""
    return _RULES[policy](present, new, maximum)

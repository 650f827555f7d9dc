"""Marks fit their columns, exactly where they can."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.grading.exact import LARGEST, storable

shares = st.fractions(0, 1, max_denominator=2**200)


@given(shares, st.integers(1, 1000))
def test_every_mark_can_be_stored_and_stays_within_the_points(share: Fraction, points: int) -> None:
    kept = storable(share * points)

    assert kept.denominator <= LARGEST
    assert kept.numerator <= LARGEST
    assert 0 <= kept <= points
    assert abs(kept - share * points) <= Fraction(1, 10**12)


@given(st.fractions(0, 1000, max_denominator=10**9))
def test_what_fits_is_kept_exactly(mark: Fraction) -> None:
    assert storable(mark) == mark


@given(shares, shares)
def test_order_is_kept(first: Fraction, second: Fraction) -> None:
    low, high = sorted((first, second))

    assert storable(low) <= storable(high) + Fraction(1, 10**12)


def test_a_mark_with_too_large_a_denominator_is_rounded() -> None:
    assert storable(Fraction(2**80, 2**80 + 1)) == 1

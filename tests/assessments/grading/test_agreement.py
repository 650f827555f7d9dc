"""How far two markers agree: the formula against its definition by all pairs, and its limits."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading.agreement import agreement
from lms.core.errors import Invalid

shares = st.fractions(0, 1, max_denominator=20)
pairs = st.lists(st.tuples(shares, shares), min_size=1, max_size=12)
NONE = Fraction(0)


def test_the_example_of_the_module() -> None:
    found = agreement([(Fraction(0), Fraction(0)), (Fraction(1), Fraction(1)), (Fraction(1), Fraction(0))], NONE)

    assert found is not None
    assert (found.answers, found.exact, found.kappa) == (3, Fraction(2, 3), Fraction(2, 5))


@given(pairs)
def test_kappa_is_what_its_definition_says(marks: list[tuple[Fraction, Fraction]]) -> None:
    found = agreement(marks, NONE)
    observed = sum(((a - b) ** 2 for a, b in marks), NONE)
    chance = sum(((a - b) ** 2 for a, _ in marks for _, b in marks), NONE) / len(marks)

    assert found is not None
    assert found.kappa == (1 - observed / chance if chance else None)
    assert found.kappa is None or found.kappa <= 1


@given(pairs, shares)
def test_a_wider_tolerance_agrees_more(marks: list[tuple[Fraction, Fraction]], tolerance: Fraction) -> None:
    narrow, wide = agreement(marks, NONE), agreement(marks, tolerance)

    assert narrow is not None
    assert wide is not None
    assert narrow.within == narrow.exact <= wide.within


@given(pairs)
def test_who_is_first_does_not_matter(marks: list[tuple[Fraction, Fraction]]) -> None:
    assert agreement(marks, NONE) == agreement([(b, a) for a, b in marks], NONE)


def test_no_answers_have_no_agreement_and_a_tolerance_is_not_negative() -> None:
    assert agreement([], NONE) is None
    with pytest.raises(Invalid):
        agreement([], Fraction(-1))

"""Texts that say nearly the same: the formula, and that the quick way finds exactly what comparing all pairs finds."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lms.core.similar import alike_pairs, features, like, likeness

WORDS = ["who", "may", "represent", "him", "her", "in", "court", "alone"]
TEXTS = st.dictionaries(st.integers(), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=12)
LEAST = st.fractions(min_value=Fraction(1, 10), max_value=1, max_denominator=20)


def test_the_worked_example() -> None:
    assert likeness(features("Who may represent him?"), features("Who may represent her?")) == Fraction(5, 9)


def test_case_and_punctuation_make_no_difference() -> None:
    assert likeness(features("Who MAY represent him"), features("“Who may represent him?”")) == 1


def test_two_texts_without_words_are_not_alike() -> None:
    assert likeness(features("?"), features("")) == 0


@given(texts=TEXTS, least=LEAST)
def test_exactly_the_pairs_that_are_alike_are_found(texts: dict[int, str], least: Fraction) -> None:
    every = {
        (frozenset((one, other)), share) for one, other in combinations(texts, 2) if (share := likeness(features(texts[one]), features(texts[other]))) >= least
    }

    found = alike_pairs(texts, least=least)

    assert {(frozenset((one, other)), share) for one, other, share in found} == every
    assert len(found) == len(every)


@given(texts=TEXTS)
def test_likeness_is_the_same_both_ways_and_never_above_one(texts: dict[int, str]) -> None:
    for one, other in combinations(map(features, texts.values()), 2):
        assert likeness(one, other) == likeness(other, one) <= 1


def test_the_likest_come_first_and_no_more_than_asked_for() -> None:
    others = {1: "who may represent", 2: "who may represent him", 3: "an ocean"}

    assert like("Who may represent him?", others, least=Fraction(1, 2), most=2) == [(2, Fraction(1)), (1, Fraction(5, 7))]

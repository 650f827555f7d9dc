"""How alike texts are."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.checks.shingles import likenesses, shingles

TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=12).map(" ".join), min_size=2, max_size=6)


def test_the_worked_example() -> None:
    assert likenesses({"one": "file the form today", "other": "file the form now"}, 2) == [(0.5, "one", "other")]


RUNS = {"": set(), "One": {"one"}, "One, two: THREE!": {"one two", "two three"}, "one two\n\nthree": {"one two", "three"}}


@pytest.mark.parametrize(("text", "runs"), RUNS.items())
def test_runs_of_words(text: str, runs: set[str]) -> None:
    assert shingles(text, 2) == runs


@given(TEXTS)
def test_as_comparing_every_pair_would_say(texts: list[str]) -> None:
    named = {str(at): text for at, text in enumerate(texts)}
    measured = {(one, other): measure for measure, one, other in likenesses(named, 2)}

    for one, other in combinations(named, 2):
        mine, its = shingles(named[one], 2), shingles(named[other], 2)
        assert measured.get((one, other), 0) == (len(mine & its) / len(mine | its) if mine & its else 0)

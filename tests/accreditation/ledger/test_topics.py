"""Each minute counts under exactly one topic."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accreditation.ledger.topics import split_minutes, split_range

WEIGHTS = st.dictionaries(st.sampled_from(["asylum", "detention", "ethics_upl", "family", "referral_judgment"]), st.integers(1, 90), min_size=1)


def test_split_minutes_gives_the_left_over_minute_to_the_largest_remainder() -> None:
    split = split_minutes(10, {"asylum": 2, "ethics_upl": 1})

    assert split == {"asylum": 7, "ethics_upl": 3}


def test_split_minutes_breaks_ties_by_slug() -> None:
    split = split_minutes(1, {"family": 1, "asylum": 1})

    assert split == {"asylum": 1}


def test_split_minutes_without_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="more than zero"):
        split_minutes(5, {})


@given(minutes=st.integers(0, 6000), weights=WEIGHTS)
def test_split_minutes_loses_and_invents_nothing(minutes: int, weights: dict[str, int]) -> None:
    split = split_minutes(minutes, weights)

    assert sum(split.values()) == minutes
    for slug, weight in weights.items():
        exact = minutes * weight / sum(weights.values())
        assert abs(split.get(slug, 0) - exact) < 1


@given(stops=st.lists(st.integers(0, 600), min_size=1, max_size=8), weights=WEIGHTS)
def test_split_range_in_parts_adds_up_to_the_split_of_the_whole(stops: list[int], weights: dict[str, int]) -> None:
    stops = [0, *sorted(stops)]
    added: dict[str, int] = {}

    for start, end in pairwise(stops):
        part = split_range(start, end, weights)
        assert sum(part.values()) == end - start
        for slug, minutes in part.items():
            added[slug] = added.get(slug, 0) + minutes

    assert {slug: minutes for slug, minutes in added.items() if minutes} == split_minutes(stops[-1], weights)

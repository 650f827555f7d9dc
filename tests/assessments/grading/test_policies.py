"""What each way of fixing makes of a mark."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading.policies import fixed_points
from assessments.models.fix import FixPolicy

halves = st.integers(0, 8).map(lambda number: Fraction(number, 2))


@given(halves, halves)
def test_credit_for_both_keys_never_takes_a_point(present: Fraction, new: Fraction) -> None:
    assert fixed_points("both", present=present, new=new, maximum=4) == max(present, new)


@given(halves, halves)
def test_the_others_do_what_they_say(present: Fraction, new: Fraction) -> None:
    assert [fixed_points(policy, present=present, new=new, maximum=4) for policy in ("new", "everyone", "leave")] == [new, 4, present]


@given(st.sampled_from(FixPolicy.values), halves, halves)
def test_doing_it_again_changes_nothing(policy: str, present: Fraction, new: Fraction) -> None:
    once = fixed_points(policy, present=present, new=new, maximum=4)

    assert once is not None
    assert fixed_points(policy, present=once, new=new, maximum=4) == once


@pytest.mark.parametrize(("policy", "after"), [("both", None), ("new", None), ("everyone", 4), ("leave", 1)])
def test_an_answer_that_the_new_key_cannot_judge(policy: str, after: int | None) -> None:
    assert fixed_points(policy, present=Fraction(1), new=None, maximum=4) == after

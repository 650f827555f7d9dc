"""A mark is an exact fraction, or waits for a person."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.api import Grade, PartGrade
from lms.questions.grades import said_share


@pytest.mark.parametrize(
    ("fraction", "state", "points", "said"),
    [
        (Fraction(0), "none", Fraction(0), "no points"),
        (Fraction(2, 3), "part", Fraction(2), "2/3 of the points"),
        (Fraction(1), "full", Fraction(3), "full points"),
    ],
)
def test_a_mark_has_one_word_exact_points_and_a_way_to_say_it(fraction: Fraction, state: str, points: Fraction, said: str) -> None:
    grade = Grade(fraction)

    assert (grade.state, grade.points(3), said_share(fraction)) == (state, points, said)


def test_a_mark_a_person_must_give_has_no_points_yet() -> None:
    grade = Grade(None)

    assert (grade.state, grade.points(3), grade.needs_marking, grade.is_right) == ("waiting", None, True, False)


@pytest.mark.parametrize("wrong", [Fraction(-1, 3), Fraction(4, 3), 0.5, 1, True])
def test_a_mark_outside_zero_to_one_or_not_exact_is_an_error(wrong: object) -> None:
    with pytest.raises(ValueError, match="exact fraction from 0 to 1"):
        Grade(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="exact fraction from 0 to 1"):
        PartGrade("a", wrong)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.fractions(0, 1), st.integers(1, 100)), min_size=1))
def test_points_of_many_questions_add_up_without_rounding(marks: list[tuple[Fraction, int]]) -> None:
    total = sum(Grade(fraction).points(maximum) or Fraction(0) for fraction, maximum in marks)

    assert total == sum(fraction * maximum for fraction, maximum in marks)
    assert 0 <= total <= sum(maximum for _, maximum in marks)

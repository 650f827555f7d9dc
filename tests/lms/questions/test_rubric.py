"""Points a person gives by a rubric become an exact mark, or a sentence says why not."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.api import Criterion, InvalidMark, PartGrade
from lms.questions.rubric import Level, grade_by_rubric

RUBRIC = [Criterion(id="facts", title="Facts", points=3), Criterion(id="law", title="Law", points=2)]


def test_the_mark_is_the_share_of_all_points() -> None:
    grade = grade_by_rubric(RUBRIC, {"facts": 2, "law": Fraction(1, 2)})

    assert grade.fraction == Fraction(1, 2)
    assert grade.parts == (PartGrade("facts", Fraction(2, 3), weight=3), PartGrade("law", Fraction(1, 4), weight=2))


@pytest.mark.parametrize(
    ("points", "sentences"),
    [
        ({"facts": 1}, ["“Law” has no points yet."]),
        ({}, ["“Facts” has no points yet.", "“Law” has no points yet."]),
        ({"facts": 4, "law": 1}, ["“Facts” takes 0 to 3 points."]),
        ({"facts": -1, "law": 1}, ["“Facts” takes 0 to 3 points."]),
        ({"facts": 0.5, "law": 1}, ["The points for “Facts” must be a whole number or a fraction."]),
        ({"facts": True, "law": 1}, ["The points for “Facts” must be a whole number or a fraction."]),
        ({"facts": "3", "law": 1}, ["The points for “Facts” must be a whole number or a fraction."]),
        ({"facts": 1, "law": 1, "style": 1}, ["Points were given for a row that this rubric does not have."]),
    ],
)
def test_points_that_do_not_fit_are_refused(points: dict[str, Any], sentences: list[str]) -> None:
    with pytest.raises(InvalidMark) as refused:
        grade_by_rubric(RUBRIC, points)

    assert refused.value.sentences == sentences


@given(st.lists(st.tuples(st.integers(1, 100), st.fractions(0, 1)), min_size=1, max_size=20))
def test_parts_weighted_by_their_points_add_up_to_the_mark(rows: list[tuple[int, Fraction]]) -> None:
    rubric = [Criterion(id=f"r{at}", title="Row", points=points) for at, (points, _) in enumerate(rows)]

    grade = grade_by_rubric(rubric, {f"r{at}": share * points for at, (points, share) in enumerate(rows)})

    weights = sum(part.weight for part in grade.parts)
    assert grade.fraction == sum((part.fraction or Fraction(0)) * part.weight for part in grade.parts) / weights


def level(points: int) -> Level:
    return Level(points=points, text=f"Worth {points}")


def test_levels_end_with_the_points_of_their_row() -> None:
    row = Criterion(id="law", title="Law", points=4, levels=[level(0), level(2), level(4)])

    assert [one.points for one in row.levels] == [0, 2, 4]


@pytest.mark.parametrize("points", [[0, 2], [4, 4], [0, 5]])
def test_levels_that_do_not_fit_are_refused(points: list[int]) -> None:
    with pytest.raises(ValueError, match="the levels must have different points"):
        Criterion(id="law", title="Law", points=4, levels=[level(one) for one in points])

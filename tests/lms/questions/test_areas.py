"""Points in rectangles, circles and polygons, exactly."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from lms.questions.areas import Circle, Polygon, Rectangle, Shape
from lms.questions.errors import InvalidContent
from lms.questions.types.hotspot import Hotspot
from tests.lms.questions.samples import hotspot

SHAPES: TypeAdapter[Any] = TypeAdapter(Shape)
TENTHS = st.integers(0, 1000).map(lambda tenths: Fraction(tenths, 10))
POINTS = st.tuples(TENTHS, TENTHS)
SQUARE = Fraction(1)


@st.composite
def rectangles(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Left, top, right and bottom."""
    left, right = sorted(draw(st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True)))
    top, bottom = sorted(draw(st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True)))
    return left, top, right, bottom


@given(rectangles(), POINTS)
def test_a_rectangle_holds_what_lies_between_its_sides_and_a_polygon_of_its_corners_the_same(sides: tuple[int, int, int, int], point: Any) -> None:
    left, top, right, bottom = sides
    rectangle = SHAPES.validate_python({"shape": "rectangle", "left": left, "top": top, "width": right - left, "height": bottom - top})
    corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
    polygon = SHAPES.validate_python({"shape": "polygon", "corners": corners})

    expected = left <= point[0] <= right and top <= point[1] <= bottom

    assert isinstance(rectangle, Rectangle)
    assert rectangle.holds(point, SQUARE) == polygon.holds(point, SQUARE) == expected


@given(POINTS, st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=3, max_size=3, unique=True), st.integers(0, 2), st.booleans())
def test_a_triangle_is_the_same_wherever_it_begins_and_whichever_way_it_goes(point: Any, corners: list[tuple[int, int]], start: int, backwards: bool) -> None:
    if (corners[1][0] - corners[0][0]) * (corners[2][1] - corners[0][1]) == (corners[1][1] - corners[0][1]) * (corners[2][0] - corners[0][0]):
        return  # the corners lie on one line
    turned = [*corners[start:], *corners[:start]][:: -1 if backwards else 1]

    one, other = (SHAPES.validate_python({"shape": "polygon", "corners": [list(corner) for corner in way]}) for way in (corners, turned))

    assert isinstance(one, Polygon)
    assert one.holds(point, SQUARE) == other.holds(point, SQUARE)
    assert all(one.holds((Fraction(x), Fraction(y)), SQUARE) for x, y in corners)


@given(POINTS, st.integers(1, 100), st.fractions(Fraction(1, 4), 4))
def test_a_circle_is_round_on_a_picture_of_any_form(point: Any, radius: int, ratio: Fraction) -> None:
    circle = SHAPES.validate_python({"shape": "circle", "x": 50, "y": 50, "radius": radius})

    across, down = point[0] - 50, (point[1] - 50) * ratio

    assert isinstance(circle, Circle)
    assert circle.holds(point, ratio) == (across**2 + down**2 <= radius**2)


@pytest.mark.parametrize(
    ("point", "inside"),
    [((50, 20), False), ((20, 50), True), ((80, 50), True), ((50, 50), True), ((50, 49), False), ((10, 10), True), ((9, 10), False)],
)
def test_a_polygon_with_a_notch(point: tuple[int, int], inside: bool) -> None:
    polygon = SHAPES.validate_python({"shape": "polygon", "corners": [[10, 10], [50, 50], [90, 10], [90, 90], [10, 90]]})

    assert polygon.holds((Fraction(point[0]), Fraction(point[1])), SQUARE) is inside


def test_areas_are_drawn_in_figures_that_svg_reads() -> None:
    drawn = [
        SHAPES.validate_python(data).drawn(Fraction(3, 4))
        for data in (
            {"shape": "rectangle", "left": "12.5", "top": 0, "width": "1/3", "height": 20},
            {"shape": "circle", "x": 80, "y": 20, "radius": 6},
            {"shape": "polygon", "corners": [[0, 0], ["10.5", 0], [0, 10]]},
        )
    ]

    assert drawn == [
        {"shape": "rectangle", "x": "12.5", "y": "0", "width": "0.333333", "height": "20"},
        {"shape": "ellipse", "x": "80", "y": "20", "rx": "6", "ry": "8"},
        {"shape": "polygon", "points": "0,0 10.5,0 0,10"},
    ]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (
            {"shape": "rectangle", "left": 90, "top": 0, "width": 20, "height": 5},
            "rectangle: a rectangle has a width and a height and lies inside the picture.",
        ),
        ({"shape": "rectangle", "left": 0, "top": 0, "width": 0, "height": 5}, "rectangle: a rectangle has a width and a height and lies inside the picture."),
        ({"shape": "circle", "x": 5, "y": 5, "radius": 0}, "circle: a circle has a radius."),
        ({"shape": "circle", "x": 101, "y": 5, "radius": 1}, "circle, x: this must be a number from 0 to 100, in quotes where it has decimals."),
        ({"shape": "circle", "x": True, "y": 5, "radius": 1}, "circle, x: this must be text (in YAML, put figures and words such as yes in quotes)."),
        ({"shape": "polygon", "corners": [[0, 0], [1, 1], [2, 2]]}, "polygon: the corners of a polygon do not lie on one line."),
        ({"shape": "polygon", "corners": [[0, 0], [1, 1]]}, "polygon, corners: this list is too short: it needs 3 or more."),
        ({"shape": "star"}, "the field 'shape' must be one of 'rectangle', 'circle', 'polygon'."),
        ({}, "the field 'shape' is missing, which says what kind this is."),
        ("round", "this must be a group of named fields."),
    ],
)
def test_an_area_nobody_could_meet_is_refused_with_its_place(place: object, sentence: str) -> None:
    data = hotspot()
    data["areas"][4]["place"] = place

    with pytest.raises(InvalidContent) as refused:
        Hotspot().validate_content(data)

    said = refused.value.sentences[0]
    assert said.startswith("areas, entry 5, place")
    assert said.removeprefix("areas, entry 5, place")[2:] == sentence

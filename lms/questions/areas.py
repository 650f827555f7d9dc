"""Areas of a picture, in percent of its width and height from its top left corner, and whether a point lies in one. Exact; an edge belongs to its area."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from lms.questions.content import Content
from lms.questions.numbers import read_number

Point = tuple[Fraction, Fraction]


def _written(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _percent(text: str) -> str:
    number = read_number(text) if len(text) <= 20 else None
    if number is None or not 0 <= number <= 100:
        raise ValueError("this must be a number from 0 to 100, in quotes where it has decimals")
    return text


Share = Annotated[str, BeforeValidator(_written), AfterValidator(_percent)]
"""A number from 0 to 100 as text, or a whole number."""


def exact(share: str) -> Fraction:
    number = read_number(share)
    assert number is not None  # checked with the content
    return number


class Rectangle(Content):
    shape: Literal["rectangle"]
    left: Share
    top: Share
    width: Share
    height: Share

    @model_validator(mode="after")
    def _inside(self) -> "Rectangle":
        left, top, width, height = map(exact, (self.left, self.top, self.width, self.height))
        if not (width and height) or left + width > 100 or top + height > 100:
            raise ValueError("a rectangle has a width and a height and lies inside the picture")
        return self

    def holds(self, point: Point, ratio: Fraction) -> bool:
        left, top = exact(self.left), exact(self.top)
        return left <= point[0] <= left + exact(self.width) and top <= point[1] <= top + exact(self.height)

    def drawn(self, ratio: Fraction) -> dict[str, str]:
        return {
            "shape": "rectangle",
            "x": _figure(exact(self.left)),
            "y": _figure(exact(self.top)),
            "width": _figure(exact(self.width)),
            "height": _figure(exact(self.height)),
        }


class Circle(Content):
    """``radius`` is in percent of the picture's width, so that it is round on a picture of any form."""

    shape: Literal["circle"]
    x: Share
    y: Share
    radius: Share

    @model_validator(mode="after")
    def _has_size(self) -> "Circle":
        if not exact(self.radius):
            raise ValueError("a circle has a radius")
        return self

    def holds(self, point: Point, ratio: Fraction) -> bool:
        across, down = point[0] - exact(self.x), (point[1] - exact(self.y)) * ratio
        return across * across + down * down <= exact(self.radius) ** 2

    def drawn(self, ratio: Fraction) -> dict[str, str]:
        radius = exact(self.radius)
        return {"shape": "ellipse", "x": _figure(exact(self.x)), "y": _figure(exact(self.y)), "rx": _figure(radius), "ry": _figure(radius / ratio)}


class Polygon(Content):
    """``corners`` in order, each as (from the left, from the top); where edges cross, what lies inside is counted by the even-odd rule."""

    shape: Literal["polygon"]
    corners: Annotated[list[Annotated[list[Share], Field(min_length=2, max_length=2)]], Field(min_length=3, max_length=60)]

    @model_validator(mode="after")
    def _has_size(self) -> "Polygon":
        first, *others = self._points()
        if not any(_turn(first, one, other) for one in others for other in others):
            raise ValueError("the corners of a polygon do not lie on one line")
        return self

    def _points(self) -> list[Point]:
        return [(exact(x), exact(y)) for x, y in self.corners]

    def _edges(self) -> Iterator[tuple[Point, Point]]:
        points = self._points()
        return zip(points, [*points[1:], points[0]], strict=True)

    def holds(self, point: Point, ratio: Fraction) -> bool:
        inside = False
        for one, other in self._edges():
            if _on_edge(point, one, other):
                return True
            if (one[1] > point[1]) != (other[1] > point[1]):  # the edge crosses the level of the point
                crossing = one[0] + (point[1] - one[1]) * (other[0] - one[0]) / (other[1] - one[1])
                inside ^= point[0] < crossing
        return inside

    def drawn(self, ratio: Fraction) -> dict[str, str]:
        return {"shape": "polygon", "points": " ".join(f"{_figure(x)},{_figure(y)}" for x, y in self._points())}


Shape = Annotated[Rectangle | Circle | Polygon, Field(discriminator="shape")]


def _figure(number: Fraction) -> str:
    """For drawing only, where a thousandth is not seen."""
    return f"{float(number):g}"


def _turn(a: Point, b: Point, c: Point) -> Fraction:
    """Above 0 when the way from ``a`` over ``b`` to ``c`` turns one way, below when it turns the other, 0 when it goes straight."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _on_edge(point: Point, one: Point, other: Point) -> bool:
    between = all(min(a, b) <= at <= max(a, b) for at, a, b in zip(point, one, other, strict=True))
    return between and not _turn(one, other, point)

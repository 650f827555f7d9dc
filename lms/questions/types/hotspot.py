"""A place to be marked on a picture. Response: ``{"area": "", "x": "42.5", "y": "17"}``, in percent from the left and from the top to a tenth,
or ``{"area": "box_7", "x": "", "y": ""}`` where a named area was chosen from the list.

A point is worth what the first area that holds it is worth, in the order in which the areas are written; outside all of them it is worth
nothing. A named area is worth what it says. The list is the way for whoever cannot see or point: leave it out only where the names alone
tell the answer. The crosshair and the two numbers work by keyboard either way.

Worked example, a form of which “Box 7” (a rectangle from 10, 40, 20 wide and 10 high) earns 100 and “Box 8” below it 25: 30, 50 is Box 7, for its
edge belongs to it, and earns 1; 30, 51 is Box 8 and earns 1/4; 90, 90 earns nothing.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from lms.questions.areas import Shape
from lms.questions.base import QuestionType
from lms.questions.content import Content, Markdown, PartId, Percent, Title, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.numbers import read_number
from lms.questions.pictures import Picture
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import Form, Response, many_values, one_value, was_sent
from lms.questions.text import clean_text, in_one_line

POINT = "point"  # what the list calls the place that was marked
FIELDS = ("area", "x", "y")


class Area(Content):
    """``percent`` is the share of the points; ``feedback`` is Markdown and speaks to who marked this area."""

    id: PartId
    label: Title
    place: Shape
    percent: Percent = 0
    feedback: Markdown = ""


class HotspotContent(Content):
    """``names_listed``: the names of the areas are shown, to choose from instead of pointing."""

    picture: Picture
    areas: Annotated[list[Area], Field(min_length=1, max_length=30)]
    names_listed: bool = True

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        refuse_repeated([area.id for area in self.areas], "areas")
        refuse_repeated([area.label for area in self.areas], "areas")
        if any(area.id == POINT for area in self.areas):
            raise ValueError(f"no area can be called “{POINT}”")
        if all(area.percent < 100 for area in self.areas):
            raise ValueError("at least one area must earn 100 percent")
        if self.names_listed and all(area.percent == 100 for area in self.areas):
            raise ValueError("a list of areas needs one that does not earn everything; add areas beside the right one")
        return self

    @property
    def ratio(self) -> Fraction:
        """Height to width of the picture; 1 while its size is not known."""
        return Fraction(self.picture.height, self.picture.width) if self.picture.height and self.picture.width else Fraction(1)


class Hotspot(QuestionType[HotspotContent]):
    key = "hotspot"
    label = "Hotspot"
    description = "A place to mark on a picture, or to choose by its name."
    content_class = HotspotContent

    def check_writing(self, content: HotspotContent) -> None:
        content.picture.refuse_unstored()

    def markdown_fields(self, content: HotspotContent) -> dict[str, str]:
        return {_feedback(area): area.feedback for area in content.areas if area.feedback}

    def shuffled_parts(self, content: HotspotContent) -> list[str]:
        return [area.id for area in content.areas] if content.names_listed else []

    def parse(self, form: Form, name: str) -> Any:
        if not was_sent(form, name):
            return None
        if forged := many_values(form, name):  # its own field is always empty
            return {"area": forged, "x": "", "y": ""}
        sent = {field: one_value(form, f"{name}-{field}") for field in FIELDS}
        return {field: "" if value is None else value for field, value in sent.items()}

    def normalize(self, content: HotspotContent, response: Any) -> Response:
        """Half a place is kept, so that saving while it is typed loses nothing; it is no answer yet. A chosen name leaves the place out."""
        if response is None:
            return dict.fromkeys(FIELDS, "")
        if not isinstance(response, Mapping) or set(response) != set(FIELDS):
            raise InvalidResponse("This answer does not have the shape that the question expects. Reload the page and answer again.")
        area = response["area"]
        known = [area.id for area in content.areas] if content.names_listed else []
        if area in known and isinstance(area, str):
            return {"area": area, "x": "", "y": ""}
        if area not in ("", POINT):
            raise InvalidResponse("A chosen area does not belong to this question. Reload the page and answer again.")
        return {"area": "", "x": _tenths(response["x"]), "y": _tenths(response["y"])}

    def is_answered(self, content: HotspotContent, response: Response) -> bool:
        return bool(response["area"] or (response["x"] and response["y"]))

    def warnings(self, content: HotspotContent, response: Response) -> list[str]:
        half = bool(response["x"]) != bool(response["y"])
        return ["Your place is not marked yet: it needs both numbers, from the left and from the top."] if half else []

    def grade(self, content: HotspotContent, response: Response) -> Grade:
        area = _marked(content, response)
        share = Fraction(area.percent, 100) if area else Fraction(0)
        return Grade(share, (PartGrade("place", share),), (_feedback(area),) if area and area.feedback else ())

    def explain(self, content: HotspotContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["No place was marked: no points."]
        share = grade.fraction or Fraction(0)
        what = "The chosen area" if response["area"] else "The marked place"
        return [f"{what} is {'right' if share == 1 else 'partly right' if share else 'not the right one'}: {said_share(share)}."]

    def public_view(self, content: HotspotContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        """Names only where they are listed, and never where an area lies."""
        listed = [{"id": area.id, "label": area.label} for area in _in_order(content, order)] if content.names_listed else []
        return {"picture": content.picture.public_view(), "areas": listed}

    def key_view(self, content: HotspotContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {
            "areas": [
                {
                    "id": area.id, "label": area.label, "percent": area.percent, "drawn": area.place.drawn(content.ratio),
                    "feedback_html": html_of(_feedback(area), area.feedback, rendered),
                }
                for area in _in_order(content, order) if area.percent
            ]
        }  # fmt: skip

    def summarize(self, content: HotspotContent, response: Response) -> str:
        if not self.is_answered(content, response):
            return "–"
        label = next((area.label for area in content.areas if area.id == response["area"]), "")
        return in_one_line(label or f"{response['x']} % from the left, {response['y']} % from the top")

    def possible_answers(self, content: HotspotContent) -> list[str]:
        return [area.id for area in content.areas]

    def answers_in(self, content: HotspotContent, response: Response) -> list[str]:
        if not self.is_answered(content, response):
            return []
        area = _marked(content, response)
        return [area.id if area else "elsewhere"]


def _marked(content: HotspotContent, response: Response) -> Area | None:
    """The area that was named, or the first that holds the place; ``None`` for a place outside all."""
    if response["area"]:
        return next((area for area in content.areas if area.id == response["area"]), None)
    x, y = read_number(response["x"]), read_number(response["y"])
    if x is None or y is None:
        return None
    return next((area for area in content.areas if area.place.holds((x, y), content.ratio)), None)


def _tenths(value: Any) -> str:
    """``value``, a number from 0 to 100 as people write it, to the nearest tenth: “42.5”; empty stays empty."""
    text = clean_text(value, most=20).strip()
    if not text:
        return ""
    number = read_number(text)
    if number is None or not 0 <= number <= 100:
        raise InvalidResponse("A place is two numbers from 0 to 100, in percent from the left and from the top of the picture.")
    tenths = round(number * 10)
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def _feedback(area: Area) -> str:
    return f"areas.{area.id}.feedback"


def _in_order(content: HotspotContent, order: Sequence[str]) -> list[Area]:
    place = {key: at for at, key in enumerate(order)}
    return sorted(content.areas, key=lambda area: place.get(area.id, len(place)))

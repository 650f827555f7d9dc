"""Steps to put in order. Response: ``{"places": {"hearing": 2, "notice": 1}}``, the places from 1 of the steps that have been given one.

An author writes the steps in the right order; a page never shows them so, and names them by their page ids. A place that two steps
were given counts for neither. Three rules turn places into a mark. With n steps in the right order s1 … sn:

- ``all_or_nothing``: 1 when every step has its right place, else 0.
- ``by_position``: the share of steps in their right place.
- ``by_pairs``: of the n − 1 pairs of neighbors (s1, s2), (s2, s3) …, the share that stand directly one after the other. One step too
  early or late spoils two or three pairs, not everything after it.

Worked example, five steps:

===========  ==============  ===========  ========
order given  all_or_nothing  by_position  by_pairs
===========  ==============  ===========  ========
1 2 3 4 5    1               1            1
2 3 4 5 1    0               0            3/4
2 1 3 4 5    0               3/5          1/2
5 4 3 2 1    0               1/5          0
1 2 3 – –    0               3/5          1/2
===========  ==============  ===========  ========
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from lms.questions.base import QuestionType
from lms.questions.content import Content, Markdown, PartId, RequiredMarkdown, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.hidden_order import known_part, mixed, page_id, refuse_same_text
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import ODD_SHAPE, Form, Response, one_value, only, was_sent
from lms.questions.text import in_one_line

Scoring = Literal["all_or_nothing", "by_position", "by_pairs"]
_RULES: dict[Scoring, str] = {
    "all_or_nothing": "Points are given only when every step has its right place.",
    "by_position": "Each step in its right place earns its share.",
    "by_pairs": "Each step that directly follows the right one earns its share.",
}


class Step(Content):
    """One step. ``text`` and ``explanation`` are Markdown; the explanation is told to who did not give the step its place."""

    id: PartId
    text: RequiredMarkdown
    explanation: Markdown = ""


class OrderingContent(Content):
    """``steps`` in the right order. Two would be no question: the order that is shown would tell the other."""

    steps: Annotated[list[Step], Field(min_length=3, max_length=15)]
    scoring: Scoring = "by_position"

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeated(self.ids(), "steps")
        refuse_same_text(self.steps, "steps")
        return self

    def ids(self) -> list[str]:
        return [step.id for step in self.steps]


class Ordering(QuestionType[OrderingContent]):
    key = "ordering"
    label = "Ordering"
    description = "Steps to put in order, marked as a whole, by place or by neighbors."
    content_class = OrderingContent

    def markdown_fields(self, content: OrderingContent) -> dict[str, str]:
        texts = {f"steps.{step.id}.text": step.text for step in content.steps}
        return texts | {f"steps.{step.id}.explanation": step.explanation for step in content.steps if step.explanation}

    def option_order(self, content: OrderingContent, *, shuffle: bool, seed: int | str) -> list[str]:
        """Always mixed, and never the right order: the written one is the answer."""
        return mixed(content.steps, seed=seed, never=content.ids())

    def parse(self, form: Form, name: str) -> Any:
        if not was_sent(form, name):
            return None
        sent = {key.removeprefix(f"{name}-"): one_value(form, key) for key in form if key.startswith(f"{name}-")}
        return {"places": {key: _number(value) for key, value in sent.items() if value is not None}}

    def normalize(self, content: OrderingContent, response: Any) -> Response:
        said = {} if response is None else only(response, "places")
        if not isinstance(said, Mapping) or len(said) > len(content.steps):
            raise InvalidResponse(ODD_SHAPE)
        places = {known_part(content.steps, step, what="a step"): self._known_place(content, place) for step, place in said.items()}
        if len(places) < len(said):  # one step by its id and by its page id
            raise InvalidResponse(ODD_SHAPE)
        return {"places": dict(sorted(places.items()))}

    @staticmethod
    def _known_place(content: OrderingContent, place: Any) -> int:
        if type(place) is not int or not 1 <= place <= len(content.steps):
            raise InvalidResponse(f"The place of a step must be a number from 1 to {len(content.steps)}. Correct it and save again.")
        return place

    def is_answered(self, content: OrderingContent, response: Response) -> bool:
        return bool(response["places"])

    def warnings(self, content: OrderingContent, response: Response) -> list[str]:
        if not self.is_answered(content, response):
            return []
        twice = sorted(place for place, times in Counter(response["places"].values()).items() if times > 1)
        said = [f"More than one step has place {place}." for place in twice]
        left = len(content.steps) - len(response["places"])
        return said + ([f"{left} steps have no place yet." if left > 1 else "1 step has no place yet."] if left else [])

    def grade(self, content: OrderingContent, response: Response) -> Grade:
        places = clear_places(response["places"])
        right = {step: places.get(step) == place for place, step in enumerate(content.ids(), start=1)}
        told = tuple(f"steps.{step.id}.explanation" for step in content.steps if step.explanation and not right[step.id])
        share = share_of(content.scoring, content.ids(), places)
        return Grade(share, tuple(PartGrade(step, Fraction(int(is_right))) for step, is_right in right.items()), told)

    def explain(self, content: OrderingContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response) or grade.fraction is None:
            return ["No step was given a place: no points."]
        steps = content.ids()
        if content.scoring == "by_pairs":
            counted = f"{pairs_kept(steps, clear_places(response['places']))} of {len(steps) - 1} steps directly follow the right one"
        else:
            counted = f"{sum(part.fraction == 1 for part in self.grade(content, response).parts)} of {len(steps)} steps are in their right place"
        said = f"{counted}: {said_share(grade.fraction)}."
        return [said] if grade.is_right else [said, _RULES[content.scoring]]

    def public_view(self, content: OrderingContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        """``id`` is for looking things up; what a page prints is ``page_id``."""
        steps = [
            {"id": step.id, "page_id": page_id(step), "html": html_of(f"steps.{step.id}.text", step.text, rendered)} for step in self._shown(content, order)
        ]
        return {"steps": steps, "places": list(range(1, len(steps) + 1)), "scoring": content.scoring}

    @staticmethod
    def _shown(content: OrderingContent, order: Sequence[str]) -> list[Step]:
        """The steps as the frozen ``order`` has them; mixed by their texts alone where there is none, or where it does not name each once."""
        known = list(order) if sorted(order) == sorted(content.ids()) else mixed(content.steps, never=content.ids())
        steps = {step.id: step for step in content.steps}
        return [steps[key] for key in known]

    def key_view(self, content: OrderingContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {
            "steps": [
                {
                    "id": step.id, "place": place, "html": html_of(f"steps.{step.id}.text", step.text, rendered),
                    "explanation_html": html_of(path, step.explanation, rendered) if (path := f"steps.{step.id}.explanation") and step.explanation else "",
                }
                for place, step in enumerate(content.steps, start=1)
            ]
        }  # fmt: skip

    def summarize(self, content: OrderingContent, response: Response) -> str:
        texts = {step.id: step.text for step in content.steps}
        return in_one_line("; ".join(f"{place}. {texts[step]}" for place, step in sorted((place, step) for step, place in response["places"].items()))) or "–"

    def possible_answers(self, content: OrderingContent) -> list[str]:
        return [f"{step}: {place}" for step in content.ids() for place in range(1, len(content.steps) + 1)]

    def answers_in(self, content: OrderingContent, response: Response) -> list[str]:
        return [f"{step}: {place}" for step, place in response["places"].items()]


def clear_places(places: Mapping[str, int]) -> dict[str, int]:
    """``places`` without those that more than one step was given."""
    times = Counter(places.values())
    return {step: place for step, place in places.items() if times[place] == 1}


def pairs_kept(steps: Sequence[str], places: Mapping[str, int]) -> int:
    """How many neighbors in ``steps``, the right order, stand directly one after the other in ``places``."""
    return sum(one in places and other in places and places[other] == places[one] + 1 for one, other in pairwise(steps))


def share_of(scoring: Scoring, steps: Sequence[str], places: Mapping[str, int]) -> Fraction:
    """The share of the points by ``scoring``'s rule; ``steps`` in the right order, ``places`` clear of doubles."""
    if scoring == "by_pairs":
        return Fraction(pairs_kept(steps, places), len(steps) - 1)
    right = sum(places.get(step) == place for place, step in enumerate(steps, start=1))
    return Fraction(right, len(steps)) if scoring == "by_position" else Fraction(int(right == len(steps)))


def _number(sent: Any) -> Any:
    """A figure of a form as a number; anything else as it is, to be refused."""
    return int(sent) if isinstance(sent, str) and sent.isascii() and sent.isdigit() and len(sent) < 4 else sent

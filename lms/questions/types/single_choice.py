"""One right option among several. Response: ``{"choice": "a"}``, or ``{"choice": null}`` when left open."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Self

from pydantic import model_validator

from lms.questions import options
from lms.questions.base import QuestionType
from lms.questions.content import Content, refuse_repeated
from lms.questions.grades import Grade, PartGrade
from lms.questions.options import Options
from lms.questions.rendering import Rendered
from lms.questions.responses import Form, Response, one_value, only, was_sent


class SingleChoiceContent(Content):
    options: Options

    @model_validator(mode="after")
    def _one_right(self) -> Self:
        refuse_repeated(options.ids_of(self.options), "options")
        right = len(options.right_ids(self.options))
        if right != 1:
            raise ValueError(f"exactly one option must be correct, and {right} are")
        return self


class SingleChoice(QuestionType[SingleChoiceContent]):
    key = "single_choice"
    label = "Single choice"
    description = "Several options, exactly one of them right."
    content_class = SingleChoiceContent

    def markdown_fields(self, content: SingleChoiceContent) -> dict[str, str]:
        return options.option_texts(content.options)

    def shuffled_parts(self, content: SingleChoiceContent) -> list[str]:
        return options.ids_of(content.options)

    def parse(self, form: Form, name: str) -> Any:
        return {"choice": one_value(form, name)} if was_sent(form, name) else None

    def normalize(self, content: SingleChoiceContent, response: Any) -> Response:
        choice = None if response is None else only(response, "choice")
        return {"choice": None if choice is None else options.known_option(content.options, choice)}

    def is_answered(self, content: SingleChoiceContent, response: Response) -> bool:
        return response["choice"] is not None

    def grade(self, content: SingleChoiceContent, response: Response) -> Grade:
        chosen = response["choice"]
        right = Fraction(int(chosen in options.right_ids(content.options)))
        return Grade(right, (PartGrade("choice", right),), options.feedback_of(content.options, [chosen]))

    def explain(self, content: SingleChoiceContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["No option was chosen: no points."]
        return ["The right option was chosen: full points."] if grade.is_right else ["The chosen option is not the right one: no points."]

    def public_view(self, content: SingleChoiceContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"options": options.public_options(content.options, order, rendered)}

    def key_view(self, content: SingleChoiceContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"options": options.key_options(content.options, order, rendered)}

    def summarize(self, content: SingleChoiceContent, response: Response) -> str:
        return options.said_options(content.options, [response["choice"]])

    def possible_answers(self, content: SingleChoiceContent) -> list[str]:
        return options.ids_of(content.options)

    def answers_in(self, content: SingleChoiceContent, response: Response) -> list[str]:
        return [response["choice"]] if self.is_answered(content, response) else []

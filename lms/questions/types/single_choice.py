"""One right option among several."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Self

from pydantic import model_validator

from lms.questions.base import Content, Form, Grade, QuestionType, Response, only
from lms.questions.options import Options, key_options, known_option, option_texts, public_options, refuse_repeated


class SingleChoiceContent(Content):
    options: Options

    @model_validator(mode="after")
    def _one_right(self) -> Self:
        refuse_repeated(self.options)
        if sum(option.correct for option in self.options) != 1:
            raise ValueError("exactly one option must be correct")
        return self


class SingleChoice(QuestionType[SingleChoiceContent]):
    key = "single_choice"
    label = "Single choice"
    description = "Several options, exactly one of them right."
    content_class = SingleChoiceContent

    def parse(self, form: Form, name: str) -> Any:
        return {"choice": form[name][-1] if form.get(name) else None}

    def normalize(self, content: SingleChoiceContent, response: Any) -> Response:
        choice = only(response, "choice")
        return {"choice": None if choice is None else known_option(content.options, choice)}

    def is_answered(self, content: SingleChoiceContent, response: Response) -> bool:
        return response["choice"] is not None

    def grade(self, content: SingleChoiceContent, response: Response) -> Grade:
        right = any(option.correct and option.id == response["choice"] for option in content.options)
        return Grade(Fraction(int(right)))

    def explain(self, content: SingleChoiceContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["No option was chosen."]
        return ["The right option was chosen."] if grade.is_right else ["Another option is right."]

    def public_view(self, content: SingleChoiceContent, order: Sequence[str], rendered: Mapping[str, str]) -> dict[str, Any]:
        return {"options": public_options(content.options, order, rendered)}

    def key_view(self, content: SingleChoiceContent, rendered: Mapping[str, str]) -> dict[str, Any]:
        return {"options": key_options(content.options, rendered)}

    def summarize(self, content: SingleChoiceContent, response: Response) -> str:
        return next((option.text for option in content.options if option.id == response["choice"]), "–")

    def statistics(self, content: SingleChoiceContent, responses: Sequence[Response]) -> dict[str, int]:
        return {option.id: sum(response["choice"] == option.id for response in responses) for option in content.options}

    def markdown_fields(self, content: SingleChoiceContent) -> dict[str, str]:
        return option_texts(content.options)

    def parts_to_order(self, content: SingleChoiceContent) -> list[str]:
        return [option.id for option in content.options]

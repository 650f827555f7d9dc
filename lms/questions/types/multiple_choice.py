"""Several options, any number of them right. Response: ``{"choices": ["a", "c"]}``, ids sorted.

How choices turn into a mark: ``lms.questions.choosing``.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Self

from pydantic import model_validator

from lms.questions import options
from lms.questions.base import QuestionType
from lms.questions.choosing import MOST_SENT, Scoring, share_of
from lms.questions.content import Content, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.options import Options
from lms.questions.rendering import Rendered
from lms.questions.responses import Form, Response, many_values, only, was_sent

_RULES: dict[Scoring, str] = {
    "all_or_nothing": "Points are given only for all right options and no other.",
    "partial": "Each right option earns its share, and each choice beyond the number of right ones takes one share back.",
    "partial_with_penalty": "Each right option earns its share, and each wrong one takes one share back.",
}


class MultipleChoiceContent(Content):
    options: Options
    scoring: Scoring = "partial"

    @model_validator(mode="after")
    def _some_right(self) -> Self:
        refuse_repeated(options.ids_of(self.options), "options")
        if not options.right_ids(self.options):
            raise ValueError("at least one option must be correct")
        return self


class MultipleChoice(QuestionType[MultipleChoiceContent]):
    key = "multiple_choice"
    label = "Multiple choice"
    description = "Several options, any number of them right, with or without partial credit."
    content_class = MultipleChoiceContent

    def markdown_fields(self, content: MultipleChoiceContent) -> dict[str, str]:
        return options.option_texts(content.options)

    def shuffled_parts(self, content: MultipleChoiceContent) -> list[str]:
        return options.ids_of(content.options)

    def parse(self, form: Form, name: str) -> Any:
        return {"choices": many_values(form, name)} if was_sent(form, name) else None

    def normalize(self, content: MultipleChoiceContent, response: Any) -> Response:
        choices = [] if response is None else only(response, "choices")
        if not isinstance(choices, list) or len(choices) > MOST_SENT:
            raise InvalidResponse("This answer must be a list of chosen options. Reload the page and answer again.")
        return {"choices": sorted({options.known_option(content.options, choice) for choice in choices})}

    def is_answered(self, content: MultipleChoiceContent, response: Response) -> bool:
        return bool(response["choices"])

    def grade(self, content: MultipleChoiceContent, response: Response) -> Grade:
        chosen, right = set(response["choices"]), options.right_ids(content.options)
        parts = tuple(PartGrade(key, Fraction(int((key in chosen) == (key in right)))) for key in options.ids_of(content.options))
        share = share_of(content.scoring, len(right), len(chosen & right), len(chosen - right))
        return Grade(share, parts, options.feedback_of(content.options, chosen))

    def explain(self, content: MultipleChoiceContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response) or grade.fraction is None:
            return ["No option was chosen: no points."]
        chosen, right = set(response["choices"]), options.right_ids(content.options)
        counted = f"{len(chosen & right)} of {len(right)} right choices, {len(chosen - right)} wrong: {said_share(grade.fraction)}."
        return [counted] if grade.is_right else [counted, _RULES[content.scoring]]

    def public_view(self, content: MultipleChoiceContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"options": options.public_options(content.options, order, rendered), "scoring": content.scoring}

    def key_view(self, content: MultipleChoiceContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"options": options.key_options(content.options, order, rendered)}

    def summarize(self, content: MultipleChoiceContent, response: Response) -> str:
        return options.said_options(content.options, response["choices"])

    def possible_answers(self, content: MultipleChoiceContent) -> list[str]:
        return options.ids_of(content.options)

    def answers_in(self, content: MultipleChoiceContent, response: Response) -> list[str]:
        return list(response["choices"])

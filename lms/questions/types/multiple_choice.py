"""Several options, any number of them right; three ways to give points.

With r right options in all, h of them chosen and w wrong ones chosen:

- ``all_or_nothing``: 1 when h = r and w = 0, else 0;
- ``partial``: (h − w) / r, not below 0. Each wrong choice takes back what one right choice earned, so choosing
  everything never beats knowing (with as many wrong options as right ones it earns 0);
- ``partial_with_penalty``: h / r − w / (number of wrong options), not below 0. A wrong choice weighs by its share of the
  wrong options, so guessing at random earns 0 on average whatever the mix.

Example: r = 3 of 5 options, chosen 2 right and 1 wrong: 0, then 1/3, then 2/3 − 1/2 = 1/6.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, Self

from pydantic import model_validator

from lms.questions.base import Content, Form, Grade, InvalidResponse, QuestionType, Response, only
from lms.questions.options import Options, key_options, known_option, option_texts, public_options, refuse_repeated


class MultipleChoiceContent(Content):
    options: Options
    scoring: Literal["all_or_nothing", "partial", "partial_with_penalty"] = "partial"

    @model_validator(mode="after")
    def _some_right(self) -> Self:
        refuse_repeated(self.options)
        if not any(option.correct for option in self.options):
            raise ValueError("at least one option must be correct")
        return self


class MultipleChoice(QuestionType[MultipleChoiceContent]):
    key = "multiple_choice"
    label = "Multiple choice"
    description = "Several options, any number of them right, with partial credit."
    content_class = MultipleChoiceContent

    def parse(self, form: Form, name: str) -> Any:
        return {"choices": list(form.get(name, []))}

    def normalize(self, content: MultipleChoiceContent, response: Any) -> Response:
        choices = only(response, "choices")
        if not isinstance(choices, list) or len(choices) > 100:
            raise InvalidResponse("This answer must be a list of chosen options.")
        return {"choices": sorted({known_option(content.options, choice) for choice in choices})}

    def is_answered(self, content: MultipleChoiceContent, response: Response) -> bool:
        return bool(response["choices"])

    def grade(self, content: MultipleChoiceContent, response: Response) -> Grade:
        right = {option.id for option in content.options if option.correct}
        chosen = set(response["choices"])
        parts = {option.id: (option.id in chosen) == option.correct for option in content.options}
        return Grade(_fraction(content.scoring, right, chosen, len(content.options)), parts)

    def explain(self, content: MultipleChoiceContent, response: Response, grade: Grade) -> list[str]:
        right = {option.id for option in content.options if option.correct}
        chosen = set(response["choices"])
        said = f"{len(chosen & right)} of {len(right)} right options chosen, {len(chosen - right)} wrong."
        rules = {
            "all_or_nothing": "Points are given only when all right options and no others are chosen.",
            "partial": "Each wrong choice takes back one right choice.",
            "partial_with_penalty": "Each wrong choice takes away its share of the wrong options.",
        }
        return [said, rules[content.scoring]]

    def public_view(self, content: MultipleChoiceContent, order: Sequence[str], rendered: Mapping[str, str]) -> dict[str, Any]:
        return {"options": public_options(content.options, order, rendered)}

    def key_view(self, content: MultipleChoiceContent, rendered: Mapping[str, str]) -> dict[str, Any]:
        return {"options": key_options(content.options, rendered)}

    def summarize(self, content: MultipleChoiceContent, response: Response) -> str:
        return "; ".join(option.text for option in content.options if option.id in response["choices"]) or "–"

    def statistics(self, content: MultipleChoiceContent, responses: Sequence[Response]) -> dict[str, int]:
        return {option.id: sum(option.id in response["choices"] for response in responses) for option in content.options}

    def markdown_fields(self, content: MultipleChoiceContent) -> dict[str, str]:
        return option_texts(content.options)

    def parts_to_order(self, content: MultipleChoiceContent) -> list[str]:
        return [option.id for option in content.options]


def _fraction(scoring: str, right: set[str], chosen: set[str], options: int) -> Fraction:
    hits, wrong = len(chosen & right), len(chosen - right)
    if scoring == "all_or_nothing":
        return Fraction(int(chosen == right))
    if scoring == "partial":
        return max(Fraction(0), Fraction(hits - wrong, len(right)))
    penalty = Fraction(wrong, options - len(right)) if wrong else Fraction(0)
    return max(Fraction(0), Fraction(hits, len(right)) - penalty)

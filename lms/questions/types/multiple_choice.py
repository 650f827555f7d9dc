"""Several options, any number of them right. Response: ``{"choices": ["a", "c"]}``, ids sorted.

Three rules turn choices into a mark. With r right options in all, h of them chosen and w wrong ones chosen:

- ``all_or_nothing``: 1 when h = r and w = 0, else 0 (QTI's *match correct*).
- ``partial``: (h − x) / r, not below 0, where x = max(0, h + w − r) counts the choices beyond r. Each right choice earns its
  share, and nobody gains by choosing more options than are right. Guessing wrong within that number costs nothing.
- ``partial_with_penalty``: (h − w) / r, not below 0. Every wrong choice takes back what a right one earned. This is what
  Canvas calls partial credit with penalty and the Open University's multiple response question for Moodle does, and a
  QTI *mapping* of 1/r and −1/r with a lower bound of 0.

Worked example, r = 3 of 5 options:

=================================  ==============  =======  ====================
chosen                             all_or_nothing  partial  partial_with_penalty
=================================  ==============  =======  ====================
3 right                            1               1        1
2 right                            0               2/3      2/3
2 right, 1 wrong                   0               2/3      1/3
3 right, 1 wrong                   0               2/3      2/3
1 right, 2 wrong                   0               1/3      0
all five                           0               1/3      1/3
=================================  ==============  =======  ====================

Always all_or_nothing ≤ partial_with_penalty ≤ partial, and full marks only for exactly the right options. Choosing one
more right option never lowers a mark, one more wrong option never raises it (property-tested).
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal, Self

from pydantic import model_validator

from lms.questions import options
from lms.questions.base import QuestionType
from lms.questions.content import Content, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.options import Options
from lms.questions.rendering import Rendered
from lms.questions.responses import Form, Response, many_values, only, was_sent

Scoring = Literal["all_or_nothing", "partial", "partial_with_penalty"]
MOST_SENT = 100
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


def share_of(scoring: Scoring, right: int, hits: int, wrong: int) -> Fraction:
    """The share of the points by ``scoring``'s rule, when ``hits`` of ``right`` right options and ``wrong`` others were chosen."""
    if scoring == "all_or_nothing":
        return Fraction(int(hits == right and not wrong))
    taken_back = wrong if scoring == "partial_with_penalty" else max(0, hits + wrong - right)
    return Fraction(max(0, hits - taken_back), right)

"""A word or a few, compared with accepted answers. Response: ``{"text": "G-28"}``, trimmed.

Texts are compared as ``lms.questions.text.folded`` says: white space, invisible characters, typographic dashes and quotes
and, unless ``case_sensitive``, case make no difference. There are no wildcards and no patterns, so no answer can keep the
server busy. ``spelling_tolerance`` forgives 1 or 2 edits as ``lms.questions.spelling`` says: never in texts under five
characters, never in a number, a single letter or a section.

The nearest accepted answer decides, and of equally near ones the best paid. So an author can name a wrong neighbor at 0 percent.
Worked example, tolerance 2, accepted “admissible” at 100 and “inadmissible” at 0: “admisible” earns everything (1 edit from the
first, 3 from the second); “inadmissible” and “inadmisible” earn nothing, though the former is only 2 edits from the first.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from lms.questions.base import QuestionType
from lms.questions.content import Content, NotBlank, Percent, Storable
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.rendering import Rendered
from lms.questions.responses import Form, Response, one_value, only, was_sent
from lms.questions.spelling import edits_forgiven
from lms.questions.text import clean_text, folded, in_one_line

MOST_CHARACTERS = 500


class Accepted(Content):
    """One accepted answer and the share of the points it earns, in percent."""

    text: Annotated[str, StringConstraints(max_length=MOST_CHARACTERS), Storable, NotBlank]
    percent: Percent = 100


class ShortAnswerContent(Content):
    accepted: Annotated[list[Accepted], Field(min_length=1, max_length=50)]
    case_sensitive: bool = False
    spelling_tolerance: Annotated[int, Field(ge=0, le=2)] = 0

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if all(accepted.percent < 100 for accepted in self.accepted):
            raise ValueError("at least one accepted answer must earn 100 percent")
        paid: dict[str, int] = {}
        for accepted in self.accepted:
            text = self.compared(accepted.text)
            if not text:
                raise ValueError("an accepted answer holds no visible character")
            if paid.setdefault(text, accepted.percent) != accepted.percent:
                raise ValueError(f"“{accepted.text}” is listed twice with different percents")
        return self

    def compared(self, text: str) -> str:
        """``text`` in the form in which answers to this question are compared."""
        return folded(text, case_sensitive=self.case_sensitive)


class ShortAnswer(QuestionType[ShortAnswerContent]):
    key = "short_answer"
    label = "Short answer"
    description = "A word or a few, compared with accepted answers."
    content_class = ShortAnswerContent

    def markdown_fields(self, content: ShortAnswerContent) -> dict[str, str]:
        return {}

    def parse(self, form: Form, name: str) -> Any:
        if not was_sent(form, name):
            return None
        sent = one_value(form, name)
        return {"text": "" if sent is None else sent}

    def normalize(self, content: ShortAnswerContent, response: Any) -> Response:
        text = "" if response is None else only(response, "text")
        return {"text": clean_text(text, most=MOST_CHARACTERS).strip()}

    def is_answered(self, content: ShortAnswerContent, response: Response) -> bool:
        return bool(content.compared(response["text"]))

    def grade(self, content: ShortAnswerContent, response: Response) -> Grade:
        share = Fraction(nearest(content, response["text"])[0], 100)
        return Grade(share, (PartGrade("text", share),))

    def explain(self, content: ShortAnswerContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response) or grade.fraction is None:
            return ["No answer was given: no points."]
        if not grade.fraction:
            return ["The answer is not among the accepted ones: no points."]
        said = f"The answer is accepted: {said_share(grade.fraction)}."
        return [said, "Its spelling was forgiven."] if nearest(content, response["text"])[1] else [said]

    def public_view(self, content: ShortAnswerContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"most_characters": MOST_CHARACTERS}

    def key_view(self, content: ShortAnswerContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        paid = [accepted for accepted in content.accepted if accepted.percent]
        return {"accepted": [{"text": accepted.text, "percent": accepted.percent} for accepted in paid]}

    def summarize(self, content: ShortAnswerContent, response: Response) -> str:
        return in_one_line(response["text"]) or "–"

    def answers_in(self, content: ShortAnswerContent, response: Response) -> list[str]:
        text = content.compared(response["text"])
        return [text] if text else []


def nearest(content: ShortAnswerContent, text: str) -> tuple[int, int]:
    """What ``text`` earns in percent, and how many edits were forgiven for it; ``(0, 0)`` when nothing accepted is near enough."""
    given = content.compared(text)
    near: list[tuple[int, int]] = []
    for accepted in content.accepted:
        edits = edits_forgiven(content.compared(accepted.text), given, content.spelling_tolerance)
        if edits is not None:
            near.append((edits, -accepted.percent))
    edits, owed = min(near, default=(0, 0))
    return -owed, edits

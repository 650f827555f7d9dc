"""A word or a few, compared with accepted answers. Response: ``{"text": "G-28"}``, trimmed.

How answers are compared, what is forgiven, and which accepted answer decides: ``lms.questions.accepted_texts``.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from lms.questions.accepted_texts import MOST_CHARACTERS, AcceptedTexts
from lms.questions.base import QuestionType
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.rendering import Rendered
from lms.questions.responses import Form, Response, one_value, only, was_sent
from lms.questions.text import clean_text, in_one_line


class ShortAnswerContent(AcceptedTexts):
    """Nothing but accepted texts."""


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
        share = Fraction(content.nearest(response["text"])[0], 100)
        return Grade(share, (PartGrade("text", share),))

    def explain(self, content: ShortAnswerContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response) or grade.fraction is None:
            return ["No answer was given: no points."]
        if not grade.fraction:
            return ["The answer is not among the accepted ones: no points."]
        said = f"The answer is accepted: {said_share(grade.fraction)}."
        return [said, "Its spelling was forgiven."] if content.nearest(response["text"])[1] else [said]

    def public_view(self, content: ShortAnswerContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"most_characters": MOST_CHARACTERS}

    def key_view(self, content: ShortAnswerContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"accepted": content.told()}

    def summarize(self, content: ShortAnswerContent, response: Response) -> str:
        return in_one_line(response["text"]) or "–"

    def answers_in(self, content: ShortAnswerContent, response: Response) -> list[str]:
        text = content.compared(response["text"])
        return [text] if text else []

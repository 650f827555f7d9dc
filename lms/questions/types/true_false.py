"""One statement: true or false."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any

from pydantic import StringConstraints

from lms.questions.base import Content, Form, Grade, InvalidResponse, QuestionType, Response, only

Feedback = Annotated[str, StringConstraints(max_length=4000)]
SENT = {"true": True, "false": False}


class TrueFalseContent(Content):
    answer: bool
    feedback_true: Feedback = ""
    feedback_false: Feedback = ""


class TrueFalse(QuestionType[TrueFalseContent]):
    key = "true_false"
    label = "True or false"
    description = "One statement to judge."
    content_class = TrueFalseContent

    def parse(self, form: Form, name: str) -> Any:
        sent = form[name][-1] if form.get(name) else None
        return {"value": SENT.get(sent, sent) if sent is not None else None}

    def normalize(self, content: TrueFalseContent, response: Any) -> Response:
        value = only(response, "value")
        if value is not None and not isinstance(value, bool):
            raise InvalidResponse("This answer must be true or false.")
        return {"value": value}

    def is_answered(self, content: TrueFalseContent, response: Response) -> bool:
        return response["value"] is not None

    def grade(self, content: TrueFalseContent, response: Response) -> Grade:
        return Grade(Fraction(int(response["value"] is content.answer)))

    def explain(self, content: TrueFalseContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["The statement was not judged."]
        return ["The statement was judged rightly."] if grade.is_right else ["The statement was judged wrongly."]

    def public_view(self, content: TrueFalseContent, order: Sequence[str], rendered: Mapping[str, str]) -> dict[str, Any]:
        return {}

    def key_view(self, content: TrueFalseContent, rendered: Mapping[str, str]) -> dict[str, Any]:
        return {"answer": content.answer, "feedback_true_html": rendered.get("feedback_true", ""), "feedback_false_html": rendered.get("feedback_false", "")}

    def summarize(self, content: TrueFalseContent, response: Response) -> str:
        return {True: "True", False: "False", None: "–"}[response["value"]]

    def statistics(self, content: TrueFalseContent, responses: Sequence[Response]) -> dict[str, int]:
        return {str(value).lower(): sum(response["value"] is value for response in responses) for value in (True, False)}

    def markdown_fields(self, content: TrueFalseContent) -> dict[str, str]:
        texts = {"feedback_true": content.feedback_true, "feedback_false": content.feedback_false}
        return {path: text for path, text in texts.items() if text}

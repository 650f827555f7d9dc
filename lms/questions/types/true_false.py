"""One statement, true or false. Response: ``{"value": true}``, ``{"value": false}``, or ``{"value": null}`` when left open."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from lms.questions.base import QuestionType
from lms.questions.content import Content, Markdown
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import Form, Response, one_value, only, was_sent

_SENT = {"true": True, "false": False}
_SAID = {True: "True", False: "False", None: "–"}


class TrueFalseContent(Content):
    """``feedback_true`` speaks to those who answered *true*, whatever is right; ``feedback_false`` to the others."""

    answer: bool
    feedback_true: Markdown = ""
    feedback_false: Markdown = ""


class TrueFalse(QuestionType[TrueFalseContent]):
    key = "true_false"
    label = "True or false"
    description = "One statement to judge."
    content_class = TrueFalseContent

    def markdown_fields(self, content: TrueFalseContent) -> dict[str, str]:
        texts = {"feedback_true": content.feedback_true, "feedback_false": content.feedback_false}
        return {path: text for path, text in texts.items() if text}

    def parse(self, form: Form, name: str) -> Any:
        if not was_sent(form, name):
            return None
        sent = one_value(form, name)
        return {"value": _SENT.get(sent, sent) if isinstance(sent, str) else sent}

    def normalize(self, content: TrueFalseContent, response: Any) -> Response:
        value = None if response is None else only(response, "value")
        if value is not None and not isinstance(value, bool):
            raise InvalidResponse("This answer must be true or false. Reload the page and answer again.")
        return {"value": value}

    def is_answered(self, content: TrueFalseContent, response: Response) -> bool:
        return response["value"] is not None

    def grade(self, content: TrueFalseContent, response: Response) -> Grade:
        value = response["value"]
        right = Fraction(int(value is content.answer))
        path = "" if value is None else f"feedback_{str(value).lower()}"
        return Grade(right, (PartGrade("value", right),), (path,) if path in self.markdown_fields(content) else ())

    def explain(self, content: TrueFalseContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["The statement was not judged: no points."]
        return ["The statement was judged rightly: full points."] if grade.is_right else ["The statement was judged wrongly: no points."]

    def public_view(self, content: TrueFalseContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {"options": [{"id": sent, "html": _SAID[value]} for sent, value in _SENT.items()]}

    def key_view(self, content: TrueFalseContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        feedback = {True: content.feedback_true, False: content.feedback_false}
        return {
            "options": [
                {"id": sent, "html": _SAID[value], "correct": value is content.answer, "feedback_html": html_of(f"feedback_{sent}", feedback[value], rendered)}
                for sent, value in _SENT.items()
            ]
        }

    def summarize(self, content: TrueFalseContent, response: Response) -> str:
        return _SAID[response["value"]]

    def possible_answers(self, content: TrueFalseContent) -> list[str]:
        return list(_SENT)

    def answers_in(self, content: TrueFalseContent, response: Response) -> list[str]:
        return [str(response["value"]).lower()] if self.is_answered(content, response) else []

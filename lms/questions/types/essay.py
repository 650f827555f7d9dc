"""A longer text that a person marks by a rubric. Response: ``{"text": "…"}``, kept as written but for line ends and Unicode form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from lms.questions.base import QuestionType
from lms.questions.content import Content, LongMarkdown, refuse_repeated
from lms.questions.grades import Grade, PartGrade
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import Form, Response, one_value, only, was_sent
from lms.questions.rubric import Criterion, Points, Rubric, grade_by_rubric
from lms.questions.text import clean_text, count_words, in_one_line

MOST_BYTES = 200_000  # about 30 000 English words, in UTF-8


class EssayContent(Content):
    """Word limits are asked for, never enforced: nobody loses an answer over one word."""

    minimum_words: Annotated[int, Field(ge=0, le=20_000)] = 0
    maximum_words: Annotated[int | None, Field(ge=1, le=20_000)] = None
    rubric: Rubric
    model_answer: LongMarkdown = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.maximum_words is not None and self.maximum_words < self.minimum_words:
            raise ValueError("the maximum of words is below the minimum")
        refuse_repeated([criterion.id for criterion in self.rubric], "rows of the rubric")
        return self


class Essay(QuestionType[EssayContent]):
    key = "essay"
    label = "Essay"
    description = "A longer text, marked by an instructor with a rubric."
    content_class = EssayContent

    def markdown_fields(self, content: EssayContent) -> dict[str, str]:
        texts = {"model_answer": content.model_answer}
        texts |= {f"rubric.{criterion.id}.guidance": criterion.guidance for criterion in content.rubric}
        return {path: text for path, text in texts.items() if text}

    def parse(self, form: Form, name: str) -> Any:
        if not was_sent(form, name):
            return None
        sent = one_value(form, name)
        return {"text": "" if sent is None else sent}

    def normalize(self, content: EssayContent, response: Any) -> Response:
        text = "" if response is None else only(response, "text")
        return {"text": clean_text(text, most=MOST_BYTES, unit="bytes")}

    def is_answered(self, content: EssayContent, response: Response) -> bool:
        return bool(response["text"].strip())

    def warnings(self, content: EssayContent, response: Response) -> list[str]:
        words = count_words(response["text"])
        if words < content.minimum_words:
            return [f"Your answer has {_words(words)}. At least {content.minimum_words:,} are asked for."]
        if content.maximum_words is not None and words > content.maximum_words:
            return [f"Your answer has {_words(words)}. At most {content.maximum_words:,} are asked for."]
        return []

    def grade(self, content: EssayContent, response: Response) -> Grade:
        """``None`` for a person to mark; nothing written needs no marker and earns nothing."""
        share = None if self.is_answered(content, response) else Fraction(0)
        return Grade(share, tuple(PartGrade(criterion.id, share, weight=criterion.points) for criterion in content.rubric))

    def rubric(self, content: EssayContent) -> list[Criterion]:
        return list(content.rubric)

    def mark(self, content: EssayContent, response: Response, points: Mapping[str, Points]) -> Grade:
        return grade_by_rubric(content.rubric, points)

    def explain(self, content: EssayContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["Nothing was written: no points."]
        total = sum(criterion.points for criterion in content.rubric)
        given = grade.points(total)
        marked = "An instructor marks this answer." if given is None else f"An instructor gave {given} of {total:,} points by the rubric."
        return [f"{_words(count_words(response['text']))} written.", marked]

    def public_view(self, content: EssayContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        # Without the rubric: its rows often name what a good answer contains.
        return {"minimum_words": content.minimum_words, "maximum_words": content.maximum_words, "most_bytes": MOST_BYTES}

    def key_view(self, content: EssayContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {
            "model_answer_html": html_of("model_answer", content.model_answer, rendered),
            "rubric": [{"id": criterion.id, "title": criterion.title, "points": criterion.points} for criterion in content.rubric],
        }

    def summarize(self, content: EssayContent, response: Response) -> str:
        return in_one_line(response["text"]) or "–"

    def statistics(self, content: EssayContent, responses: Iterable[Response]) -> dict[str, Any]:
        words: list[int] = []

        def counting() -> Iterator[Response]:
            for response in responses:
                words.extend([count_words(response["text"])] if self.is_answered(content, response) else [])
                yield response

        counted = super().statistics(content, counting())
        return counted | {"words": {"least": min(words, default=0), "most": max(words, default=0), "total": sum(words)}}

    def answers_in(self, content: EssayContent, response: Response) -> list[str]:
        return []


def _words(count: int) -> str:
    return f"{count:,} word" if count == 1 else f"{count:,} words"

"""A longer text that a person marks by a rubric."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from lms.questions.base import Content, Form, Grade, QuestionType, Response, clean_text, only

LIMIT = 200_000


class Criterion(Content):
    """One row of the rubric."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,20}$")]
    title: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    points: Annotated[int, Field(ge=1, le=100)]
    guidance: Annotated[str, StringConstraints(max_length=4000)] = ""


class EssayContent(Content):
    minimum_words: Annotated[int, Field(ge=0, le=20_000)] = 0
    maximum_words: Annotated[int | None, Field(ge=1, le=20_000)] = None
    rubric: Annotated[list[Criterion], Field(min_length=1, max_length=20)]
    model_answer: Annotated[str, StringConstraints(max_length=20_000)] = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.maximum_words is not None and self.maximum_words < self.minimum_words:
            raise ValueError("maximum_words is less than minimum_words")
        if len({criterion.id for criterion in self.rubric}) != len(self.rubric):
            raise ValueError("two rows of the rubric have the same id")
        return self


class Essay(QuestionType[EssayContent]):
    key = "essay"
    label = "Essay"
    description = "A longer text, marked by an instructor with a rubric."
    content_class = EssayContent

    def parse(self, form: Form, name: str) -> Any:
        return {"text": form[name][-1] if form.get(name) else ""}

    def normalize(self, content: EssayContent, response: Any) -> Response:
        return {"text": clean_text(only(response, "text"), limit=LIMIT)}

    def is_answered(self, content: EssayContent, response: Response) -> bool:
        return bool(response["text"].strip())

    def grade(self, content: EssayContent, response: Response) -> Grade:
        return Grade(None)

    def explain(self, content: EssayContent, response: Response, grade: Grade) -> list[str]:
        words = count_words(response["text"])
        said = [f"{words:,} words."]
        if words < content.minimum_words:
            said.append(f"At least {content.minimum_words:,} were asked for.")
        if content.maximum_words is not None and words > content.maximum_words:
            said.append(f"At most {content.maximum_words:,} were asked for.")
        return said

    def public_view(self, content: EssayContent, order: Sequence[str], rendered: Mapping[str, str]) -> dict[str, Any]:
        return {
            "minimum_words": content.minimum_words,
            "maximum_words": content.maximum_words,
            "limit": LIMIT,
            "rubric": [{"title": criterion.title, "points": criterion.points} for criterion in content.rubric],
        }

    def key_view(self, content: EssayContent, rendered: Mapping[str, str]) -> dict[str, Any]:
        return {
            "model_answer_html": rendered.get("model_answer", ""),
            "rubric": [criterion.model_dump() for criterion in content.rubric],
        }

    def summarize(self, content: EssayContent, response: Response) -> str:
        text = " ".join(response["text"].split())
        return text if len(text) <= 80 else text[:79] + "…"

    def statistics(self, content: EssayContent, responses: Sequence[Response]) -> dict[str, int]:
        return {"answered": sum(self.is_answered(content, response) for response in responses)}

    def markdown_fields(self, content: EssayContent) -> dict[str, str]:
        return {"model_answer": content.model_answer} if content.model_answer else {}


def count_words(text: str) -> int:
    """Runs of characters between white space that hold a letter or digit."""
    return sum(any(char.isalnum() for char in word) for word in text.split())

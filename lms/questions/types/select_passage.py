"""A text in which the sentences that fit are marked. Response: ``{"marked": ["s2", "s5"]}``, ids in the order of the text.

What to look for is said in the stem (“Mark the sentence that states the holding”). The sentences are always shown in the order of the text.
Scoring is that of multiple choice, with credit for a part with or without penalty: ``lms.questions.choosing``.
"""

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from lms.questions.base import QuestionType
from lms.questions.choosing import MOST_SENT, Scoring, share_of
from lms.questions.content import Content, Markdown, NotBlank, PartId, Storable, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import ODD_SHAPE, Form, Response, many_values, only, was_sent
from lms.questions.text import in_one_line

_RULES: dict[Scoring, str] = {
    "all_or_nothing": "Points are given only for every right sentence and no other.",
    "partial": "Each right sentence earns its share, and each mark beyond the number of right ones takes one share back.",
    "partial_with_penalty": "Each right sentence earns its share, and each wrong one takes one share back.",
}


class Sentence(Content):
    """A sentence, or another passage that is marked as a whole; plain text. ``feedback`` is Markdown and speaks to those who marked it."""

    id: PartId
    text: Annotated[str, StringConstraints(max_length=2_000), Storable, NotBlank]
    correct: bool = False
    begins_paragraph: bool = False
    feedback: Markdown = ""


class SelectPassageContent(Content):
    sentences: Annotated[list[Sentence], Field(min_length=2, max_length=60)]
    scoring: Scoring = "partial_with_penalty"

    @model_validator(mode="after")
    def _some_right(self) -> Self:
        refuse_repeated([sentence.id for sentence in self.sentences], "sentences")
        if not self.right():
            raise ValueError("at least one sentence must be correct")
        return self

    def right(self) -> set[str]:
        return {sentence.id for sentence in self.sentences if sentence.correct}

    def paragraphs(self) -> list[list[tuple[int, Sentence]]]:
        """The sentences with their places from 1, paragraph by paragraph."""
        found: list[list[tuple[int, Sentence]]] = []
        for place, sentence in enumerate(self.sentences, start=1):
            if sentence.begins_paragraph or not found:
                found.append([])
            found[-1].append((place, sentence))
        return found


class SelectPassage(QuestionType[SelectPassageContent]):
    key = "select_passage"
    label = "Passage"
    description = "A text in which the sentences that fit are marked."
    content_class = SelectPassageContent

    def markdown_fields(self, content: SelectPassageContent) -> dict[str, str]:
        return {f"sentences.{sentence.id}.feedback": sentence.feedback for sentence in content.sentences if sentence.feedback}

    def parse(self, form: Form, name: str) -> Any:
        return {"marked": many_values(form, name)} if was_sent(form, name) else None

    def normalize(self, content: SelectPassageContent, response: Any) -> Response:
        marked = [] if response is None else only(response, "marked")
        if not isinstance(marked, list) or len(marked) > MOST_SENT:
            raise InvalidResponse(ODD_SHAPE)
        names = {name: sentence.id for place, sentence in enumerate(content.sentences, start=1) for name in (sentence.id, _page_name(place))}
        if not all(isinstance(sent, str) and sent in names for sent in marked):
            raise InvalidResponse("A marked sentence does not belong to this question. Reload the page and answer again.")
        known = {names[sent] for sent in marked}
        return {"marked": [sentence.id for sentence in content.sentences if sentence.id in known]}

    def is_answered(self, content: SelectPassageContent, response: Response) -> bool:
        return bool(response["marked"])

    def grade(self, content: SelectPassageContent, response: Response) -> Grade:
        marked, right = set(response["marked"]), content.right()
        parts = tuple(PartGrade(sentence.id, Fraction(int((sentence.id in marked) == sentence.correct))) for sentence in content.sentences)
        told = tuple(f"sentences.{sentence.id}.feedback" for sentence in content.sentences if sentence.feedback and sentence.id in marked)
        return Grade(share_of(content.scoring, len(right), len(marked & right), len(marked - right)), parts, told)

    def explain(self, content: SelectPassageContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response) or grade.fraction is None:
            return ["No sentence was marked: no points."]
        marked, right = set(response["marked"]), content.right()
        counted = f"{len(marked & right)} of {len(right)} right sentences, {len(marked - right)} wrong: {said_share(grade.fraction)}."
        return [counted] if grade.is_right else [counted, _RULES[content.scoring]]

    def public_view(self, content: SelectPassageContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        """``id`` is for looking things up; what a page prints is ``page_id``."""
        paragraphs = [[{"id": one.id, "page_id": _page_name(place), "text": one.text} for place, one in paragraph] for paragraph in content.paragraphs()]
        return {"paragraphs": paragraphs, "scoring": content.scoring}

    def key_view(self, content: SelectPassageContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {
            "sentences": [
                {
                    "id": one.id, "html": escape(one.text), "correct": one.correct,
                    "feedback_html": html_of(f"sentences.{one.id}.feedback", one.feedback, rendered),
                }
                for one in content.sentences
            ]
        }  # fmt: skip

    def summarize(self, content: SelectPassageContent, response: Response) -> str:
        return in_one_line(" … ".join(sentence.text for sentence in content.sentences if sentence.id in response["marked"])) or "–"

    def possible_answers(self, content: SelectPassageContent) -> list[str]:
        return [sentence.id for sentence in content.sentences]

    def answers_in(self, content: SelectPassageContent, response: Response) -> list[str]:
        return list(response["marked"])


def _page_name(place: int) -> str:
    """What a page calls the sentence at this place of the text; a capital, so that it is no id of an author's."""
    return f"S{place}"

"""Issue spotting: which questions of law some facts raise. Response: ``{"text": "…", "chosen": []}`` by a rubric, ``{"text": "", "chosen": ["bars"]}``
by a checklist. It is the last part of a fact pattern, and no question of its own.

With a ``rubric`` the student writes and a person gives points row by row, as for an essay. With a ``checklist`` the student marks
the issues that the facts raise, among others that they do not: with R the points of the raised rows, the mark is the points of the
raised rows chosen less those of the others chosen, not below 0, over R. A row's points are what it earns or, chosen wrongly, takes.

Worked example, raised “one-year bar” (2) and “nexus” (1), not raised “firm resettlement” (1): both raised 3/3; the bar alone 2/3; the bar
and resettlement 1/3; all three 2/3; resettlement alone 0.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from lms.questions.base import QuestionType
from lms.questions.content import Content, LongMarkdown, Markdown, PartId, RequiredMarkdown, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.grades import Grade, PartGrade, said_share
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import Form, Response, many_values, one_value, only, was_sent
from lms.questions.rubric import Criterion, Points, grade_by_rubric
from lms.questions.text import clean_text, in_one_line

ISSUES = "issues"
MOST_BYTES = 200_000  # as an essay
MOST_SENT = 100


class Issue(Content):
    """A row of the checklist: ``raised`` by the facts or not. ``text`` and ``feedback`` are Markdown; ``feedback`` speaks to who judged the row wrongly."""

    id: PartId
    text: RequiredMarkdown
    raised: bool
    points: Annotated[int, Field(ge=1, le=100)] = 1
    feedback: Markdown = ""


class Issues(Content):
    """How issues are marked: by the rows of a ``rubric``, which no student sees, or of a ``checklist``. The points of rows share out the part's."""

    rubric: Annotated[list[Criterion], Field(max_length=20)] = []
    checklist: Annotated[list[Issue], Field(max_length=20)] = []
    model_answer: LongMarkdown = ""

    @model_validator(mode="after")
    def _marked_in_one_way(self) -> Self:
        if bool(self.rubric) == bool(self.checklist):
            raise ValueError("issues need either a rubric, for a person, or a checklist")
        refuse_repeated([row.id for row in self.rubric or self.checklist], "rows")
        if self.checklist and not any(row.raised for row in self.checklist):
            raise ValueError("at least one issue of the checklist must be raised by the facts")
        return self


class IssueSpotting(QuestionType[Issues]):
    key = ISSUES
    label = "Issues"
    description = "The issues that the facts of a fact pattern raise."
    content_class = Issues

    @property
    def template(self) -> str:
        return "questions/pieces/issues.html"

    @property
    def review_template(self) -> str:
        return "questions/pieces/issues_reviewed.html"

    def markdown_fields(self, content: Issues) -> dict[str, str]:
        texts = {"model_answer": content.model_answer}
        texts |= {f"rubric.{row.id}.guidance": row.guidance for row in content.rubric}
        texts |= {_text(row): row.text for row in content.checklist}
        texts |= {_feedback(row): row.feedback for row in content.checklist}
        return {path: text for path, text in texts.items() if text}

    def shuffled_parts(self, content: Issues) -> list[str]:
        return [row.id for row in content.checklist]

    # Responses

    def parse(self, form: Form, name: str) -> Any:
        """Every value: whether they are one text or several ids depends on the content."""
        return {"sent": many_values(form, name)} if was_sent(form, name) else None

    def normalize(self, content: Issues, response: Any) -> Response:
        text, chosen = self._read(content, response)
        known = {row.id for row in content.checklist}
        if not isinstance(chosen, list) or len(chosen) > MOST_SENT or not all(isinstance(one, str) and one in known for one in chosen):
            raise InvalidResponse("A chosen issue does not belong to this question. Reload the page and answer again.")
        return {"text": clean_text(text, most=MOST_BYTES if content.rubric else 0, unit="bytes"), "chosen": sorted(set(chosen))}

    @staticmethod
    def _read(content: Issues, response: Any) -> tuple[Any, Any]:
        if response is None:
            return "", []
        if isinstance(response, Mapping) and set(response) == {"text", "chosen"}:
            return response["text"], response["chosen"]
        sent = only(response, "sent")
        if content.checklist:
            return "", sent
        return (one_value({"text": sent}, "text") or "") if isinstance(sent, list) else sent, []

    def is_answered(self, content: Issues, response: Response) -> bool:
        return bool(response["chosen"] or response["text"].strip())

    # Marks

    def grade(self, content: Issues, response: Response) -> Grade:
        if content.rubric:
            share = None if self.is_answered(content, response) else Fraction(0)
            return Grade(share, tuple(PartGrade(row.id, share, weight=row.points) for row in content.rubric))
        chosen = set(response["chosen"])
        raised = sum(row.points for row in content.checklist if row.raised)
        earned = sum(row.points if row.raised else -row.points for row in content.checklist if row.id in chosen)
        missed = [row for row in content.checklist if (row.id in chosen) != row.raised]
        parts = tuple(PartGrade(row.id, Fraction(int(row not in missed)), weight=row.points) for row in content.checklist)
        return Grade(Fraction(max(0, earned), raised), parts, tuple(_feedback(row) for row in missed if row.feedback))

    def rubric(self, content: Issues) -> list[Criterion]:
        return list(content.rubric)

    def mark(self, content: Issues, response: Response, points: Mapping[str, Points]) -> Grade:
        return grade_by_rubric(content.rubric, points) if content.rubric else super().mark(content, response, points)

    def explain(self, content: Issues, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["Nothing was written: no points." if content.rubric else "No issue was chosen: no points."]
        if grade.fraction is None:
            return ["An instructor marks this answer."]
        if content.rubric:
            return [f"An instructor gave {said_share(grade.fraction)} by the rubric."]
        raised = {row.id for row in content.checklist if row.raised}
        hits = len(raised & set(response["chosen"]))
        return [f"{hits} of {len(raised)} issues found, {len(response['chosen']) - hits} chosen that the facts do not raise: {said_share(grade.fraction)}."]

    # Views

    def public_view(self, content: Issues, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        """Without the rows of a rubric: they name the issues."""
        rows = [{"id": row.id, "html": html_of(_text(row), row.text, rendered)} for row in _in_order(content, order)]
        return {"by_person": bool(content.rubric), "checklist": rows}

    def key_view(self, content: Issues, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {
            "model_answer_html": html_of("model_answer", content.model_answer, rendered),
            "rubric": [{"id": row.id, "title": row.title, "points": row.points} for row in content.rubric],
            "checklist": [
                {
                    "id": row.id, "html": html_of(_text(row), row.text, rendered), "correct": row.raised,
                    "feedback_html": html_of(_feedback(row), row.feedback, rendered),
                }
                for row in _in_order(content, order)
            ],
        }  # fmt: skip

    def summarize(self, content: Issues, response: Response) -> str:
        chosen = "; ".join(row.text for row in content.checklist if row.id in response["chosen"])
        return in_one_line(response["text"] or chosen) or "–"

    def possible_answers(self, content: Issues) -> list[str]:
        return self.shuffled_parts(content)

    def answers_in(self, content: Issues, response: Response) -> list[str]:
        return list(response["chosen"])


def _text(row: Issue) -> str:
    return f"checklist.{row.id}.text"


def _feedback(row: Issue) -> str:
    return f"checklist.{row.id}.feedback"


def _in_order(content: Issues, order: Sequence[str]) -> list[Issue]:
    place = {key: at for at, key in enumerate(order)}
    return sorted(content.checklist, key=lambda row: place.get(row.id, len(place)))

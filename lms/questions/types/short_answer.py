"""A word or a few, compared with accepted answers.

Comparison folds white space and, unless ``case_sensitive``, case. ``spelling_tolerance`` forgives that many edits, but
only in accepted answers of five characters or more and never when the digits differ: “G-28” is not “G-38”.
Worked example: accepted “asylum” with tolerance 1 takes “Asylum”, “asylm” and “assylum”, not “asylee”.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from lms.questions.base import Content, Form, Grade, QuestionType, Response, clean_text, only

LIMIT = 500
SHORTEST_FORGIVEN = 5


class Accepted(Content):
    """One accepted answer and the share of the points it earns, in percent."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=LIMIT)]
    percent: Annotated[int, Field(ge=1, le=100)] = 100


class ShortAnswerContent(Content):
    accepted: Annotated[list[Accepted], Field(min_length=1, max_length=50)]
    case_sensitive: bool = False
    spelling_tolerance: Annotated[int, Field(ge=0, le=2)] = 0


class ShortAnswer(QuestionType[ShortAnswerContent]):
    key = "short_answer"
    label = "Short answer"
    description = "A word or a few, compared with accepted answers."
    content_class = ShortAnswerContent

    def parse(self, form: Form, name: str) -> Any:
        return {"text": form[name][-1] if form.get(name) else ""}

    def normalize(self, content: ShortAnswerContent, response: Any) -> Response:
        return {"text": clean_text(only(response, "text"), limit=LIMIT).strip()}

    def is_answered(self, content: ShortAnswerContent, response: Response) -> bool:
        return bool(response["text"])

    def grade(self, content: ShortAnswerContent, response: Response) -> Grade:
        given = folded(response["text"], case_sensitive=content.case_sensitive)
        matching = [accepted.percent for accepted in content.accepted if _matches(content, accepted, given)]
        return Grade(Fraction(max(matching, default=0), 100))

    def explain(self, content: ShortAnswerContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["No answer was given."]
        if not grade.fraction:
            return ["The answer is not among the accepted ones."]
        return ["The answer is accepted."] if grade.is_right else [f"The answer is accepted for {int(grade.fraction * 100)} % of the points."]

    def public_view(self, content: ShortAnswerContent, order: Sequence[str], rendered: Mapping[str, str]) -> dict[str, Any]:
        return {"limit": LIMIT}

    def key_view(self, content: ShortAnswerContent, rendered: Mapping[str, str]) -> dict[str, Any]:
        return {"accepted": [{"text": accepted.text, "percent": accepted.percent} for accepted in content.accepted]}

    def summarize(self, content: ShortAnswerContent, response: Response) -> str:
        return response["text"] or "–"

    def statistics(self, content: ShortAnswerContent, responses: Sequence[Response]) -> dict[str, int]:
        counted: dict[str, int] = {}
        for response in responses:
            text = folded(response["text"], case_sensitive=content.case_sensitive)
            counted[text] = counted.get(text, 0) + 1
        return counted


def folded(text: str, *, case_sensitive: bool) -> str:
    """``text`` with white space folded and, unless ``case_sensitive``, case folded."""
    joined = " ".join(text.split())
    return joined if case_sensitive else joined.casefold()


def _matches(content: ShortAnswerContent, accepted: Accepted, given: str) -> bool:
    wanted = folded(accepted.text, case_sensitive=content.case_sensitive)
    if wanted == given:
        return True
    if not content.spelling_tolerance or len(wanted) < SHORTEST_FORGIVEN or _digits(wanted) != _digits(given):
        return False
    return within_edits(wanted, given, content.spelling_tolerance)


def _digits(text: str) -> list[str]:
    return [char for char in text if char.isdigit()]


def within_edits(wanted: str, given: str, limit: int) -> bool:
    """True when ``given`` is at most ``limit`` insertions, deletions or replacements from ``wanted``."""
    if abs(len(wanted) - len(given)) > limit:
        return False
    row = list(range(len(given) + 1))
    for place, letter in enumerate(wanted, start=1):
        previous, row[0] = row[0], place
        for column, other in enumerate(given, start=1):
            previous, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, previous + (letter != other))
    return row[-1] <= limit

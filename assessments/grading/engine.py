"""What the engine gives an answer: the same version and the same response always give the same points."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lms.questions.api import InvalidResponse, question_types

Points = Callable[[dict[str, Any] | None, int], Fraction | None]


def grader_of(version: Any) -> Points:
    """A function from a response (``None``: not answered) and the item's points to the mark.

    An answer left open earns nothing. The mark is ``None`` when a person must decide; also when the response was given to another version of the
    question and does not fit this one any more (another type, an option that is gone).
    """
    kind = question_types.get(version.type)
    content = kind.validate_content(version.content)
    blank = kind.blank(content)

    def points(response: dict[str, Any] | None, maximum: int) -> Fraction | None:
        try:
            fitting = blank if response is None else kind.normalize(content, response)
        except InvalidResponse:
            return None
        given = kind.grade(content, fitting).points(maximum)
        return Fraction(0) if given is None and not kind.is_answered(content, fitting) else given

    return points

"""The door of lms.questions."""

from typing import Any

from lms.core.registry import UnknownKind
from lms.questions.base import Content, Grade, InvalidContent, InvalidResponse, QuestionType, Response
from lms.questions.registry import question_types
from lms.questions.types.essay import count_words

__all__ = [
    "Content", "Grade", "InvalidContent", "InvalidResponse", "QuestionType", "Response", "UnknownKind", "count_words", "question_types", "validate_content",
]  # fmt: skip


def validate_content(kind: str, data: Any) -> Content:
    """The checked content of a question of type ``kind``; raises ``InvalidContent`` with a sentence for each fault."""
    try:
        question_type = question_types.get(kind)
    except UnknownKind as unknown:
        raise InvalidContent(unknown.sentence) from None
    return question_type.read(data)

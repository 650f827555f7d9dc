"""Reading a text or bytes as a format, for the tests of formats."""

from io import BytesIO
from typing import Any

from assessments.formats.base import QuestionDraft, Refused
from assessments.formats.registry import question_formats
from lms.questions.api import question_types


def read(key: str, source: str | bytes) -> list[QuestionDraft | Refused]:
    data = source.encode() if isinstance(source, str) else source
    return list(question_formats.get(key).read(BytesIO(data)))


def only(key: str, source: str | bytes) -> QuestionDraft:
    """The one question of ``source``, whose content its type accepts."""
    (found,) = read(key, source)
    assert isinstance(found, QuestionDraft), found
    question_types.get(found.type).validate_content(found.content)
    return found


def reason(key: str, source: str | bytes) -> str:
    (found,) = read(key, source)
    assert isinstance(found, Refused), found
    return found.reason


def options(draft: QuestionDraft) -> list[tuple[str, Any]]:
    return [(option["text"], option["correct"]) for option in draft.content["options"]]


def rewritten(key: str, drafts: list[QuestionDraft]) -> tuple[list[QuestionDraft | Refused], dict[str, tuple[str, ...]]]:
    """What a format reads of its own writing, and what it said it lost."""
    out = BytesIO()
    losses = question_formats.get(key).write(drafts, out)
    return read(key, out.getvalue()), losses

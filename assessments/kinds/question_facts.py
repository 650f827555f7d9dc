"""What an author says of a question beside its content: checked here, whichever screen it comes from."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.questions.api import Content, InvalidContent, question_types, validate_content
from lms.questions.content import NotBlank, Storable
from lms.questions.errors import sentences_of


def _called(text: str) -> str:
    if not (text[:1].isalnum() and text.isascii() and all(char.isalnum() or char in "_.-" for char in text)):
        raise ValueError("this must be letters, figures, dots, hyphens or underscores, beginning with a letter or figure")
    return text


def _path(text: str) -> str:
    if any(not step.strip() or step != step.strip() for step in text.split("/")) and text:
        raise ValueError("this must be names parted by single slashes, such as Asylum/One-year bar")
    return text


class QuestionFacts(Content):
    """``external_id`` is the question's name in its bank; ``category`` a path; ``difficulty`` 1 easy, 2 usual, 3 hard."""

    stem: Annotated[str, StringConstraints(max_length=20_000), Storable, NotBlank]
    title: Annotated[str, StringConstraints(max_length=200), Storable] = ""
    external_id: Annotated[str, StringConstraints(max_length=64), Storable, NotBlank, AfterValidator(_called)]
    points: Annotated[int, Field(ge=1, le=1000)] = 1
    difficulty: Literal[1, 2, 3] = 1
    category: Annotated[str, StringConstraints(max_length=200), Storable, AfterValidator(_path)] = ""
    topics: Annotated[list[Annotated[str, StringConstraints(max_length=64), Storable]], Field(max_length=30)] = []
    authorities: Annotated[list[Annotated[str, StringConstraints(max_length=120), Storable]], Field(max_length=50)] = []
    explanation: Annotated[str, StringConstraints(max_length=20_000), Storable] = ""


OF_VERSION = ("title", "stem", "points", "topics", "difficulty", "authorities", "explanation")
"""The facts that a version keeps; the others are the question's."""


@dataclass(frozen=True)
class CheckedQuestion:
    """``content`` is JSON-able with every default; ``rendered`` is the HTML of every Markdown text by path."""

    kind: str
    facts: QuestionFacts
    content: dict[str, Any]
    rendered: dict[str, str]

    def version_facts(self) -> dict[str, Any]:
        """What makes two versions the same or not."""
        return {"type": self.kind, "content": self.content, **{name: getattr(self.facts, name) for name in OF_VERSION}}


def check_question(kind: str, data: dict[str, Any]) -> CheckedQuestion:
    """``data`` are the facts and ``content``; raises ``InvalidContent`` with every fault of both, those of the content beginning with “content, ”."""
    faults: list[str] = []
    facts = content = None
    try:
        facts = QuestionFacts.model_validate({name: value for name, value in data.items() if name != "content"})
    except ValidationError as error:
        faults += sentences_of(error)
    try:
        content = validate_content(kind, data.get("content"))
    except InvalidContent as wrong:
        faults += [f"content, {sentence}" for sentence in wrong.sentences]
    if facts is None or content is None:
        raise InvalidContent(*faults)
    return CheckedQuestion(kind, facts, content.facts(), _rendered(kind, facts, content))


def _rendered(kind: str, facts: QuestionFacts, content: Content) -> dict[str, str]:
    texts = question_types.get(kind).markdown_fields(content) | {"stem": facts.stem, "explanation": facts.explanation}
    try:
        return {path: render_markdown(text) for path, text in texts.items()}
    except Invalid as wrong:
        raise InvalidContent(*wrong.sentences) from None

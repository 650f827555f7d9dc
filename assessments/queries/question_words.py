"""The words of a version: what authors look for, and what students read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from curriculum.api import html_in, strings_in
from lms.core.comparing import paragraphs_of
from lms.questions.api import InvalidContent, UnknownKind, question_types


@dataclass(frozen=True)
class Words:
    """``all`` and ``asked`` are folded texts; ``topics`` as ``|ethics|asylum|``."""

    all: str
    asked: str
    topics: str


def words_of(version: Any, external_id: str) -> Words:
    """The words of ``version``, a row or an unsaved one; a migration may hand in its historical model."""
    texts = [external_id, version.title, version.stem, version.explanation, *strings_in(version.content), *version.authorities]
    topics = f"|{'|'.join(version.topics)}|" if version.topics else ""
    return Words(folded(" ".join(texts)), asked_of(version.type, version.content, version.stem), topics)


def asked_of(kind: str, content: Any, stem: str) -> str:
    """Stem and public texts, folded: nothing of the key, so that two questions with other keys are still told as alike."""
    return folded(" ".join([stem, *_public_texts(kind, content)]))


def _public_texts(kind: str, content: Any) -> Iterator[str]:
    try:
        question_type = question_types.get(kind)
        view = question_type.public_view(question_type.validate_content(content))
    except (InvalidContent, UnknownKind):  # of an installation that no longer has the type: its stem is still found
        return
    for html in (*html_in(view), *_labels(view)):
        yield from paragraphs_of(html)


def _labels(view: Any) -> Iterator[str]:
    """Plain texts of a view: words to choose from, names of fields."""
    if isinstance(view, dict):
        for name, value in view.items():
            if name in ("text", "label") and isinstance(value, str):
                yield value
            else:
                yield from _labels(value)
    elif isinstance(view, list):
        for value in view:
            yield from _labels(value)


def folded(text: str) -> str:
    """Lower case, one blank between words."""
    return " ".join(text.casefold().split())

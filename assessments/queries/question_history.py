"""A question's versions and changes of state, with who and when, and what is different between two versions."""

from collections.abc import Iterator
from typing import Any

from assessments.models import Question, QuestionVersion
from lms.core.comparing import Paragraph, compare, differs
from lms.people.api import names_of
from lms.questions.api import question_types


def versions_of(question: Question) -> list[Any]:
    """The newest first, each with ``author_name``: nobody for one that came with a folder."""
    rows: list[Any] = list(question.versions.order_by("-number"))
    names = names_of({row.created_by for row in rows})
    for row in rows:
        row.author_name = names.get(row.created_by, "")
    return rows


def changes_of(question: Question) -> list[Any]:
    """The newest first, each with ``who``."""
    rows: list[Any] = list(question.state_changes.order_by("-number"))
    names = names_of({row.by for row in rows})
    for row in rows:
        row.who = names.get(row.by, "")
    return rows


def version_at(bank: str, question: str, number: int) -> QuestionVersion | None:
    found = QuestionVersion.objects.filter(question__bank__slug=bank, question__public_id=question, number=number)
    return found.select_related("question__bank__program", "question__entry__version").first()


def compared(before: dict[str, Any], after: dict[str, Any]) -> list[Paragraph]:
    """What ``after`` says other than ``before``, line by line, key and feedback included; nothing where they agree. Both as ``said_by``'s argument."""
    lines = compare(list(said_by(before)), list(said_by(after)))
    return lines if differs(lines) else []


def facts_said(version: QuestionVersion) -> dict[str, Any]:
    names = ("title", "stem", "explanation", "points", "difficulty", "topics", "authorities")
    return {"type": question_types.get(version.type).label, **{name: getattr(version, name) for name in names}, "content": _whole(version)}


def _whole(version: QuestionVersion) -> dict[str, Any]:
    return question_types.get(version.type).validate_content(version.content).facts()


def said_by(facts: Any, way: str = "") -> Iterator[str]:
    """Every field of a question in one line each: “options 2, text: A notary”. Ids, which nobody reads, are left out, and so is what is empty."""
    if isinstance(facts, dict):
        for name, value in facts.items():
            if name not in ("id", "stored"):
                yield from said_by(value, f"{way}, {name}" if way and name != "content" else name if name != "content" else way)
    elif isinstance(facts, list):
        for number, value in enumerate(facts, start=1):
            yield from said_by(value, f"{way} {number}")
    elif facts not in (None, ""):
        said = {True: "yes", False: "no"}.get(facts, facts) if isinstance(facts, bool) else facts
        yield f"{way.replace('_', ' ')}: {said}"

"""Keeping what an author wrote as a version; versions never change, and what says the same makes none."""

from typing import Any

from assessments.kinds.question_facts import CheckedQuestion
from assessments.models import Question, QuestionVersion
from lms.core.canonical import fingerprint
from lms.core.clock import now
from lms.questions.api import question_types


def put_version(question: Question, checked: CheckedQuestion, by: Any) -> QuestionVersion | None:
    """The new version, or ``None`` where the newest one says the same. The caller holds the question's row."""
    newest = question.versions.order_by("-number").first()
    facts = checked.version_facts()
    if newest is not None and facts_of(newest) == facts:
        return None
    return QuestionVersion.objects.create(
        question=question, number=newest.number + 1 if newest else 1, rendered=checked.rendered, sha256=fingerprint(facts), created_at=now(),
        created_by=by.public_id, **facts,
    )  # fmt: skip


def facts_of(version: QuestionVersion) -> dict[str, Any]:
    """What a version says, with every default of its content written out: files may leave them away."""
    names = ("title", "stem", "points", "topics", "difficulty", "authorities", "explanation")
    content = question_types.get(version.type).validate_content(version.content).facts()
    return {"type": version.type, "content": content, **{name: getattr(version, name) for name in names}}

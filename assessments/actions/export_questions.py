"""Writing a bank's questions into a file of a format, with what the format cannot hold named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from assessments.actions.store_question_media import placed_media
from assessments.formats.base import QuestionDraft
from assessments.formats.registry import question_formats
from assessments.models import QuestionBank, QuestionVersion
from assessments.queries.newest_versions import newest_versions
from lms.audit.api import record_event
from lms.core.errors import NotFound
from lms.questions.api import question_types


@dataclass
class ExportReport:
    """``questions``: how many the bank has; ``losses``: question id → what the file does not hold of it."""

    questions: int = 0
    losses: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The object that ``export_questions --json`` prints."""
        return {"questions": self.questions, "partial": [{"id": name, "lost": list(lost)} for name, lost in self.losses.items()]}


def export_questions(*, bank: str, format_key: str, out: BinaryIO, by: Any) -> ExportReport:
    """Write every question of the bank called ``bank`` that is not retired to ``out``. Raises ``NotFound`` and ``UnknownKind``."""
    writer = question_formats.get(format_key)
    source = QuestionBank.objects.filter(slug=bank).first()
    if source is None:
        raise NotFound(f"There is no bank called “{bank}”.")
    report = ExportReport()

    def counted() -> Iterator[QuestionDraft]:
        for version in newest_versions(source):
            report.questions += 1
            yield placed_media(_draft(version))

    report.losses = writer.write(counted(), out)
    facts = {"bank": source.title, "format": writer.label, "questions": report.questions}
    record_event("assessments.questions_exported", by=by, subject_kind="question_bank", subject_id=source.slug, data=facts)
    return report


def _draft(version: QuestionVersion) -> QuestionDraft:
    content = question_types.get(version.type).validate_content(version.content).facts()
    return QuestionDraft(
        id=version.question.external_id, type=version.type, stem=version.stem, content=content, title=version.title, explanation=version.explanation,
        points=version.points, difficulty=version.difficulty, topics=tuple(version.topics), authorities=tuple(version.authorities),
        category=version.question.category.replace("/", " / "),
    )  # fmt: skip

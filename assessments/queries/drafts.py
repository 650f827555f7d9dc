"""The questions of a bank as drafts, for writing them into files."""

from collections.abc import Iterator

from django.db.models import Max

from assessments.formats.base import QuestionDraft
from assessments.models import QuestionBank, QuestionState, QuestionVersion
from lms.questions.api import question_types


def drafts_of(bank: QuestionBank) -> Iterator[QuestionDraft]:
    """The newest version of every question that is not retired, by its name; some hundred in memory at a time."""
    questions = bank.questions.exclude(state=QuestionState.RETIRED)
    newest = QuestionVersion.objects.filter(question__in=questions).values("question").annotate(newest=Max("pk")).values("newest")
    versions = QuestionVersion.objects.filter(pk__in=newest).select_related("question").order_by("question__external_id")
    for version in versions.iterator(chunk_size=300):
        yield _draft(version)


def _draft(version: QuestionVersion) -> QuestionDraft:
    content = question_types.get(version.type).validate_content(version.content).facts()
    return QuestionDraft(
        id=version.question.external_id, type=version.type, stem=version.stem, content=content, title=version.title, explanation=version.explanation,
        points=version.points, difficulty=version.difficulty, topics=tuple(version.topics), authorities=tuple(version.authorities),
        category=version.question.category.replace("/", " / "),
    )  # fmt: skip

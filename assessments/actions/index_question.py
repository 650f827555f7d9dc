"""Keeping what a question is found by beside its newest version, whichever door it came by."""

from collections.abc import Iterable
from typing import Any

from assessments.models import QuestionEntry, QuestionVersion
from assessments.queries.question_words import words_of


def index_question(version: QuestionVersion) -> None:
    """Called for each version as it is written; the newest one wins."""
    QuestionEntry.objects.update_or_create(question_id=version.question_id, defaults=_facts(version))


def index_questions(versions: Iterable[QuestionVersion]) -> None:
    """The same for many at once, each the newest of its question."""
    entries = [QuestionEntry(question=version.question, **_facts(version)) for version in versions]
    updated = ["version", "words", "asked", "topics"]
    QuestionEntry.objects.bulk_create(entries, batch_size=100, update_conflicts=True, unique_fields=["question"], update_fields=updated)


def _facts(version: QuestionVersion) -> dict[str, Any]:
    words = words_of(version, version.question.external_id)
    return {"version": version, "words": words.all, "asked": words.asked, "topics": words.topics}

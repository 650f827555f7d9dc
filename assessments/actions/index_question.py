"""Keeping what a question is found by beside its newest version, whichever door it came by."""

from assessments.models import QuestionEntry, QuestionVersion
from assessments.queries.question_words import words_of


def index_question(version: QuestionVersion) -> None:
    """Called for each version as it is written; the newest one wins."""
    words = words_of(version, version.question.external_id)
    facts = {"version": version, "words": words.all, "asked": words.asked, "topics": words.topics}
    QuestionEntry.objects.update_or_create(question_id=version.question_id, defaults=facts)

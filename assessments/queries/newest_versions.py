"""The questions of a bank as they read today."""

from collections.abc import Iterator

from assessments.models import QuestionBank, QuestionEntry, QuestionState, QuestionVersion


def newest_versions(bank: QuestionBank) -> Iterator[QuestionVersion]:
    """The newest version of every question that is not retired, by its name, with the question; some hundred in memory at a time."""
    entries = QuestionEntry.objects.filter(question__bank=bank).exclude(question__state=QuestionState.RETIRED)
    versions = QuestionVersion.objects.filter(pk__in=entries.values("version"))
    return versions.select_related("question").order_by("question__external_id").iterator(chunk_size=300)

"""Finding what a question's version cites, once, when it is written."""

from collections.abc import Iterable

from assessments.models import QuestionCitation, QuestionVersion
from assessments.queries.citations import references_of_version


def index_citations(*versions: QuestionVersion) -> None:
    """What ``versions``, just written, cite; of many at once, in one statement."""
    QuestionCitation.objects.bulk_create(_found(versions), batch_size=500)


def _found(versions: Iterable[QuestionVersion]) -> list[QuestionCitation]:
    return [
        QuestionCitation(version=version, canonical=name, key=key)
        for version in versions
        for name, key in references_of_version(version.stem, version.explanation, version.content, version.authorities).items()
    ]

"""Finding what a question's version cites, once, when it is written."""

from assessments.models import QuestionCitation, QuestionVersion
from assessments.queries.citations import references_of_version


def index_citations(version: QuestionVersion) -> None:
    found = references_of_version(version.stem, version.explanation, version.content, version.authorities)
    QuestionCitation.objects.bulk_create(QuestionCitation(version=version, canonical=name, key=key) for name, key in found.items())

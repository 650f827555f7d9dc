"""Which questions refer to which law, whether they are held, and whose attempts rest on them."""

from collections.abc import Iterable

from django.db.models import Max, QuerySet

from assessments.models import AttemptItem, Question, QuestionCitation, QuestionState, QuestionVersion
from curriculum.api import Affected, canonical, inside_of, references_of_texts, strings_in


def references_of_version(stem: str, explanation: str, content: object, authorities: Iterable[str]) -> dict[str, str]:
    """Canonical name → key of what a version's texts and answers cite and its author listed."""
    found = references_of_texts([stem, explanation, *strings_in(content)])
    return found | {canonical(key): key for key in authorities if canonical(key) not in found}


def questions_citing(canonicals: Iterable[str]) -> list[Affected]:
    """Questions in use or held whose newest version refers to one of the provisions."""
    newest = QuestionVersion.objects.values("question").annotate(newest=Max("pk")).values("newest")
    cited = QuestionCitation.objects.filter(inside_of(canonicals), version__in=newest).values("version__question")
    return _shown(Question.objects.filter(pk__in=cited).exclude(state=QuestionState.RETIRED))


def questions_called(refs: Iterable[str]) -> list[Affected]:
    return _shown(Question.objects.filter(public_id__in=list(refs)))


def _shown(questions: QuerySet[Question]) -> list[Affected]:
    return [
        Affected(question.public_id, f"{question.external_id} in {question.bank.title}", question.bank.program_id)
        for question in questions.select_related("bank").order_by("bank__slug", "external_id")
    ]


def held_among(refs: Iterable[str]) -> set[str]:
    return set(Question.objects.filter(public_id__in=list(refs), state=QuestionState.HELD).values_list("public_id", flat=True))


def students_tested_on(canonicals: Iterable[str], snapshots: Iterable[str]) -> Iterable[str]:
    """Students with a finished attempt at a version that refers to one of the provisions."""
    versions = QuestionCitation.objects.filter(inside_of(canonicals)).values("version")
    sat = AttemptItem.objects.filter(version__in=versions).exclude(attempt__submitted_at=None)
    return sat.values_list("attempt__enrollment__student__public_id", flat=True).distinct()

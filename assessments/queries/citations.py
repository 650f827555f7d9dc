"""Which questions refer to which law, whether they are held, and whose attempts rest on them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery

from assessments.models import AttemptItem, Question, QuestionCitation, QuestionState, QuestionVersion
from curriculum.api import Affected, canonical, reasons, references_of_texts, strings_in, touched_by


def references_of_version(stem: str, explanation: str, content: object, authorities: Iterable[str]) -> dict[str, str]:
    """Canonical name → key of what a version's texts and answers cite and its author listed."""
    found = references_of_texts([stem, explanation, *strings_in(content)])
    return found | {canonical(key): key for key in authorities if canonical(key) not in found}


def questions_citing(canonicals: Iterable[str]) -> list[Affected]:
    """Questions in use or held whose newest version refers to one of the provisions, to a part of one, or to the section it stands in."""
    names = list(canonicals)
    newest = QuestionVersion.objects.values("question").annotate(newest=Max("pk")).values("newest")
    cited = QuestionCitation.objects.filter(touched_by(names), version__in=newest).exclude(version__question__state=QuestionState.RETIRED)
    why = reasons(names, cited.values_list("version__question", "canonical", "key"))
    return _shown(Question.objects.filter(pk__in=why), why)


def questions_called(refs: Iterable[str]) -> list[Affected]:
    return _shown(Question.objects.filter(public_id__in=list(refs)))


def _shown(questions: QuerySet[Question], why: dict[Any, dict[str, Any]] | None = None) -> list[Affected]:
    """``owner``: who wrote the newest version; nobody for one that came with a curriculum folder."""
    writer = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number").values("created_by")[:1]
    return [
        Affected(
            question.public_id, f"{question.external_id} in {question.bank.title}", question.bank.program_id, owner=question.writer or "",
            **(why or {}).get(question.pk, {}),
        )
        for question in questions.select_related("bank").annotate(writer=Subquery(writer)).order_by("bank__slug", "external_id")
    ]  # fmt: skip


def held_among(refs: Iterable[str]) -> set[str]:
    return set(Question.objects.filter(public_id__in=refs, state=QuestionState.HELD).values_list("public_id", flat=True))


def students_tested_on(canonicals: Iterable[str], snapshots: QuerySet[Any]) -> QuerySet[Any]:
    """Students with a finished attempt at a version that refers to one of the provisions."""
    versions = QuestionCitation.objects.filter(touched_by(canonicals)).values("version")
    sat = AttemptItem.objects.filter(version__in=versions).exclude(attempt__submitted_at=None)
    return sat.order_by().values("attempt__enrollment__student__public_id")

"""Fixes of questions: which answers one is about, and what it would do to whom."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery

from assessments.models import AssessmentPage, Attempt, AttemptItem, AttemptState, AttemptStep, FixRow, FixState, Grade, Question, QuestionFix, QuestionVersion
from assessments.rules import attempts_marked_by

AT_A_TIME = 500


def question_called(public_id: str) -> Question | None:
    return Question.objects.select_related("bank").filter(public_id=public_id).first()


def fix_called(public_id: str) -> QuestionFix | None:
    return QuestionFix.objects.select_related("question", "version").filter(public_id=public_id).first()


def newest_version(question: Question) -> QuestionVersion | None:
    return QuestionVersion.objects.filter(question=question).order_by("-number").first()


def answers_to_older_versions(question: Question, attempts: QuerySet[Attempt], version: QuestionVersion) -> QuerySet[AttemptItem]:
    """Answers of closed ``attempts`` to versions of ``question`` before ``version``."""
    closed = attempts.exclude(state=AttemptState.IN_PROGRESS)
    return AttemptItem.objects.filter(attempt__in=closed, version__question=question, version__number__lt=version.number)


def assessments_to_fix(question: Question, person: Any, version: QuestionVersion) -> list[AssessmentPage]:
    """Assessments with answers that ``person`` could have marked again, each with its number of ``answers``."""
    items = answers_to_older_versions(question, attempts_marked_by(person), version)
    counted = dict(items.order_by().values_list("attempt__assessment").annotate(answers=Count("pk")))
    pages = list(AssessmentPage.objects.filter(pk__in=counted).order_by("path"))
    for page in pages:
        page.answers = counted[page.pk]
    return pages


def answers_in(fix: QuestionFix, person: Any) -> QuerySet[AttemptItem]:
    """The answers in the scope of ``fix``, in order of their keys."""
    return answers_to_older_versions(fix.question, _attempts_in(fix, person), fix.version).order_by("pk")


def answers_of(attempts: QuerySet[Attempt, int], fix: QuestionFix, person: Any) -> list[AttemptItem]:
    """The answers in the scope of ``fix`` that are in ``attempts`` (primary keys).

    Asked by the keys of the attempts that are left: a database that sees both conditions at once goes through the whole scope.
    """
    keys = list(_attempts_in(fix, person).filter(pk__in=list(attempts)).values_list("pk", flat=True))
    items = AttemptItem.objects.filter(attempt__in=keys, version__question=fix.question, version__number__lt=fix.version.number)
    return list(items.select_related("attempt").order_by("pk"))


def _attempts_in(fix: QuestionFix, person: Any) -> QuerySet[Attempt]:
    return attempts_marked_by(person).filter(assessment__in=fix.assessments).exclude(state=AttemptState.IN_PROGRESS)


def fixes_reaching(item: AttemptItem) -> QuerySet[QuestionFix]:
    """Corrections that were applied with this answer in their scope and not taken back, in the order of their application."""
    applied = QuestionFix.objects.filter(state__in=(FixState.APPLYING, FixState.APPLIED), rows__item=item)
    return applied.select_related("version").order_by("applied_at", "pk")


def in_portions(items: QuerySet[AttemptItem], after: int = 0) -> Iterator[list[AttemptItem]]:
    """``items``, a few hundred at a time, by their keys, so that memory does not grow with them."""
    while portion := list(items.filter(pk__gt=after).order_by("pk")[:AT_A_TIME]):
        yield portion
        after = portion[-1].pk


def newest_responses(items: list[AttemptItem]) -> dict[int, AttemptStep]:
    """The newest saved answer of each item, in one query."""
    return {step.item_id: step for step in AttemptStep.objects.filter(item__in=items).order_by("number")}


def grades_by_item(items: list[AttemptItem]) -> dict[int, list[Grade]]:
    """Every mark of each item, oldest first, in one query."""
    found: dict[int, list[Grade]] = {item.pk: [] for item in items}
    for grade in Grade.objects.filter(item__in=items).order_by("number"):
        found[grade.item_id].append(grade)
    return found


def rows_of(fix: QuestionFix, which: str = "") -> QuerySet[FixRow]:
    """Rows of the preview: those that go ``up`` or ``down``, come to ``pass`` or ``fail``, need a ``person``, or touch other records (``touched``)."""
    rows = FixRow.objects.filter(fix=fix).select_related("attempt__enrollment__student", "attempt__enrollment__cohort", "attempt__assessment", "item")
    kept = {
        "up": rows.filter(change=1), "down": rows.filter(change=-1), "pass": rows.filter(passed_before=False, passed_after=True),
        "fail": rows.filter(passed_before=True, passed_after=False), "person": rows.filter(needs_person=True), "touched": rows.exclude(touched=[]),
    }  # fmt: skip
    return kept.get(which, rows.exclude(change=0, needs_person=False))


def rows_seen_by(person: Any, fix: QuestionFix, which: str = "") -> QuerySet[FixRow]:
    """The rows of answers that ``person`` may mark now: who left a campus reads no names of it."""
    return rows_of(fix, which).filter(attempt__in=attempts_marked_by(person))


def reaches_beyond(fix: QuestionFix, person: Any) -> bool:
    """Whether ``fix`` changes a mark that ``person`` may not give now."""
    return fix.rows.exclude(change=0).exclude(attempt__in=attempts_marked_by(person)).exists()


def questions_to_fix(person: Any) -> QuerySet[Question]:
    """Questions of which ``person`` may mark answers to an older version than the newest, the newest change first, with the number of ``answers``."""
    newest = QuestionVersion.objects.filter(question=OuterRef("version__question")).order_by("-number").values("number")[:1]
    closed = attempts_marked_by(person).exclude(state=AttemptState.IN_PROGRESS)
    old = AttemptItem.objects.filter(attempt__in=closed).annotate(newest=Subquery(newest)).filter(version__number__lt=F("newest"))
    counted = old.filter(version__question=OuterRef("pk")).order_by().values("version__question").annotate(n=Count("pk")).values("n")
    return Question.objects.annotate(answers=Subquery(counted), changed_at=Max("versions__created_at")).filter(answers__gt=0).order_by("-changed_at", "pk")

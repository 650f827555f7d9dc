"""The reading statements of a save, composed once: a save comes every few seconds from everybody who sits (performance.md, row 3)."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, ExpressionWrapper, F, IntegerField, OuterRef, QuerySet, Subquery

from assessments.models import Attempt, AttemptItem, AttemptStep, ConflictingAnswer
from lms.core.composed import Composed

_FACTS = ("pk", "position", "version__type", "version__content", "number", "response", "repeated")


def sitting_called(attempt: UUID) -> Attempt | None:
    """The attempt with its student's key and its campus's time zone: all that a save needs before it holds the lock."""
    return _sitting.first(attempt=attempt)


def _sitting_of(attempt: UUID) -> QuerySet[Attempt]:
    sittings = Attempt.objects.filter(public_id=attempt).select_related("enrollment__cohort__campus")
    return sittings.only("public_id", "enrollment__student_id", "enrollment__cohort__campus__time_zone")


def locked_sitting(pk: int) -> Any:
    """The attempt, locked, with ``grace_seconds`` of its assessment."""
    return _locked.first(attempt=pk)


def _locked_of(attempt: int) -> QuerySet[Attempt]:
    return Attempt.objects.select_for_update(of=("self",)).filter(pk=attempt).annotate(grace_seconds=F("assessment__grace_seconds"))


def questions_saved(attempt: int, positions: set[int], key: str) -> list[dict[str, Any]]:
    """The questions at ``positions``: type, content, newest answer with its number, and whether the save ``key`` was kept before.

    Ask with the attempt locked: the answers are those of this moment.
    """
    if len(positions) == 1:
        return _question.rows(attempt=attempt, position=next(iter(positions)), key=key)
    return [row for row in _questions.rows(attempt=attempt, key=key) if row["position"] in positions]


def _question_of(attempt: int, key: str, position: int) -> QuerySet[AttemptItem, Any]:
    place = ExpressionWrapper(F("position"), output_field=IntegerField())  # a stand-in is larger than the column's small numbers
    return _questions_of(attempt, key).alias(place=place).filter(place=position)


def _questions_of(attempt: int, key: str) -> QuerySet[AttemptItem, Any]:
    newest = AttemptStep.objects.filter(item=OuterRef("pk")).order_by("-number")
    same = {"attempt": OuterRef("attempt"), "key__startswith": f"{key}:"}
    repeated = Exists(AttemptStep.objects.filter(**same)) | Exists(ConflictingAnswer.objects.filter(**same))
    items = AttemptItem.objects.filter(attempt=attempt).annotate(
        number=Subquery(newest.values("number")[:1]), response=Subquery(newest.values("response")[:1]), repeated=repeated
    )  # fmt: skip
    return items.order_by("position").values(*_FACTS)


_sitting = Composed(_sitting_of, attempt=UUID)
_locked = Composed(_locked_of, attempt=int)
_question = Composed(_question_of, attempt=int, key=str, position=int)
_questions = Composed(_questions_of, attempt=int, key=str)


def answer_seen(item: int, seen: int) -> Any:
    """The answer of an item as it stood after step ``seen``; ``None`` where there was none."""
    step = AttemptStep.objects.filter(item=item, number__lte=seen).order_by("-number").first()
    return step.response if step else None


def open_conflicts(attempt: Attempt) -> list[ConflictingAnswer]:
    """Answers that met a newer one and wait for the student's choice, with that newer one."""
    return _conflicts.rows(attempt=attempt.pk)


def _open_conflicts(attempt: int) -> QuerySet[ConflictingAnswer]:
    waiting = ConflictingAnswer.objects.filter(attempt=attempt, choice__isnull=True)
    return waiting.select_related("item__version", "against").order_by("item__position", "pk")


_conflicts = Composed(_open_conflicts, attempt=int)

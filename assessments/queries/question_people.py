"""Who wrote and who reviewed questions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from assessments.models import Question, QuestionBank, QuestionState, QuestionStateChange
from lms.people.api import Membership


def other_writers_than(bank: QuestionBank, person: Any) -> bool:
    """Whether another instructor of a campus that runs the bank's program could look at a question. Administrators see to all and are not counted."""
    if bank.program is None:
        return False
    campuses = bank.program.cohorts.values("campus")
    others = Membership.objects.filter(role="instructor", campus__in=campuses, ended_at__isnull=True, user__is_active=True).exclude(user=person.pk)
    return others.exists()


def reviewing_own(questions: Iterable[Question], person: Any) -> list[str]:
    """The names of those whose newest version the person wrote."""
    return [question.external_id for question in questions if question.entry.version.created_by == person.public_id]


def with_reviews(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Each question with ``reviewed_version`` (0 or nothing: never reviewed) and ``reviewer``, from its newest change to ready."""
    reviews = QuestionStateChange.objects.filter(question=OuterRef("pk"), after=QuestionState.READY).exclude(by="").order_by("-number")
    return questions.annotate(
        reviewed_version=Subquery(reviews.values("version")[:1]), reviewer=Subquery(reviews.values("by")[:1]), reviewed_at=Subquery(reviews.values("at")[:1])
    )

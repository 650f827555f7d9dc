"""The marking queue: what waits, in groups, and what comes next."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from assessments.models import AssessmentPage, AttemptItem, AttemptState, Dispute, Grade, ResultRelease, SavedComment
from assessments.queries.anonymity import alias
from assessments.queries.waiting import to_mark_by, unreconciled
from assessments.rules import attempts_marked_by
from curriculum.models import Cohort

BY = {"assessment": "Assessment", "question": "Question", "student": "Student"}


@dataclass(frozen=True)
class Narrowed:
    """What a marker wants to see: one assessment, one question, one attempt, by their public ids; empty for all."""

    assessment: str = ""
    question: str = ""
    attempt: str = ""

    @classmethod
    def of(cls, query: Any) -> "Narrowed":
        return cls(*(query.get(name, "")[:36].replace("\0", "") for name in ("assessment", "question", "attempt")))

    @property
    def query(self) -> str:
        """For the end of an address; public ids need no escaping."""
        return "&".join(f"{name}={value}" for name, value in self.__dict__.items() if value and value.replace("-", "").replace("_", "").isalnum())

    def among(self, items: QuerySet[AttemptItem]) -> QuerySet[AttemptItem]:
        if self.assessment:
            items = items.filter(attempt__assessment__public_id=self.assessment)
        if self.question:
            items = items.filter(version__question__public_id=self.question)
        return items.filter(attempt__public_id=_uuid(self.attempt)) if self.attempt else items


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # no attempt is called so


@dataclass(frozen=True)
class Group:
    """Answers that wait together. ``query`` narrows the queue to them."""

    title: str
    detail: str
    count: int
    query: str


def waiting_items(person: Any, narrowed: Narrowed) -> QuerySet[AttemptItem]:
    items = narrowed.among(to_mark_by(person, attempts_marked_by(person)))
    return items.select_related("attempt__assessment__marking_rules", "attempt__enrollment__student", "version__question")


def groups(person: Any, by: str) -> list[Group]:
    """Waiting answers by assessment, question or student, the most first; one query."""
    items = to_mark_by(person, attempts_marked_by(person))
    keys = {
        "assessment": ("attempt__assessment__public_id", "attempt__assessment__title"),
        "question": ("version__question__public_id", "version__title", "attempt__assessment__title", "version__question__external_id"),
        "student": (
            "attempt__public_id", "attempt__assessment__title", "attempt__assessment__marking_rules__anonymous", "attempt__enrollment__student__preferred_name",
            "attempt__enrollment__student__legal_first_name", "attempt__enrollment__student__legal_last_name",
        ),
    }[by]  # fmt: skip
    rows = items.order_by().values(*keys).annotate(waiting=Count("pk", distinct=True)).order_by("-waiting", *keys[:1])
    return [_group(by, row) for row in rows[:200]]


def _group(by: str, row: dict[str, Any]) -> Group:
    if by == "assessment":
        return Group(row["attempt__assessment__title"], "", row["waiting"], f"assessment={row['attempt__assessment__public_id']}")
    if by == "question":
        name = row["version__title"] or row["version__question__external_id"]
        return Group(name, row["attempt__assessment__title"], row["waiting"], f"question={row['version__question__public_id']}")
    attempt = row["attempt__public_id"]
    named = row["attempt__assessment__marking_rules__anonymous"] is False
    first = row["attempt__enrollment__student__preferred_name"] or row["attempt__enrollment__student__legal_first_name"]
    title = f"{first} {row['attempt__enrollment__student__legal_last_name']}" if named else alias(attempt)
    return Group(title, row["attempt__assessment__title"], row["waiting"], f"attempt={attempt}")


def neighbors(item: AttemptItem, person: Any, narrowed: Narrowed) -> tuple[int | None, int | None]:
    """The waiting answers before and after ``item`` in the queue, by their keys; after the last comes the first."""
    order = list(waiting_items(person, narrowed).values_list("pk", flat=True)[:1000])
    if item.pk not in order:
        return None, order[0] if order else None
    at = order.index(item.pk)
    return (order[at - 1] if at else None), (order[at + 1] if at + 1 < len(order) else order[0] if at else None)


def to_reconcile(person: Any) -> QuerySet[AttemptItem]:
    items = unreconciled(attempts_marked_by(person))
    return items.select_related("attempt__assessment", "version").order_by("attempt__submitted_at", "pk")


def open_disputes(person: Any) -> QuerySet[Dispute]:
    found = Dispute.objects.filter(outcome="", item__attempt__in=attempts_marked_by(person))
    return found.select_related("item__attempt__assessment__marking_rules", "item__attempt__enrollment__student", "item__version")


def comments_for(person: Any, campus: Any) -> QuerySet[SavedComment]:
    """One's own, and those that colleagues on the campus share."""
    return SavedComment.objects.filter(Q(owner=person.public_id) | Q(shared=True), campus=campus)


def marks_of(item: AttemptItem) -> list[Grade]:
    return list(Grade.objects.filter(item=item).select_related("version"))


def assessments_marked_by(person: Any) -> QuerySet[AssessmentPage]:
    """Assessments with closed attempts that the person may mark, in outline order."""
    closed = attempts_marked_by(person).exclude(state=AttemptState.IN_PROGRESS)
    return AssessmentPage.objects.filter(Exists(closed.filter(assessment=OuterRef("pk")))).order_by("path")


def assessment_called(public_id: str) -> AssessmentPage | None:
    return AssessmentPage.objects.filter(public_id=public_id).first()


@dataclass(frozen=True)
class CohortResults:
    """How far a cohort's answers to an assessment are marked, and when its results were released."""

    cohort: Any
    graded: int
    waiting: int
    released: ResultRelease | None


def results_by_cohort(assessment: AssessmentPage, person: Any) -> list[CohortResults]:
    mine = attempts_marked_by(person).filter(assessment=assessment).exclude(state=AttemptState.IN_PROGRESS)
    counts = {row["enrollment__cohort"]: row for row in mine.order_by().values("enrollment__cohort").annotate(
        graded=Count("pk", filter=Q(state=AttemptState.GRADED)), waiting=Count("pk", filter=Q(state=AttemptState.MARKING)),
    )}  # fmt: skip
    releases = Prefetch("releases", queryset=ResultRelease.objects.filter(assessment=assessment), to_attr="released")
    cohorts = Cohort.objects.filter(pk__in=counts).select_related("campus").prefetch_related(releases).order_by("name")
    return [CohortResults(c, counts[c.pk]["graded"], counts[c.pk]["waiting"], c.released[0] if c.released else None) for c in cohorts]

"""Cases of changed law, and what is still to do in each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case as ModelCase
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, When

from curriculum.models import DeltaAssignment, LawChange, LawChangeItem, LessonCompletion
from curriculum.queries.affected import Affected, AffectedKind, affected_kinds, rests_on
from curriculum.queries.programs import may_own
from curriculum.rules import enrollments_taught_by
from lms.people.api import EVERY_CAMPUS, User, campuses_where, names_of


def case_called(public_id: str) -> LawChange | None:
    return LawChange.objects.filter(public_id=public_id).select_related("change__authority").first()


def cases() -> QuerySet[LawChange]:
    """Open ones first, then the newest; each with ``left``, the number still to check."""
    left = Count("items", filter=Q(items__state="to_check"))
    found = LawChange.objects.select_related("change__authority").annotate(left=left, all=Count("items"))
    return found.order_by(F("closed_at").asc(nulls_first=True), "-pk")


@dataclass(frozen=True)
class ItemRow:
    """One task of a case with the thing as it is today; ``thing`` is None when it is gone."""

    item: LawChangeItem
    thing: Affected | None
    held: bool
    decided_by: str
    owner: str


@dataclass(frozen=True)
class ItemGroup:
    """The tasks of one kind: ``page`` of rows, and how many there are, are left to check, are held in all."""

    kind: str
    label: str
    can_hold: bool
    page: Any
    rows: list[ItemRow]
    count: int
    left: int
    held: int


PAGE = 50


def items_of(case: LawChange, pages: Mapping[str, str], owners: Iterable[User]) -> list[ItemGroup]:
    """The case's tasks by kind, those to check first, a page of each (``pages`` maps kind to number): a constant number of queries for each kind.

    An owner who is not among ``owners`` works on another campus and is not named.
    """
    known = {person.public_id: person.display_name for person in owners}
    first = ModelCase(When(state="to_check", then=0), default=1)
    groups = []
    for key, kind in affected_kinds.items():
        own = case.items.filter(kind=key).order_by(first, "pk")
        counts = own.order_by().aggregate(count=Count("pk"), left=Count("pk", filter=Q(state="to_check")))
        if counts["count"]:
            page = Paginator(own, PAGE).get_page(pages.get(key))
            held = kind.held(own.order_by().values_list("ref", flat=True)) if kind.held else set()
            groups.append(ItemGroup(key, kind.label, kind.hold is not None, page, _rows(kind, page.object_list, held, known), **counts, held=len(held)))
    return groups


def _rows(kind: AffectedKind, found: Iterable[LawChangeItem], held: set[str], known: dict[str, str]) -> list[ItemRow]:
    items = list(found)
    names = names_of({item.decided_by for item in items if item.decided_by})
    things = {thing.ref: thing for thing in kind.show([item.ref for item in items])}
    owner = {"": ""} | known
    return [
        ItemRow(item, things.get(item.ref), item.ref in held, names.get(item.decided_by, ""), owner.get(item.owner, "An author elsewhere")) for item in items
    ]


def owners_for(case: LawChange, person: Any) -> list[User]:
    """Who can be given a task of the case, as far as ``person`` knows them: the authors of the campuses they teach on."""
    programs: list[int | None] = list(case.items.exclude(program=None).order_by().values_list("program", flat=True).distinct())
    authors = {one.pk for program in programs or [None] for one in may_own(program)}
    found = User.objects.filter(pk__in=authors)
    mine = campuses_where(person, "instructor")
    if mine is not EVERY_CAMPUS:
        found = found.filter(memberships__campus__in=mine, memberships__role="instructor", memberships__ended_at__isnull=True)
    return sorted(found.distinct(), key=lambda one: (one.display_name, one.pk))


def students_concerned(case: LawChange, person: Any) -> QuerySet[User]:
    """Students the person teaches whose evidence rests on the law of the case, by name, with ``given`` and ``studied``."""
    places = enrollments_taught_by(person).values("student")
    given = DeltaAssignment.objects.filter(case=case, enrollment__student=OuterRef("pk"))
    studied = LessonCompletion.objects.filter(lesson__delta_for=case, enrollment__student=OuterRef("pk"))
    resting = User.objects.filter(rests_on([case.change.authority.canonical]), pk__in=places)
    return resting.annotate(given=Exists(given), studied=Exists(studied)).order_by("legal_last_name", "legal_first_name", "pk")

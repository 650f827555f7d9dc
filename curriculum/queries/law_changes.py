"""Cases of changed law, and what is still to do in each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from curriculum.models import LawChange, LawChangeItem
from curriculum.queries.affected import Affected, affected_kinds, students_resting_on
from curriculum.rules import enrollments_taught_by
from lms.people.api import User, names_of


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


@dataclass(frozen=True)
class ItemGroup:
    kind: str
    label: str
    can_hold: bool
    rows: list[ItemRow]

    @property
    def left(self) -> int:
        return sum(row.item.state == "to_check" for row in self.rows)

    @property
    def held(self) -> int:
        return sum(row.held for row in self.rows)


def items_of(case: LawChange) -> list[ItemGroup]:
    """The case's tasks by kind, each with the thing it is about: a constant number of queries for each kind."""
    items = list(case.items.all())
    names = names_of({item.decided_by for item in items if item.decided_by})
    groups = []
    for key, kind in affected_kinds.items():
        own = [item for item in items if item.kind == key]
        things = {thing.ref: thing for thing in kind.show([item.ref for item in own])} if own else {}
        held = kind.held(things) if kind.held and own else set()
        rows = [ItemRow(item, things.get(item.ref), item.ref in held, names.get(item.decided_by, "")) for item in own]
        if rows:
            groups.append(ItemGroup(key, kind.label, kind.hold is not None, rows))
    return groups


def students_concerned(case: LawChange, person: Any) -> QuerySet[User]:
    """Students the person teaches whose evidence rests on the law of the case, by name, with ``given`` and ``studied``."""
    resting = students_resting_on([case.change.authority.canonical])
    taught = enrollments_taught_by(person).filter(student__public_id__in=resting).values("student")
    given = Count("enrollments__delta_assignments", filter=Q(enrollments__delta_assignments__case=case), distinct=True)
    studied = Count("enrollments__completions", filter=Q(enrollments__completions__lesson__delta_for=case), distinct=True)
    return User.objects.filter(pk__in=taught).annotate(given=given, studied=studied).order_by("legal_last_name", "legal_first_name", "pk")

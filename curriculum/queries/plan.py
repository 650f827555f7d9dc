"""A cohort's plan as those who make it see it: every page of the program with its dates."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wagtail.models import Page

from curriculum.models import Cohort, Enrollment, Extension, MakeUp, PlannedPage
from curriculum.policies.spreading import due_days, spread
from curriculum.queries.calendar import holidays_of
from curriculum.queries.outline import program_outline


@dataclass
class PlanRow:
    """A page with its dates. ``kind``: module, lesson or assessment; modules are not due."""

    pk: int
    kind: str
    title: str
    minutes: int
    opens_on: date | None = None
    due_on: date | None = None
    on_holiday: str = ""


@dataclass
class PlanGroup:
    module: PlanRow
    rows: list[PlanRow] = field(default_factory=list)


def pages_of(program: Any) -> dict[int, str]:
    """The published pages of a program that can be planned: titles by primary key."""
    return dict(Page.objects.descendant_of(program).live().values_list("pk", "title"))


def plan_groups(cohort: Cohort) -> list[PlanGroup]:
    """Every module with its lessons and assessments, in the order of the outline."""
    keys = dict(Page.objects.descendant_of(cohort.program).values_list("path", "pk"))
    planned = {row.page_id: row for row in PlannedPage.objects.filter(cohort=cohort)}
    holidays = {row.on: row.name for row in holidays_of(cohort)}

    def row_of(path: str, kind: str, title: str, minutes: int) -> PlanRow:
        pk = keys[path]
        found = planned.get(pk)
        due = found.due_on if found else None
        return PlanRow(pk, kind, title, minutes, found.opens_on if found else None, due, holidays.get(due, "") if due else "")

    groups = []
    for module in program_outline(cohort.program, None).modules:
        rows = [row_of(row.path, row.kind, row.title, row.minutes) for row in module.rows]
        groups.append(PlanGroup(row_of(module.page.path, "module", module.page.title, module.page.minutes), rows))
    return groups


def spread_plan(cohort: Cohort, weekday: int) -> list[tuple[PlanRow, date]]:
    """Each lesson and assessment with the due date it would get. Raises ``ValueError`` when every day is a holiday."""
    rows = [row for group in plan_groups(cohort) for row in group.rows]
    days = due_days(cohort.starts_on, cohort.ends_on, weekday, {row.on for row in holidays_of(cohort)})
    return list(zip(rows, spread([row.minutes for row in rows], days), strict=True)) if rows else []


def extensions_of(enrollment: Enrollment) -> list[Extension]:
    return list(Extension.objects.filter(enrollment=enrollment).select_related("page", "given_by").order_by("-pk"))


def make_ups_of(enrollment: Enrollment) -> list[MakeUp]:
    return list(MakeUp.objects.filter(enrollment=enrollment).select_related("page", "assigned_by").order_by("-pk"))


def extension_called(public_id: str) -> Extension | None:
    return Extension.objects.filter(public_id=public_id).select_related("enrollment__cohort__campus", "enrollment__student", "page").first()


def make_up_called(public_id: str) -> MakeUp | None:
    return MakeUp.objects.filter(public_id=public_id).select_related("enrollment__cohort__campus", "enrollment__student", "page").first()

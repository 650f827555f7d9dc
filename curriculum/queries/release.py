"""When a page is open to a student, when it is due, and why it is not open yet (docs/how-to/plan-a-cohort.md).

A page is closed while its own opening date or its module's lies ahead, or while a lesson it builds on is not done, where the
cohort's prerequisites bind. An extension opens it all the same; what a student has done stays open to them.

The rules stand here twice, and ``tests/curriculum/queries/test_release.py`` compares the two: ``Plan`` decides over a whole outline
in memory, fetched with the enrollment itself so that it costs no query; ``open_to`` asks about one page inside another query.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext
from wagtail.models import Page

from curriculum.models import Cohort, Enrollment, Extension, LessonCompletion, LessonPage, LessonPrerequisite, ModulePage, PlannedPage
from curriculum.queries.json_rows import JsonRows
from curriculum.queries.walks import Walk
from lms.core.clock import local_date, now
from lms.core.composed import Composed
from lms.core.errors import Forbidden
from lms.core.localized import short_day

STEP = Page.steplen
NOT_OPEN = "This page is not open to you yet. The outline of your program says when it opens."


@dataclass(frozen=True)
class Allowed:
    """What one student is allowed besides, on the day asked about."""

    due_on: date | None
    opens: bool


@dataclass(frozen=True)
class Plan:
    """A cohort's dates and what builds on what, by tree path of the page; ``needs`` is empty where prerequisites do not bind."""

    opens: dict[str, date] = field(default_factory=dict)
    due: dict[str, date] = field(default_factory=dict)
    needs: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    allowed: dict[str, Allowed] = field(default_factory=dict)

    def due_on(self, path: str) -> date | None:
        """The student's own due date where they have one, else the cohort's."""
        own = self.allowed.get(path)
        return own.due_on if own and own.due_on else self.due.get(path)

    def opens_on(self, path: str) -> date | None:
        """The later of the page's own opening and its module's."""
        dates = [self.opens[one] for one in (path, path[:-STEP]) if one in self.opens]
        return max(dates) if dates else None

    def why_closed(self, path: str, done: Iterable[str], today: date) -> list[str]:
        """What the student still waits for, in words; empty when the page is open. ``done`` holds the paths of what they have done."""
        if path in done or any(one in self.allowed and self.allowed[one].opens for one in (path, path[:-STEP])):
            return []
        opens = self.opens_on(path)
        dates = [gettext("Opens %(day)s") % {"day": short_day(opens, today)}] if opens and opens > today else []
        first = [title for required, title in self.needs.get(path, ()) if required not in done]
        return dates + ([gettext("First: %(titles)s") % {"titles": ", ".join(first)}] if first else [])


def prerequisites_of(lessons: Any) -> QuerySet[LessonPrerequisite]:
    """What these lessons build on: the one source of prerequisites. Only what students can do counts: published, in a published module."""
    module = ModulePage.objects.filter(live=True, path=Substr(OuterRef("required__path"), 1, Length(OuterRef("required__path")) - STEP))
    rows = LessonPrerequisite.objects.filter(page__in=lessons, required__live=True, required__delta_for=None).filter(Exists(module))
    return rows.select_related("required").order_by("sort_order", "pk")


def today_at(campus: Any) -> date:
    return local_date(now(), campus.time_zone)


def _columns(cohort: str, program_path: str, enrollment: str = "") -> dict[str, Any]:
    planned = PlannedPage.objects.filter(cohort=OuterRef(cohort)).order_by().values(all=JsonRows("page__path", "opens_on", "due_on"))
    lessons = LessonPage.objects.filter(path__startswith=OuterRef(OuterRef(program_path)))
    needs = prerequisites_of(lessons).select_related(None).order_by().values(all=JsonRows("page__path", "required__path", "required__title", "sort_order"))
    columns = {"plan_dates": Subquery(planned), "plan_needs": Subquery(needs)}
    if enrollment:
        allowed = Extension.objects.filter(enrollment=OuterRef(enrollment), ended_at=None).order_by()
        columns["plan_allowed"] = Subquery(allowed.values(all=JsonRows("page__path", "due_on", "opens", "expires_on")))
    return columns


def with_plan(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Each enrollment with its plan, in the same query; ``plan_of`` reads it."""
    return enrollments.annotate(**_columns("cohort", "cohort__program__path", "pk"))


def plan_of(enrollment: Any, today: date) -> Plan:
    """The student's plan on a day; fetched now where the enrollment came without."""
    if not hasattr(enrollment, "plan_dates"):
        enrollment = with_plan(Enrollment.objects.filter(pk=enrollment.pk).select_related("cohort")).get()
    return _plan(enrollment, enrollment.cohort.prerequisites_bind, enrollment.plan_allowed, today)


def plan_of_cohort(cohort: Cohort, today: date) -> Plan:
    """What everybody in the cohort goes by."""
    row = Cohort.objects.filter(pk=cohort.pk).annotate(**_columns("pk", "program__path")).get()
    return _plan(row, row.prerequisites_bind, [], today)


def _plan(row: Any, binds: bool, allowed: Any, today: date) -> Plan:
    plan = Plan()
    for path, opens, due in row.plan_dates or ():
        if opens:
            plan.opens[path] = date.fromisoformat(opens)
        if due:
            plan.due[path] = date.fromisoformat(due)
    for path, required, title, _order in sorted(row.plan_needs or (), key=lambda need: (need[0], need[3] or 0, need[1])) if binds else ():
        plan.needs.setdefault(path, []).append((required, title))
    for path, due, opens, expires in allowed or ():
        if date.fromisoformat(expires) >= today:
            plan.allowed[path] = Allowed(date.fromisoformat(due) if due else None, bool(opens))
    return plan


def open_to(page_pk: int, today: date) -> Q:
    """Enrollments to which the page is open: the twin of ``Plan.why_closed`` for one page, to be part of another query."""
    page = Page.objects.filter(pk=page_pk)
    above = page.annotate(up=Substr("path", 1, Length(F("path")) - STEP)).values("up")
    covers = Q(page=page_pk) | Q(page__path=Subquery(above))
    ahead = PlannedPage.objects.filter(covers, cohort=OuterRef("cohort"), opens_on__gt=today)
    done = LessonCompletion.objects.filter(_here_or_before("pk", "student"), lesson=page_pk)
    needed = prerequisites_of([page_pk]).order_by().exclude(
        Exists(LessonCompletion.objects.filter(_here_or_before(OuterRef("pk"), OuterRef("student")), lesson=OuterRef("required")))
    )  # fmt: skip
    allowed = Extension.objects.filter(covers, enrollment=OuterRef("pk"), opens=True, ended_at=None, expires_on__gte=today)
    closed = Exists(ahead) | (Q(cohort__prerequisites_bind=True) & Exists(needed))
    return ~closed | Exists(allowed) | Exists(done)


def _here_or_before(enrollment: Any, student: Any) -> Q:
    """Completions of this place and of places the student moved from."""
    return Q(enrollment=OuterRef(enrollment)) | Q(enrollment__student=OuterRef(student), enrollment__moved_to__isnull=False)


def is_open(enrollment: Enrollment, page_pk: int) -> bool:
    return _open.first(enrollment=enrollment.pk, page=page_pk, today=today_at(enrollment.cohort.campus)) is not None


_open = Composed(
    lambda enrollment, page, today: Enrollment.objects.filter(open_to(page, today), pk=enrollment).values_list("pk"), enrollment=int, page=int, today=date
)


def require_open(enrollment: Enrollment, page_pk: int) -> None:
    """The guard of everything a student does on a page. Raises ``Forbidden`` while it is closed to them."""
    if not is_open(enrollment, page_pk):
        raise Forbidden(NOT_OPEN, code="not_open")


def _plan_for(enrollment: Any, walk: Walk | None) -> tuple[Plan, date]:
    """The plan a page is judged by, and the day: a student's today, or that of a walk-through; an empty one for everybody else."""
    if walk is not None:
        return plan_of_cohort(walk.cohort, walk.on), walk.on
    if enrollment is None:
        return Plan(), date.min
    today = today_at(enrollment.cohort.campus)
    return plan_of(enrollment, today), today


def why_closed(page: Page, enrollment: Any, walk: Walk | None = None) -> str:
    """Why an assessment's page is not open yet to a student or in a walk-through; empty when it is. (Lessons: see the outline.)"""
    plan, today = _plan_for(enrollment, walk)
    return ". ".join(plan.why_closed(page.path, (), today))


def due_on(page: Page, enrollment: Any, walk: Walk | None = None) -> date | None:
    """When the page is due for a student or in a walk-through."""
    return _plan_for(enrollment, walk)[0].due_on(page.path)

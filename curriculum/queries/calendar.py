"""The calendar of a cohort or of one student in it: a list of plain items from every contributor, and the same by weeks."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from curriculum.models import Cohort, DeltaAssignment, Enrollment, Extension, Holiday, LessonCompletion, LessonPage, MakeUp, ModulePage, PlannedPage
from curriculum.queries.release import today_at
from lms.core.registry import Registry


@dataclass(frozen=True)
class CalendarItem:
    """One thing on a date: all of a day ``on``, or from ``starts_at`` to ``ends_at``.

    ``key`` names it for good and once in a calendar (``live-<public id>``); ``sequence`` and ``changed_at`` say when it last changed.
    ``kind`` is one of ``KINDS`` or a word of the contributor's, ``label`` what people read for it. No item names another student.
    """

    key: str
    kind: str
    label: str
    title: str
    on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    url: str = ""
    where: str = ""
    note: str = ""
    done: bool = False
    sequence: int = 0
    changed_at: datetime | None = None

    def day_in(self, zone: str) -> date:
        """The date on which the item stands in the calendar of a campus."""
        if self.starts_at is not None:
            return self.starts_at.astimezone(ZoneInfo(zone)).date()
        assert self.on is not None, f"{self.key} has neither a date nor a time."
        return self.on


Contributor = Callable[[Cohort, Enrollment | None], Iterable[CalendarItem]]
calendar_contributors: Registry[Contributor] = Registry("calendar contributor")
"""Each yields the items of a cohort; with an enrollment, those of that student."""

_BEFORE = datetime.min.replace(tzinfo=UTC)  # all-day items stand before the first hour
DoneSource = Callable[[Collection[int], Collection[int]], Iterable[tuple[int, int]]]
done_sources: Registry[DoneSource] = Registry("source of what is done")
"""Each, given primary keys of enrollments and of pages, yields (enrollment, page) for what that student has done."""


def calendar_of(cohort: Cohort, enrollment: Enrollment | None = None) -> list[CalendarItem]:
    """Everything on the calendar, in order of time; all-day items stand first."""
    zone = cohort.campus.time_zone
    items = [item for contributor in calendar_contributors for item in contributor(cohort, enrollment)]
    return sorted(items, key=lambda item: (item.day_in(zone), item.starts_at or _BEFORE, item.kind, item.title, item.key))


def done_pages(enrollments: Collection[int], pages: Collection[int]) -> set[tuple[int, int]]:
    """What is done, as pairs of enrollment and page."""
    return {pair for source in done_sources for pair in source(enrollments, pages)}


# --- what curriculum itself puts there


def cohort_ends(cohort: Cohort, enrollment: Enrollment | None) -> Iterable[CalendarItem]:
    name = cohort.public_id
    yield CalendarItem(f"first-{name}", "first", "First day", f"{cohort.name} begins", cohort.starts_on)
    yield CalendarItem(f"last-{name}", "last", "Last day", f"{cohort.name} ends", cohort.ends_on)


def holidays(cohort: Cohort, enrollment: Enrollment | None) -> Iterable[CalendarItem]:
    for day in holidays_of(cohort):
        yield CalendarItem(f"holiday-{cohort.campus.public_id}-{day.on.isoformat()}", "holiday", "Holiday", day.name, day.on)


def holidays_of(cohort: Cohort) -> Iterable[Holiday]:
    """The campus' holidays within the cohort's dates."""
    return Holiday.objects.filter(campus=cohort.campus_id, on__gte=cohort.starts_on, on__lte=cohort.ends_on)


def holidays_between(campus_pk: int, first: date, last: date) -> set[date]:
    """The days, both ends included, on which a campus teaches nothing."""
    return set(Holiday.objects.filter(campus=campus_pk, on__gte=first, on__lte=last).values_list("on", flat=True))


def planned_dates(cohort: Cohort, enrollment: Enrollment | None) -> Iterable[CalendarItem]:
    """When pages open and are due, with the student's own dates in place of the cohort's."""
    planned = {row.page_id: row for row in PlannedPage.objects.filter(cohort=cohort, page__live=True).select_related("page")}
    given = _extensions(enrollment)
    pages = {pk: row.page for pk, row in planned.items()} | {pk: rows[0].page for pk, rows in given.items()}
    done = done_pages([enrollment.pk], pages) if enrollment else set()
    hidden = _hidden(pages, enrollment)
    for pk, page in pages.items():
        if pk in hidden:
            continue
        facts: dict[str, Any] = {"url": page_url(cohort, page), "done": enrollment is not None and (enrollment.pk, pk) in done}
        dates = _dates(cohort, planned.get(pk), given.get(pk, []))
        facts |= {"sequence": dates.sequence, "changed_at": dates.changed_at}
        if dates.opens_on:
            yield CalendarItem(f"opens-{cohort.public_id}-{pk}", "opens", "Opens", page.title, dates.opens_on, **facts)
        if dates.due_on:
            yield CalendarItem(f"due-{cohort.public_id}-{pk}", "due", "Due", page.title, dates.due_on, note=dates.note, **facts)


def _hidden(pages: Collection[int], enrollment: Enrollment | None) -> set[int]:
    """Pages whose module is not published, and lessons on a change of law that the student was not given: none of them can be opened."""
    above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    withheld = Q(Exists(ModulePage.objects.filter(live=False, path=above)))
    if enrollment is not None:
        given = DeltaAssignment.objects.filter(lesson=OuterRef("pk"), enrollment=enrollment)
        withheld |= Q(Exists(LessonPage.objects.filter(~Exists(given), pk=OuterRef("pk"), delta_for__isnull=False)))
    return set(Page.objects.filter(withheld, pk__in=pages).values_list("pk", flat=True)) if pages else set()


@dataclass(frozen=True)
class _Dates:
    opens_on: date | None
    due_on: date | None
    note: str
    sequence: int
    changed_at: datetime | None


def _dates(cohort: Cohort, row: PlannedPage | None, given: list[Extension]) -> _Dates:
    """A page's dates after a student's extensions. The sequence counts every giving and every end of one, so that it never goes back."""
    holds = next((one for one in given if one.ended_at is None and one.expires_on >= today_at(cohort.campus)), None)
    times = [*([row.changed_at] if row else []), *(at for one in given for at in (one.given_at, one.ended_at) if at)]
    opens_on = row.opens_on if row and not (holds and holds.opens) else None
    due_on, note = (holds.due_on, "extended for you") if holds and holds.due_on else (row.due_on if row else None, "")
    return _Dates(opens_on, due_on, note, (row.sequence if row else 0) + 2 * len(given) - bool(holds), max(times, default=None))


def _extensions(enrollment: Enrollment | None) -> dict[int, list[Extension]]:
    """Every extension the student was given, by page; those that have ended too."""
    found: dict[int, list[Extension]] = {}
    if enrollment is not None:
        for row in Extension.objects.filter(enrollment=enrollment, page__live=True).select_related("page").order_by("pk"):
            found.setdefault(row.page_id, []).append(row)
    return found


def make_ups(cohort: Cohort, enrollment: Enrollment | None) -> Iterable[CalendarItem]:
    """Work in place of something missed, where it has a date."""
    if enrollment is None:
        return
    rows = list(MakeUp.objects.filter(enrollment=enrollment, ended_at=None, due_on__isnull=False, page__live=True).select_related("page"))
    hidden = _hidden([row.page_id for row in rows], enrollment)
    rows = [row for row in rows if row.page_id not in hidden]
    done = done_pages([enrollment.pk], [row.page_id for row in rows]) if rows else set()
    for row in rows:
        yield CalendarItem(
            f"makeup-{row.public_id}", "make_up", "Make-up work due", row.page.title, row.due_on, url=page_url(cohort, row.page),
            note=f"for “{row.missed_title}”", done=(enrollment.pk, row.page_id) in done, changed_at=row.assigned_at,
        )  # fmt: skip


def page_url(cohort: Cohort, page: Page) -> str:
    """The page's address, from its program's without a query for each page."""
    return f"{cohort.program.url}{page.url_path.removeprefix(cohort.program.url_path)}"


def completed_lessons(enrollments: Collection[int], pages: Collection[int]) -> Iterable[tuple[int, int]]:
    """Lessons completed in this place, or in one the student moved from."""
    yield from LessonCompletion.objects.filter(enrollment__in=enrollments, lesson__in=pages).values_list("enrollment", "lesson")
    before = {"lesson__in": pages, "enrollment__moved_to__isnull": False, "enrollment__student__enrollments__in": enrollments}
    yield from LessonCompletion.objects.filter(**before).values_list("enrollment__student__enrollments", "lesson")


for _key, _contributor in (("cohort", cohort_ends), ("holidays", holidays), ("plan", planned_dates), ("make_ups", make_ups)):
    calendar_contributors.register(_key, _contributor)
done_sources.register("lessons", completed_lessons)


# --- by weeks


@dataclass
class Day:
    on: date
    is_today: bool
    items: list[CalendarItem] = field(default_factory=list)


@dataclass
class Week:
    """A week from Monday, with the days on which there is something; the present week always shows today."""

    starts_on: date
    is_present: bool
    days: list[Day] = field(default_factory=list)


def weeks_of(items: Iterable[CalendarItem], zone: str, today: date) -> list[Week]:
    """The items by week and day."""
    by_day: dict[date, list[CalendarItem]] = {today: []}
    for item in items:
        by_day.setdefault(item.day_in(zone), []).append(item)
    weeks: dict[date, Week] = {}
    for on in sorted(by_day):
        monday = on - timedelta(days=on.weekday())
        week = weeks.setdefault(monday, Week(monday, monday <= today < monday + timedelta(days=7)))
        week.days.append(Day(on, on == today, by_day[on]))
    return list(weeks.values())

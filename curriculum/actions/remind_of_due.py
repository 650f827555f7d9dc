"""Telling students once a day what is due within three days."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from curriculum.models import Cohort, Enrollment, Extension, MakeUp, PlannedPage
from curriculum.models.enrollment import MAY_STUDY
from curriculum.queries.calendar import done_pages
from curriculum.queries.release import today_at
from lms.core.clock import now
from lms.core.wording import counted, short_day
from lms.notices.api import notify

AHEAD = timedelta(days=3)
FROM_HOUR = 7  # nobody is written to at night

Due = tuple[date, str]


def remind_of_due() -> int:
    """Remind everybody with something due from today through three days from now; how many people have been told today.

    One notice a person and day, whatever number of cohorts and however often this runs.
    """
    by_person: dict[Any, list[Due]] = defaultdict(list)
    days: dict[Any, date] = {}
    for cohort in Cohort.objects.filter(closed_at=None).select_related("campus"):
        if now().astimezone(ZoneInfo(cohort.campus.time_zone)).hour < FROM_HOUR:
            continue
        today = today_at(cohort.campus)
        for student, due in _due_in(cohort, today).items():
            by_person[student] += due
            days.setdefault(student, today)
    for student, due in by_person.items():
        _tell(student, sorted(due), days[student])
    return len(by_person)


def _due_in(cohort: Cohort, today: date) -> dict[Any, list[Due]]:
    """What is soon due and not done, by student."""
    soon = Q(due_on__gte=today, due_on__lte=today + AHEAD)
    places = {place.pk: place for place in Enrollment.objects.filter(MAY_STUDY, cohort=cohort, student__is_active=True).select_related("student")}
    own = _extended(cohort, today)
    planned: list[Any] = list(PlannedPage.objects.filter(soon, cohort=cohort, page__live=True).values_list("page", "page__title", "due_on"))
    due: list[Any] = [(place, page, title, on) for place in places for page, title, on in planned if (place, page) not in own]
    due += [(place, page, title, on) for (place, page), (title, on) in own.items() if today <= on <= today + AHEAD]
    asked = MakeUp.objects.filter(soon, enrollment__cohort=cohort, ended_at=None, page__live=True)
    due += list(asked.values_list("enrollment", "page", "page__title", "due_on"))
    if not due:
        return {}
    done = done_pages(places, {page for _, page, _, _ in due})
    found: dict[Any, list[Due]] = defaultdict(list)
    for place, page, title, on in due:
        if place in places and (place, page) not in done:
            found[places[place].student].append((on, title))
    return found


def _extended(cohort: Cohort, today: date) -> dict[tuple[int, int], tuple[str, date]]:
    """Own due dates by (enrollment, page): they stand in place of the cohort's."""
    rows = Extension.objects.filter(enrollment__cohort=cohort, ended_at=None, due_on__isnull=False, expires_on__gte=today, page__live=True)
    return {(row.enrollment_id, row.page_id): (row.page.title, row.due_on) for row in rows.select_related("page") if row.due_on}


def _tell(student: Any, due: list[Due], today: date) -> None:
    lines = [f"{'Today' if on == today else short_day(on, today)}: {title}" for on, title in due]
    notify(
        student, "curriculum.due_soon", subject_line=f"{counted(len(due), 'thing')} due within three days", text="\n".join(lines), url="/calendar/",
        key=f"due:{today.isoformat()}",
    )  # fmt: skip

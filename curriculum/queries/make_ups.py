"""Work in place of missed sessions, and how much a program states to teach live."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Sum

from curriculum.models import LessonPage, MakeUp, ModulePage, SessionMakeUp

LIVE_SESSION = "live_session"


def make_up_lessons(enrollments: Iterable[Any]) -> dict[int, list[tuple[str, datetime]]]:
    """By key of each place: the lessons (public id) given in place of a missed session, and when; what was taken back is left out. Three queries."""
    keys = [enrollment.pk for enrollment in enrollments]
    given = list(SessionMakeUp.objects.filter(enrollment__in=keys, lesson__isnull=False).values_list("enrollment", "lesson__public_id", "given_at"))
    planned = list(
        MakeUp.objects.filter(enrollment__in=keys, missed_kind=LIVE_SESSION, ended_at=None).order_by("pk").values_list("enrollment", "page", "assigned_at")
    )
    lessons = dict(LessonPage.objects.filter(pk__in={page for _place, page, _at in planned}).values_list("pk", "public_id"))
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for place, lesson, at in [*given, *((place, lessons[page], at) for place, page, at in planned if page in lessons)]:
        found[place].append((lesson, at))
    return dict(found)


def stated_live_minutes(program: Any) -> dict[str, int]:
    """The minutes a program states to teach live, by track."""
    rows = ModulePage.objects.descendant_of(program).live().order_by().values("track").annotate(total=Sum("minutes_live"))
    return {row["track"]: row["total"] for row in rows}

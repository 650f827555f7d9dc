"""Which texts of lessons a person may have before them: the release plan, asked wherever a lesson is read otherwise than on its own page.

Whoever has a place in a program goes by its plan, as on the lesson's page (``curriculum.views.pages``); everybody else who sees the
program works with it and reads everything.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from curriculum.models import ContentSnapshot, Enrollment, LessonCompletion, LessonPage, StudySession
from curriculum.queries.outline import enrollment_in
from curriculum.queries.release import Plan, plan_of, require_open, today_at, with_plan
from curriculum.queries.snapshots import newest_snapshot
from curriculum.rules import lessons_readable_by, works_with_program
from lms.core.errors import Forbidden

STEP = LessonPage.steplen


def require_open_to(person: Any, lesson: LessonPage) -> None:
    """Raises ``Forbidden`` while the lesson is closed to a person who studies it."""
    enrollment = enrollment_in(person, lesson.program)
    if enrollment is not None:
        require_open(enrollment, lesson.pk)


def closed_lessons(person: Any) -> set[int]:
    """Lessons that the person's plans keep closed; one query where no plan closes anything."""
    places = Enrollment.objects.filter(student=person).exclude(state="withdrawn").order_by("state", "-pk")
    newest: dict[int, Enrollment] = {}
    for place in with_plan(places.select_related("cohort__campus")):
        newest.setdefault(place.cohort.program_id, place)  # the place that ``enrollment_in`` finds
    return {pk for place in newest.values() for pk in _closed_in(place)}


def _closed_in(place: Enrollment) -> Iterator[int]:
    today = today_at(place.cohort.campus)
    plan = plan_of(place, today)
    covered = _may_be_closed(plan, today)
    if covered is None:
        return
    before = Q(enrollment__student=place.student_id, enrollment__moved_to__isnull=False)
    done = set(LessonCompletion.objects.filter(Q(enrollment=place) | before).values_list("lesson__path", flat=True))
    for pk, path in LessonPage.objects.filter(covered).values_list("pk", "path"):
        if plan.why_closed(path, done, today):
            yield pk


def _may_be_closed(plan: Plan, today: Any) -> Q | None:
    """The lessons that an opening date or a prerequisite stands on, themselves or by their module; ``None`` for no such."""
    paths = [*(path for path, opens in plan.opens.items() if opens > today), *plan.needs]
    covered = Q(pk__in=[])
    for path in paths:
        covered |= Q(path__startswith=path)
    return covered if paths else None


def may_read_revision(person: Any, snapshot: ContentSnapshot) -> bool:
    """Who studied by this text, who works with its program, and who may open the lesson whose newest text it is."""
    lesson = snapshot.lesson
    if works_with_program(person, lesson.program):
        return True
    studied = StudySession.objects.filter(student=person, snapshot=snapshot).exists()
    if studied or LessonCompletion.objects.filter(enrollment__student=person, snapshot=snapshot).exists():
        return True
    if newest_snapshot(lesson.pk) != snapshot or not lessons_readable_by(person).filter(pk=lesson.pk).exists():
        return False
    try:
        require_open_to(person, lesson)
    except Forbidden:
        return False
    return True

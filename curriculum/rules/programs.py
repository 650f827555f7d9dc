"""Programs and lessons: who reads them, who writes them."""

from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr

from curriculum.models import (
    Cohort,
    Enrollment,
    LessonPage,
    ModulePage,
    ProgramPage,
)
from curriculum.rules.roles import STAFF
from lms.people.api import EVERY_CAMPUS, campuses_where, is_administrator


@rules.predicate
def teaches_or_studies(person: Any, program: Any = None) -> bool:
    """Enrolled in a cohort of the program, or working on a campus that runs one."""
    return program is not None and programs_visible_to(person).filter(pk=program.pk).exists()


def programs_visible_to(person: Any) -> QuerySet[ProgramPage]:
    """Twin of ``curriculum.study_program``: published programs only."""
    mine = campuses_where(person, *STAFF)
    live = ProgramPage.objects.live()
    if mine is EVERY_CAMPUS:
        return live
    runs = Cohort.objects.filter(Q(campus__in=mine) | Q(enrollments__student=person, enrollments__state__in=("active", "completed")))
    return live.filter(pk__in=runs.values("program"))


def programs_written_by(person: Any) -> QuerySet[ProgramPage]:
    """Programs whose lessons the person writes: those their campuses teach; administrators write none themselves but see to all."""
    if is_administrator(person):
        return ProgramPage.objects.all()
    mine = campuses_where(person, "instructor")
    return ProgramPage.objects.all() if mine is EVERY_CAMPUS else ProgramPage.objects.filter(pk__in=Cohort.objects.filter(campus__in=mine).values("program"))


def reads_lesson(person: Any, lesson: Any = None) -> bool:
    return lesson is not None and lessons_readable_by(person).filter(pk=lesson.pk).exists()


def lessons_readable_by(person: Any) -> QuerySet[LessonPage]:
    """Twin of ``curriculum.read_lesson``: published, in a published module of a program one sees; on a change of law, if one teaches or was given it."""
    inside = Q(pk__in=[])
    for path in programs_visible_to(person).values_list("path", flat=True):
        inside |= Q(path__startswith=path)
    module = ModulePage.objects.filter(live=True, path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - LessonPage.steplen))
    given = Enrollment.objects.filter(delta_assignments__lesson=OuterRef("pk"), student=person).exclude(state="withdrawn")
    open_to = Q() if _works_somewhere(person) else Q(delta_for=None) | Q(Exists(given))
    return LessonPage.objects.live().filter(inside, open_to, Exists(module))


def _works_somewhere(person: Any) -> bool:
    return bool(person.has_role(*STAFF, "administrator"))

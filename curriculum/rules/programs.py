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
    PageCopy,
    ProgramPage,
)
from curriculum.rules.roles import LESSON_UPLOAD, STAFF
from lms.people.api import EVERY_CAMPUS, campuses_where, is_administrator, is_instructor_of


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


def works_with_program(person: Any, program: ProgramPage) -> bool:
    """Works on a campus that runs a cohort of the program, whether or not it is published."""
    mine = campuses_where(person, *STAFF)
    return mine is EVERY_CAMPUS or Cohort.objects.filter(campus__in=mine, program=program).exists()


def programs_written_by(person: Any) -> QuerySet[ProgramPage]:
    """Programs whose lessons the person writes: those their campuses teach, and an instructor's own duplicates.

    Administrators write none themselves but see to all.
    """
    if is_administrator(person):
        return ProgramPage.objects.all()
    mine = campuses_where(person, "instructor")
    if mine is EVERY_CAMPUS:
        return ProgramPage.objects.all()
    taught = Q(pk__in=Cohort.objects.filter(campus__in=mine).values("program"))
    duplicated = Q(pk__in=PageCopy.objects.filter(copied_by=person).values("page")) if is_instructor_of(person) else Q(pk__in=[])
    return ProgramPage.objects.filter(taught | duplicated)


@rules.predicate
def writes_program(person: Any, program: Any = None) -> bool:
    """Twin of ``programs_written_by``."""
    return program is not None and programs_written_by(person).filter(pk=program.pk).exists()


def modules_written_by(person: Any) -> QuerySet[ModulePage]:
    """The modules of the programs whose lessons the person writes."""
    below = Q(pk__in=[])
    for path in programs_written_by(person).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return ModulePage.objects.filter(below)


@rules.predicate
def uploaded_it(person: Any, file: Any = None) -> bool:
    """A document waiting to become a lesson is its uploader's, as long as they write lessons."""
    return file is not None and file.kind == LESSON_UPLOAD and file.owner == person.public_id and (is_instructor_of | is_administrator)(person)


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

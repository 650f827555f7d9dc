"""Who may see what is taught, to whom, and how far they are. Each predicate stands beside its queryset twin."""

from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr

from curriculum.models import Cohort, Enrollment, LessonPage, Mark, ModulePage, Problem, ProgramPage
from lms.people.api import EVERY_CAMPUS, Campus, campuses_where, holds, is_administrator, is_coordinator_of, is_instructor_of

STAFF = ("instructor", "coordinator", "officer", "auditor")
RECORD_READERS = ("coordinator", "officer", "auditor")


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


@rules.predicate
def works_with_cohort(person: Any, cohort: Any = None) -> bool:
    return holds(person, cohort, *STAFF)


def cohorts_visible_to(person: Any) -> QuerySet[Cohort]:
    """Twin of ``curriculum.view_cohort``."""
    mine = campuses_where(person, *STAFF)
    return Cohort.objects.all() if mine is EVERY_CAMPUS else Cohort.objects.filter(campus__in=mine)


def campuses_managed_by(person: Any) -> QuerySet[Campus]:
    """The campuses whose cohorts the person runs: twin of ``curriculum.manage_cohort`` about a campus."""
    mine = campuses_where(person, "coordinator")
    return Campus.objects.all() if mine is EVERY_CAMPUS else Campus.objects.filter(pk__in=mine)


@rules.predicate
def is_the_student(person: Any, enrollment: Any = None) -> bool:
    return enrollment is not None and enrollment.student_id == person.pk


@rules.predicate
def reads_records_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, *RECORD_READERS)


def enrollments_visible_to(person: Any) -> QuerySet[Enrollment]:
    """Twin of ``curriculum.view_enrollment``: one's own, and those of campuses whose records one reads."""
    mine = campuses_where(person, *RECORD_READERS)
    if mine is EVERY_CAMPUS:
        return Enrollment.objects.all()
    return Enrollment.objects.filter(Q(student=person) | Q(cohort__campus__in=mine))


def programs_written_by(person: Any) -> QuerySet[ProgramPage]:
    """Programs whose lessons the person writes: those their campuses teach; administrators write none themselves but see to all."""
    if is_administrator(person):
        return ProgramPage.objects.all()
    mine = campuses_where(person, "instructor")
    return ProgramPage.objects.all() if mine is EVERY_CAMPUS else ProgramPage.objects.filter(pk__in=Cohort.objects.filter(campus__in=mine).values("program"))


def enrollments_taught_by(person: Any) -> QuerySet[Enrollment]:
    """Places in cohorts of the campuses the person teaches on: twin of ``curriculum.change_law`` about students."""
    mine = campuses_where(person, "instructor")
    return Enrollment.objects.all() if mine is EVERY_CAMPUS else Enrollment.objects.filter(cohort__campus__in=mine)


@rules.predicate
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


@rules.predicate
def is_the_owner(person: Any, mark: Any = None) -> bool:
    """A reader's own notes are nobody else's, administrators included."""
    return mark is not None and mark.owner_id == person.pk


def marks_visible_to(person: Any) -> QuerySet[Mark]:
    """Twin of ``curriculum.read_mark``."""
    return Mark.objects.filter(owner=person)


@rules.predicate
def still_reads_its_lesson(person: Any, mark: Any = None) -> bool:
    """Whoever has left a program keeps what they wrote, to read."""
    return mark is not None and reads_lesson(person, mark.lesson)


@rules.predicate
def writes_its_lesson(person: Any, problem: Any = None) -> bool:
    return problem is not None and problems_handled_by(person).filter(pk=problem.pk).exists()


def problems_handled_by(person: Any) -> QuerySet[Problem]:
    """Twin of ``curriculum.handle_problem``: reports about lessons of programs the person writes."""
    inside = Q(pk__in=[])
    for path in programs_written_by(person).values_list("path", flat=True):
        inside |= Q(lesson__path__startswith=path)
    return Problem.objects.filter(inside)


rules.add_perm("curriculum.study_program", teaches_or_studies)
rules.add_perm("curriculum.read_lesson", reads_lesson)
rules.add_perm("curriculum.read_mark", is_the_owner)
rules.add_perm("curriculum.change_mark", is_the_owner & still_reads_its_lesson)
rules.add_perm("curriculum.handle_problem", writes_its_lesson)
rules.add_perm("curriculum.view_cohort", works_with_cohort)
rules.add_perm("curriculum.manage_cohort", is_coordinator_of)
rules.add_perm("curriculum.view_enrollment", is_the_student | reads_records_of)
rules.add_perm("curriculum.study", is_the_student)
rules.add_perm("curriculum.write_lessons", is_instructor_of | is_administrator)
rules.add_perm("curriculum.change_law", is_instructor_of | is_administrator)

"""Who may see what is taught, to whom, and how far they are. Each predicate stands beside its queryset twin."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from curriculum.models import Cohort, Enrollment, ModulePage, PageCopy, ProgramPage
from lms.people.api import EVERY_CAMPUS, Campus, campuses_where, holds, is_administrator, is_coordinator_of, is_instructor_of

STAFF = ("instructor", "coordinator", "officer", "auditor")
RECORD_READERS = ("coordinator", "officer", "auditor")
LESSON_UPLOAD = "curriculum.lesson_upload"  # the vault's kind of file


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


def enrollments_taught_by(person: Any) -> QuerySet[Enrollment]:
    """Places in cohorts of the campuses the person teaches on: twin of ``curriculum.change_law`` about students."""
    mine = campuses_where(person, "instructor")
    return Enrollment.objects.all() if mine is EVERY_CAMPUS else Enrollment.objects.filter(cohort__campus__in=mine)


rules.add_perm("curriculum.study_program", teaches_or_studies)
rules.add_perm("curriculum.view_cohort", works_with_cohort)
rules.add_perm("curriculum.manage_cohort", is_coordinator_of)
rules.add_perm("curriculum.view_enrollment", is_the_student | reads_records_of)
rules.add_perm("curriculum.study", is_the_student)
rules.add_perm("curriculum.write_lessons", is_instructor_of | is_administrator)
rules.add_perm("curriculum.change_law", is_instructor_of | is_administrator)
rules.add_perm("curriculum.write_program", writes_program)
rules.add_perm("curriculum.keep_upload", uploaded_it)

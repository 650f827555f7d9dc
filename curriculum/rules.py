"""Who may see what is taught, to whom, and how far they are. Each predicate stands beside its queryset twin."""

from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr

from curriculum.models import (
    Announcement,
    Attestation,
    Cohort,
    Enrollment,
    LessonPage,
    LessonQuestion,
    LiveSession,
    Mark,
    ModulePage,
    Problem,
    ProgramPage,
    SessionMakeUp,
    StudyFlag,
)
from lms.core.clock import now
from lms.people.api import EVERY_CAMPUS, Campus, campuses_where, holds, is_administrator, is_coordinator_of, is_instructor_of

ANNOUNCERS = ("instructor", "coordinator")
HOLDS_PLACE = ("active", "completed")
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


def cohorts_planned_by(person: Any) -> QuerySet[Cohort]:
    """Cohorts whose dates the person sets and whose course they may walk through: twin of ``curriculum.plan_cohort``."""
    mine = campuses_where(person, "coordinator", "instructor")
    return Cohort.objects.all() if mine is EVERY_CAMPUS else Cohort.objects.filter(campus__in=mine)


def enrollments_managed_by(person: Any) -> QuerySet[Enrollment]:
    """Places that the person gives, moves and ends: twin of ``curriculum.manage_cohort`` about an enrollment."""
    mine = campuses_where(person, "coordinator")
    return Enrollment.objects.all() if mine is EVERY_CAMPUS else Enrollment.objects.filter(cohort__campus__in=mine)


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
def coordinates_another(person: Any, attestation: Any = None) -> bool:
    """A coordinator of the campus, never about their own time. Without a statement: anywhere at all."""
    return holds(person, attestation, "coordinator") and (attestation is None or attestation.student_id != person.pk)


def attestations_decided_by(person: Any) -> QuerySet[Attestation]:
    """Twin of ``curriculum.decide_attestation``."""
    mine = campuses_where(person, "coordinator")
    others = Attestation.objects.exclude(student=person.pk)
    return others if mine is EVERY_CAMPUS else others.filter(enrollment__cohort__campus__in=mine)


@rules.predicate
def coordinates_student_of(person: Any, flag: Any = None) -> bool:
    """A coordinator of the campus, never about their own study."""
    return holds(person, flag, "coordinator") and (flag is None or flag.enrollment.student_id != person.pk)


def study_flags_seen_by(person: Any) -> QuerySet[StudyFlag]:
    """Twin of ``curriculum.dismiss_study_flag``."""
    mine = campuses_where(person, "coordinator")
    others = StudyFlag.objects.exclude(enrollment__student=person.pk)
    return others if mine is EVERY_CAMPUS else others.filter(enrollment__cohort__campus__in=mine)


# --- announcements


@rules.predicate
def announces_to(person: Any, cohort: Any = None) -> bool:
    """Who teaches or runs the campus. Asked about a cohort or one of its announcements; without one: anywhere at all."""
    return holds(person, cohort, *ANNOUNCERS)


def cohorts_announced_to_by(person: Any) -> QuerySet[Cohort]:
    """Twin of ``curriculum.announce``."""
    mine = campuses_where(person, *ANNOUNCERS)
    return Cohort.objects.all() if mine is EVERY_CAMPUS else Cohort.objects.filter(campus__in=mine)


@rules.predicate
def reads_announcement(person: Any, announcement: Any = None) -> bool:
    """Who has a place in its cohort, once it is visible; withdrawn students see nothing."""
    return announcement is not None and announcements_read_by(person).filter(pk=announcement.pk).exists()


def announcements_read_by(person: Any) -> QuerySet[Announcement]:
    """Twin of ``reads_announcement``."""
    places = Enrollment.objects.filter(student=person, state__in=HOLDS_PLACE)
    return Announcement.objects.filter(cohort__in=places.values("cohort"), visible_from__lte=now(), taken_back_at__isnull=True)


def announcements_visible_to(person: Any) -> QuerySet[Announcement]:
    """Twin of ``curriculum.view_announcement``: those one reads, and all of the cohorts one announces to."""
    written = Announcement.objects.filter(cohort__in=cohorts_announced_to_by(person))
    return (written | Announcement.objects.filter(pk__in=announcements_read_by(person).values("pk"))).distinct()


# --- questions to the instructor


@rules.predicate
def may_ask(person: Any, enrollment: Any = None) -> bool:
    """Asked about the place, or the lesson as opened from one (``place``)."""
    enrollment = getattr(enrollment, "enrollment", enrollment)
    return enrollment is not None and enrollment.student_id == person.pk and enrollment.state in HOLDS_PLACE


@rules.predicate
def asked_it(person: Any, question: Any = None) -> bool:
    return question is not None and question.enrollment.student_id == person.pk


@rules.predicate
def reads_shared_question(person: Any, question: Any = None) -> bool:
    return question is not None and questions_shared_with(person).filter(pk=question.pk).exists()


def questions_shared_with(person: Any) -> QuerySet[LessonQuestion]:
    """Twin of ``reads_shared_question``: shared ones of the cohorts in which one has a place."""
    places = Enrollment.objects.filter(student=person, state__in=HOLDS_PLACE)
    return LessonQuestion.objects.filter(shared_at__isnull=False, enrollment__cohort__in=places.values("cohort"))


@rules.predicate
def answers_question(person: Any, question: Any = None) -> bool:
    """An instructor of the campus, but never of their own question. Without one: anywhere at all."""
    return holds(person, question, "instructor") and (question is None or question.enrollment.student_id != person.pk)


def questions_answered_by(person: Any) -> QuerySet[LessonQuestion]:
    """Twin of ``curriculum.answer_question``."""
    mine = campuses_where(person, "instructor")
    others = LessonQuestion.objects.exclude(enrollment__student=person)
    return others if mine is EVERY_CAMPUS else others.filter(enrollment__cohort__campus__in=mine)


def questions_visible_to(person: Any) -> QuerySet[LessonQuestion]:
    """Twin of ``curriculum.view_question``: one's own, and those shared with one's cohorts."""
    shared = questions_shared_with(person).values("pk")
    return LessonQuestion.objects.filter(Q(enrollment__student=person) | Q(pk__in=shared))


TEACHERS = ("instructor", "coordinator")


@rules.predicate
def teaches_cohort(person: Any, subject: Any = None) -> bool:
    """Plans the live sessions of a cohort and confirms who was there: instructors and coordinators of its campus."""
    return holds(person, subject, *TEACHERS)


def sessions_taught_by(person: Any) -> QuerySet[LiveSession]:
    """Twin of ``curriculum.teach_session`` about sessions."""
    mine = campuses_where(person, *TEACHERS)
    return LiveSession.objects.all() if mine is EVERY_CAMPUS else LiveSession.objects.filter(cohort__campus__in=mine)


def cohorts_taught_by(person: Any) -> QuerySet[Cohort]:
    """Twin of ``curriculum.teach_session`` about cohorts."""
    mine = campuses_where(person, *TEACHERS)
    return Cohort.objects.all() if mine is EVERY_CAMPUS else Cohort.objects.filter(campus__in=mine)


def make_ups_given_by(person: Any) -> QuerySet[SessionMakeUp]:
    """Twin of ``curriculum.teach_session`` about make-up work."""
    mine = campuses_where(person, *TEACHERS)
    return SessionMakeUp.objects.all() if mine is EVERY_CAMPUS else SessionMakeUp.objects.filter(session__cohort__campus__in=mine)


@rules.predicate
def attends(person: Any, session: Any = None) -> bool:
    """Has a place in the session's cohort that was not withdrawn."""
    return session is not None and sessions_attended_by(person).filter(pk=session.pk).exists()


def sessions_attended_by(person: Any) -> QuerySet[LiveSession]:
    """Twin of ``curriculum.attend_session``; cancelled sessions too, so that nobody waits for them."""
    cohorts = Enrollment.objects.filter(student=person.pk, state__in=("active", "completed")).values("cohort")
    return LiveSession.objects.filter(cohort__in=cohorts)


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
rules.add_perm("curriculum.plan_cohort", is_coordinator_of | is_instructor_of)
rules.add_perm("curriculum.view_enrollment", is_the_student | reads_records_of)
rules.add_perm("curriculum.study", is_the_student)
rules.add_perm("curriculum.write_lessons", is_instructor_of | is_administrator)
rules.add_perm("curriculum.change_law", is_instructor_of | is_administrator)
rules.add_perm("curriculum.decide_attestation", coordinates_another)
rules.add_perm("curriculum.dismiss_study_flag", coordinates_student_of)
rules.add_perm("curriculum.announce", announces_to)
rules.add_perm("curriculum.view_announcement", reads_announcement | announces_to)
rules.add_perm("curriculum.ask_question", may_ask)
rules.add_perm("curriculum.view_question", asked_it | reads_shared_question)
rules.add_perm("curriculum.answer_question", answers_question)
rules.add_perm("curriculum.teach_session", teaches_cohort)
rules.add_perm("curriculum.attend_session", attends)

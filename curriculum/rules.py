"""Who may see what is taught, to whom, and how far they are. Each predicate stands beside its queryset twin."""

from typing import Any

import rules
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import PageLogEntry, Revision, TaskState

from curriculum.models import Cohort, Enrollment, LessonPage, LessonReview, ProgramPage, ReviewStep, Verdict, states_reviewed_by
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


# --- reviews of lessons: two steps, two people, neither of them who submitted it (decision record: who reviews a lesson)

SUBMITTED = ("wagtail.workflow.start", "wagtail.workflow.resume")


def states_waiting(step: str) -> QuerySet[TaskState]:
    """Lessons that wait in a step of review."""
    in_step = {"task__content_type__app_label": "curriculum", "task__content_type__model": f"{step}reviewtask"}
    return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, **in_step)


def peer_reviews_of(person: Any) -> QuerySet[TaskState]:
    """Twin of ``curriculum.review_as_peer``: what other authors of a person's programs submitted."""
    return _of_programs(_submitted_by_others(ReviewStep.PEER, person), programs_written_by(person))


def attorney_reviews_of(person: Any) -> QuerySet[TaskState]:
    """Twin of ``curriculum.review_as_attorney``: lessons of programs that the attorney's campuses teach, which they neither wrote, submitted nor peer reviewed.

    Administrators look after everything else, but they are no attorneys.
    """
    campuses = [held.campus_id for held in person.active_memberships if held.role == "attorney"]
    programs = ProgramPage.objects.filter(pk__in=Cohort.objects.filter(campus__in=campuses).values("program"))
    reviewed = LessonReview.objects.filter(workflow=OuterRef("workflow_state_id"), reviewer=person.public_id, verdict=Verdict.APPROVED)
    return _of_programs(_submitted_by_others(ReviewStep.ATTORNEY, person), programs).exclude(Exists(reviewed) | Exists(_written_by(person)))


def _written_by(person: Any) -> QuerySet[Revision]:
    """Revisions the person saved of the lesson of a waiting review since it was last published."""
    published_later = LessonPage.objects.annotate(name=Cast("pk", CharField())).filter(
        name=OuterRef("object_id"), last_published_at__gte=OuterRef("created_at")
    )
    revisions = Revision.objects.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page", user=person)
    return revisions.filter(~Exists(published_later), object_id=OuterRef("workflow_state__object_id"))


def _submitted_by_others(step: str, person: Any) -> QuerySet[TaskState]:
    """Who gave the lesson in, the first time or again, does not decide about it."""
    again = PageLogEntry.objects.annotate(page_name=Cast("page_id", CharField())).filter(
        user=person, action__in=SUBMITTED, page_name=OuterRef("workflow_state__object_id"), timestamp__gte=OuterRef("workflow_state__created_at")
    )
    return states_waiting(step).exclude(workflow_state__requested_by=person).exclude(Exists(again))


def _of_programs(states: QuerySet[TaskState], programs: QuerySet[ProgramPage]) -> QuerySet[TaskState]:
    inside = Q(pk__in=[])
    for path in programs.values_list("path", flat=True):
        inside |= Q(path__startswith=path)
    return states.filter(workflow_state__object_id__in=LessonPage.objects.filter(inside).values_list(Cast("pk", CharField()), flat=True))


@rules.predicate
def reviews_as_peer(person: Any, state: Any = None) -> bool:
    return state is not None and person.is_authenticated and peer_reviews_of(person).filter(pk=state.pk).exists()


@rules.predicate
def reviews_as_attorney(person: Any, state: Any = None) -> bool:
    """Without a review, whether the person reviews lessons at all: the list of them."""
    if not (person.is_authenticated and person.is_active):
        return False
    return bool(person.has_role("attorney")) if state is None else attorney_reviews_of(person).filter(pk=state.pk).exists()


states_reviewed_by.register(ReviewStep.PEER, peer_reviews_of)
states_reviewed_by.register(ReviewStep.ATTORNEY, attorney_reviews_of)


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
rules.add_perm("curriculum.review_as_peer", reviews_as_peer)
rules.add_perm("curriculum.review_as_attorney", reviews_as_attorney)

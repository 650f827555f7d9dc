"""Who reviews a lesson."""

from typing import Any

import rules
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import PageLogEntry, TaskState

from curriculum.models import (
    Cohort,
    LessonPage,
    LessonReview,
    LessonWriting,
    ProgramPage,
    ReviewStep,
    Verdict,
    states_reviewed_by,
)
from curriculum.rules.programs import programs_written_by

SUBMITTED = ("wagtail.workflow.start", "wagtail.workflow.resume")


def states_waiting(step: str) -> QuerySet[TaskState]:
    """Lessons that wait in a step of review."""
    in_step = {"task__content_type__app_label": "curriculum", "task__content_type__model": f"{step}reviewtask"}
    return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, **in_step)


def peer_reviews_of(person: Any) -> QuerySet[TaskState]:
    """Twin of ``curriculum.review_as_peer``: what other authors of a person's programs wrote and submitted."""
    return _of_programs(_submitted_by_others(ReviewStep.PEER, person), programs_written_by(person)).exclude(Exists(_written_by(person)))


def attorney_reviews_of(person: Any) -> QuerySet[TaskState]:
    """Twin of ``curriculum.review_as_attorney``: lessons of programs that the attorney's campuses teach, which they neither wrote, submitted nor peer reviewed.

    Administrators look after everything else, but they are no attorneys.
    """
    campuses = [held.campus_id for held in person.active_memberships if held.role == "attorney"]
    programs = ProgramPage.objects.filter(pk__in=Cohort.objects.filter(campus__in=campuses).values("program"))
    reviewed = LessonReview.objects.filter(workflow=OuterRef("workflow_state_id"), reviewer=person.public_id, verdict=Verdict.APPROVED)
    return _of_programs(_submitted_by_others(ReviewStep.ATTORNEY, person), programs).exclude(Exists(reviewed) | Exists(_written_by(person)))


def _written_by(person: Any) -> QuerySet[LessonWriting]:
    """What the person wrote of the lesson of a waiting review since an attorney last approved it; all of it where none did.

    Publishing ends nothing: words that went out without a review are under review still.
    """
    approved_later = LessonReview.objects.filter(
        step=ReviewStep.ATTORNEY, verdict=Verdict.APPROVED, lesson=OuterRef("lesson"), decided_at__gte=OuterRef("written_at")
    )
    writings = LessonWriting.objects.filter(~Exists(approved_later), writer=person)
    return writings.annotate(name=Cast("lesson_id", CharField())).filter(name=OuterRef("workflow_state__object_id"))


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

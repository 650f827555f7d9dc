"""Telling the people who may review a lesson that it waits for them."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import TaskState

from curriculum.models import AttorneyReviewTask, Cohort, LessonPage, PeerReviewTask, ProgramPage, ReviewStep
from curriculum.queries.programs import authors_of, program_of
from lms.notices.api import notify
from lms.people.api import User


@transaction.atomic
def ask_for_review(state: TaskState) -> int:
    """Tell each reviewer of the step once; how many there are. Steps of other workflows are not ours."""
    task = state.task.specific
    if not isinstance(task, PeerReviewTask | AttorneyReviewTask):
        return 0
    lesson = LessonPage.objects.get(pk=state.workflow_state.object_id)
    program = program_of(lesson)
    people = [person for person in _candidates(task.step, program) if person.has_perm(f"curriculum.review_as_{task.step}", state)]
    for person in people:
        notify(
            person, "curriculum.review_wanted", subject_line=f"A lesson to review: {lesson.draft_title}",
            text=f"“{lesson.draft_title}” of the program {program.title} waits for your {task.step.label.lower()}.",
            url=f"/teach/reviews/{lesson.public_id}/" if task.step == ReviewStep.ATTORNEY else f"/cms/pages/{lesson.pk}/edit/",
            key=f"review-wanted:{state.pk}",
        )  # fmt: skip
    return len(people)


def _candidates(step: ReviewStep, program: ProgramPage) -> Iterable[User]:
    if step == ReviewStep.PEER:
        return authors_of(program.pk)
    campuses = Cohort.objects.filter(program=program).values("campus")
    held = {"memberships__role": "attorney", "memberships__ended_at__isnull": True, "memberships__campus__in": campuses}
    return User.objects.filter(is_active=True, **held).distinct()

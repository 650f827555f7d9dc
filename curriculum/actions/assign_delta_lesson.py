"""Giving a short lesson on a change of law to those already trained."""

from datetime import date
from typing import Any

from django.db import transaction

from curriculum.models import DeltaAssignment, Enrollment, LawChange, LessonPage
from curriculum.queries.affected import rests_on
from curriculum.rules import enrollments_taught_by
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.notices.api import Told, notify_many


@transaction.atomic
def assign_delta_lesson(*, case: LawChange, lesson: LessonPage, due_on: date | None, by: Any) -> int:
    """Assign ``lesson`` to every student ``by`` teaches whose evidence rests on the changed law, once each; returns how many are new.

    Raises ``Conflict`` when the case is closed and ``Invalid`` for a lesson that is not this case's or not published.
    """
    require(by, "curriculum.change_law")
    locked = LawChange.objects.select_for_update(of=("self",)).select_related("change__authority").get(pk=case.pk)
    if locked.closed_at is not None:
        raise Conflict("This case is closed.", code="closed")
    if lesson.delta_for_id != locked.pk or not lesson.live:
        raise Invalid("Choose a published lesson that says it brings readers up to date on this change.")
    new = _not_given_yet(lesson, _trained(locked, lesson, by))
    rows = [DeltaAssignment(lesson=lesson, enrollment=place, case=locked, due_on=due_on, assigned_at=now(), assigned_by=by) for place in new]
    DeltaAssignment.objects.bulk_create(rows, batch_size=500)
    notify_many("curriculum.delta_assigned", [_told(locked, lesson, place) for place in new])
    if new:
        record_event(
            "curriculum.delta_assigned", by=by, subject_kind="law_change", subject_id=locked.public_id, data={"lesson": lesson.title, "count": len(new)}
        )  # fmt: skip
    return len(new)


def _trained(case: LawChange, lesson: LessonPage, by: Any) -> list[Enrollment]:
    """The newest enrollment, in the lesson's program, of each student concerned."""
    resting = rests_on([case.change.authority.canonical], "student__public_id")
    places = enrollments_taught_by(by).filter(resting, cohort__program=lesson.program).exclude(state="withdrawn")
    newest = {place.student_id: place for place in places.select_related("student", "cohort").order_by("pk")}
    return list(newest.values())


def _not_given_yet(lesson: LessonPage, places: list[Enrollment]) -> list[Enrollment]:
    given = set(DeltaAssignment.objects.filter(lesson=lesson).values_list("enrollment", flat=True))
    return [place for place in places if place.pk not in given]


def _told(case: LawChange, lesson: LessonPage, enrollment: Enrollment) -> Told:
    return Told(
        enrollment.student, subject_line=f"The law changed: {case.change.authority.citation}",
        text=f"You studied this law with us. “{lesson.title}” ({lesson.minutes} min) says what is different now.",
        url=lesson.url, key=f"delta:{lesson.public_id}:{enrollment.public_id}",
    )  # fmt: skip

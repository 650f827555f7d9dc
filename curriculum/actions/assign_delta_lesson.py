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
from lms.notices.api import notify


@transaction.atomic
def assign_delta_lesson(*, case: LawChange, lesson: LessonPage, due_on: date | None, by: Any) -> int:
    """Assign ``lesson`` to every student ``by`` teaches whose evidence rests on the changed law, once each; returns how many are new.

    Raises ``Conflict`` when the case is closed and ``Invalid`` for a lesson that is not this case's or not published.
    """
    require(by, "curriculum.change_law")
    if case.closed_at is not None:
        raise Conflict("This case is closed.", code="closed")
    if lesson.delta_for_id != case.pk or not lesson.live:
        raise Invalid("Choose a published lesson that says it brings readers up to date on this change.")
    made = 0
    for enrollment in _trained(case, lesson, by):
        _, new = DeltaAssignment.objects.get_or_create(
            lesson=lesson, enrollment=enrollment, defaults={"case": case, "due_on": due_on, "assigned_at": now(), "assigned_by": by}
        )
        if new:
            made += 1
            _tell(case, lesson, enrollment)
    if made:
        record_event(
            "curriculum.delta_assigned", by=by, subject_kind="law_change", subject_id=case.public_id, data={"lesson": lesson.title, "count": made}
        )  # fmt: skip
    return made


def _trained(case: LawChange, lesson: LessonPage, by: Any) -> list[Enrollment]:
    """The newest enrollment, in the lesson's program, of each student concerned."""
    resting = rests_on([case.change.authority.canonical], "student__public_id")
    places = enrollments_taught_by(by).filter(resting, cohort__program=lesson.program).exclude(state="withdrawn")
    newest = {place.student_id: place for place in places.select_related("student", "cohort").order_by("pk")}
    return list(newest.values())


def _tell(case: LawChange, lesson: LessonPage, enrollment: Enrollment) -> None:
    notify(
        enrollment.student, "curriculum.delta_assigned", subject_line=f"The law changed: {case.change.authority.citation}",
        text=f"You studied this law with us. “{lesson.title}” ({lesson.minutes} min) says what is different now.",
        url=lesson.url, key=f"delta:{lesson.public_id}:{enrollment.public_id}",
    )  # fmt: skip

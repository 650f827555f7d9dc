"""Giving free places of a cohort to those who wait, the first of them first.

Constraint: places are counted on the locked cohort, and everything that frees or adds one calls ``fill_places`` before the lock
ends. So at any time a free place means that nobody waits, and no cohort has more students than places but by its
coordinator lowering the number.
"""

from typing import Any

from curriculum.actions.keep_step import keep_step
from curriculum.models import Cohort, Enrollment, EnrollmentState, WaitingPlace
from curriculum.queries.places import free_places
from lms.audit.api import record_event
from lms.core.clock import now
from lms.notices.api import notify


def lock_cohort(cohort: Cohort) -> Cohort:
    """The cohort's row, locked until the transaction ends: whoever counts or changes places holds it."""
    return Cohort.objects.select_for_update(of=("self",), no_key=True).select_related("campus").get(pk=cohort.pk)


def fill_places(cohort: Cohort) -> list[Enrollment]:
    """Give each free place of the locked ``cohort`` to who has waited longest; who is no student of the campus any more leaves the line."""
    given: list[Enrollment] = []
    if cohort.closed_at is not None:
        return given
    for waiting in WaitingPlace.objects.filter(cohort=cohort, ended_at=None).select_related("student").order_by("pk"):
        if free_places(cohort) == 0:
            break
        if not _may_study_there(waiting):
            leave_line(waiting, by=None, reason="Not a student of the campus any more.")
            continue
        given.append(give_place(student=waiting.student, cohort=cohort, by=None, reason="A place became free."))
        _tell(waiting.student, cohort)
    return given


def give_place(*, student: Any, cohort: Cohort, by: Any, reason: str = "", moved_from: Enrollment | None = None) -> Enrollment:
    """Make or take up the student's place in the locked ``cohort``; whoever waited for it waits no more."""
    waited = WaitingPlace.objects.filter(student=student, cohort=cohort, ended_at=None).update(ended_at=now())
    enrollment, made = Enrollment.objects.get_or_create(student=student, cohort=cohort, defaults={"moved_from": moved_from})
    before = "waiting" if waited else "" if made else enrollment.state
    if not made:
        enrollment.state, enrollment.ended_at = EnrollmentState.ACTIVE, None
        enrollment.moved_from = moved_from or enrollment.moved_from
        enrollment.save(update_fields=["state", "ended_at", "moved_from"])
    keep_step(student=student, cohort=cohort, from_state=before, to_state="active", by=by, reason=reason)
    record("curriculum.student_enrolled", student, cohort, by, enrollment=enrollment.public_id)
    return enrollment


def leave_line(waiting: WaitingPlace, *, by: Any, reason: str = "") -> None:
    """Take somebody off the list of the locked cohort."""
    waiting.ended_at = now()
    waiting.save(update_fields=["ended_at"])
    keep_step(student=waiting.student, cohort=waiting.cohort, from_state="waiting", to_state="left_line", by=by, reason=reason)


def record(kind: str, student: Any, cohort: Cohort, by: Any, *, enrollment: str = "", **data: str) -> None:
    """An audit event about a student's place."""
    facts = {"student": student.display_name, "cohort": cohort.name, **data}
    subject = ("enrollment", enrollment) if enrollment else ("person", student.public_id)
    record_event(kind, by=by, subject_kind=subject[0], subject_id=subject[1], campus=cohort.campus.slug, data=facts)


def _may_study_there(waiting: WaitingPlace) -> bool:
    held = waiting.student.memberships.filter(role="student", campus=waiting.cohort.campus_id, ended_at__isnull=True)
    return waiting.student.is_active and held.exists()


def _tell(student: Any, cohort: Cohort) -> None:
    notify(
        student, "curriculum.place_given", subject_line=f"You have a place in {cohort.name}", text="A place became free, and you were next. You can start now.",
        url="/learn/", key=f"place:{cohort.public_id}:{now().date()}",
    )  # fmt: skip

"""Enrolling a student, ending an enrollment, closing a cohort."""

from typing import Any

from django.db import transaction

from curriculum.actions.fill_places import fill_places, give_place, lock_cohort, record
from curriculum.actions.keep_step import keep_step
from curriculum.actions.tell_student import tell_enrolled, tell_place_ended
from curriculum.models import Cohort, Enrollment, EnrollmentState, WaitingPlace
from curriculum.queries.places import is_full
from curriculum.signals import enrollment_ended
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint


@transaction.atomic
def enroll_student(*, student: Any, cohort: Cohort, by: Any, reason: str = "") -> Enrollment | WaitingPlace:
    """Give ``student`` a place in ``cohort``; the place there is, when they have one. A withdrawn place is taken up again.

    When every place is taken, a place in line.
    """
    require(by, "curriculum.manage_cohort", cohort)
    return place_student(student=student, cohort=cohort, by=by, reason=reason)


@transaction.atomic
def place_student(*, student: Any, cohort: Cohort, by: Any, reason: str = "") -> Enrollment | WaitingPlace:
    """What ``enroll_student`` does once permission is settled; ``by=None`` is the command line."""
    if not any(membership.role == "student" and membership.campus_id == cohort.campus_id for membership in student.active_memberships):
        raise Invalid(f"{student.display_name} is not a student of {cohort.campus}. Invite them as a student first.", code="not_a_student")
    locked = lock_cohort(cohort)
    if locked.closed_at is not None:
        raise Conflict(f"{cohort} is closed.", code="cohort_closed")
    present = Enrollment.objects.filter(student=student, cohort=locked).exclude(state=EnrollmentState.WITHDRAWN).first()
    if present is not None:
        return present
    if is_full(locked):
        return _wait(student, locked, by, reason)
    enrollment = give_place(student=student, cohort=locked, by=by, reason=reason)
    failpoint("enrollment.before_telling")
    tell_enrolled(enrollment)
    return enrollment


def _wait(student: Any, cohort: Cohort, by: Any, reason: str) -> WaitingPlace:
    place, made = WaitingPlace.objects.get_or_create(student=student, cohort=cohort, ended_at=None, defaults={"joined_at": now()})
    if made:
        keep_step(student=student, cohort=cohort, from_state="", to_state="waiting", by=by, reason=reason)
        record("curriculum.student_waits", student, cohort, by)
    return place


@transaction.atomic
def withdraw_student(*, enrollment: Enrollment, by: Any, reason: str) -> Enrollment:
    """End an enrollment; nothing that was credited is lost. The place goes to who waits first. Raises ``Invalid`` without a reason."""
    require(by, "curriculum.manage_cohort", enrollment)
    if not reason.strip():
        raise Invalid("Say why the enrollment ends; it is kept in the log.")
    cohort = lock_cohort(enrollment.cohort)
    locked = Enrollment.objects.select_for_update(no_key=True).get(pk=enrollment.pk)
    if locked.state == EnrollmentState.WITHDRAWN:
        return locked
    end_place(locked, by=by, to_state="withdrawn", reason=reason.strip())
    tell_place_ended(locked)
    fill_places(cohort)
    return locked


def end_place(locked: Enrollment, *, by: Any, to_state: str, reason: str) -> None:
    """End a place whose row and cohort are locked, with its history, its event and its message."""
    keep_step(student=locked.student, cohort=locked.cohort, from_state=locked.state, to_state=to_state, by=by, reason=reason)
    locked.state, locked.ended_at = EnrollmentState.WITHDRAWN, now()
    locked.save(update_fields=["state", "ended_at"])
    record("curriculum.enrollment_ended", locked.student, locked.cohort, by, enrollment=locked.public_id, reason=reason)
    enrollment_ended.send(sender=Enrollment, enrollment=locked)


@transaction.atomic
def close_cohort(*, cohort: Cohort, by: Any) -> Cohort:
    """Close a cohort: its lessons can be read but no longer earn hours."""
    require(by, "curriculum.manage_cohort", cohort)
    locked = lock_cohort(cohort)
    if locked.closed_at is None:
        locked.closed_at = now()
        locked.save(update_fields=["closed_at"])
        record_event(
            "curriculum.cohort_closed", by=by, subject_kind="cohort", subject_id=cohort.public_id, campus=cohort.campus.slug, data={"cohort": cohort.name}
        )
    return locked

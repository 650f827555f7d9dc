"""Enrolling a student, ending an enrollment, closing a cohort."""

from typing import Any

from django.db import transaction

from curriculum.actions.tell_student import tell_enrolled, tell_place_ended
from curriculum.models import Cohort, Enrollment, EnrollmentState
from curriculum.signals import enrollment_ended
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def enroll_student(*, student: Any, cohort: Cohort, by: Any) -> Enrollment:
    """Give ``student`` a place in ``cohort``; the place there is, when they have one. A withdrawn place is taken up again."""
    require(by, "curriculum.manage_cohort", cohort)
    return place_student(student=student, cohort=cohort, by=by)


@transaction.atomic
def place_student(*, student: Any, cohort: Cohort, by: Any) -> Enrollment:
    """What ``enroll_student`` does once permission is settled; ``by=None`` is the command line."""
    if not any(membership.role == "student" and membership.campus_id == cohort.campus_id for membership in student.active_memberships):
        raise Invalid(f"{student.display_name} is not a student of {cohort.campus}. Invite them as a student first.", code="not_a_student")
    if cohort.closed_at is not None:
        raise Conflict(f"{cohort} is closed.", code="cohort_closed")
    enrollment, created = Enrollment.objects.get_or_create(student=student, cohort=cohort)
    if created or enrollment.state == EnrollmentState.WITHDRAWN:
        tell_enrolled(enrollment)
        Enrollment.objects.filter(pk=enrollment.pk).update(state=EnrollmentState.ACTIVE, ended_at=None)
        _record("curriculum.student_enrolled", enrollment, by)
        enrollment.refresh_from_db()
    return enrollment


@transaction.atomic
def withdraw_student(*, enrollment: Enrollment, by: Any, reason: str) -> Enrollment:
    """End an enrollment; nothing that was credited is lost. Raises ``Invalid`` without a reason."""
    require(by, "curriculum.manage_cohort", enrollment)
    if not reason.strip():
        raise Invalid("Say why the enrollment ends; it is kept in the log.")
    locked = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if locked.state == EnrollmentState.WITHDRAWN:
        return locked
    locked.state, locked.ended_at = EnrollmentState.WITHDRAWN, now()
    locked.save(update_fields=["state", "ended_at"])
    _record("curriculum.enrollment_ended", locked, by, reason=reason.strip())
    tell_place_ended(locked)
    enrollment_ended.send(sender=Enrollment, enrollment=locked)
    return locked


@transaction.atomic
def close_cohort(*, cohort: Cohort, by: Any) -> Cohort:
    """Close a cohort: its lessons can be read but no longer earn hours."""
    require(by, "curriculum.manage_cohort", cohort)
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if locked.closed_at is None:
        locked.closed_at = now()
        locked.save(update_fields=["closed_at"])
        record_event(
            "curriculum.cohort_closed", by=by, subject_kind="cohort", subject_id=cohort.public_id, campus=cohort.campus.slug, data={"cohort": cohort.name}
        )
    return locked


def _record(kind: str, enrollment: Enrollment, by: Any, **data: str) -> None:
    facts = {"student": enrollment.student.display_name, "cohort": enrollment.cohort.name, **data}
    record_event(kind, by=by, subject_kind="enrollment", subject_id=enrollment.public_id, campus=enrollment.cohort.campus.slug, data=facts)

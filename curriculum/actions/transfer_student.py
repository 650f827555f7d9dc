"""Moving a student to another cohort of the same program (decision record 31)."""

from typing import Any

from django.db import transaction

from curriculum.actions.enroll import end_place
from curriculum.actions.fill_places import fill_places, give_place, lock_cohort, record
from curriculum.actions.tell_student import tell_enrolled
from curriculum.models import Cohort, Enrollment, EnrollmentState
from curriculum.queries.places import is_full
from curriculum.signals import student_moved
from lms.core.access import require
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint


@transaction.atomic
def transfer_student(*, enrollment: Enrollment, to: Cohort, by: Any, reason: str) -> Enrollment:
    """End the place here and give one there that names where it came from. Hours stay with the old place; nothing is credited again.

    Raises ``Invalid`` without a reason or for another program, ``Conflict`` when the other cohort is full or closed, or the student is there.
    """
    require(by, "curriculum.manage_cohort", enrollment)
    require(by, "curriculum.manage_cohort", to)
    if not reason.strip():
        raise Invalid("Say why the student moves; it is kept in the history.")
    if to.pk == enrollment.cohort_id or to.program_id != enrollment.cohort.program_id:
        raise Invalid("Choose another cohort of the same program.")
    if not enrollment.student.memberships.filter(role="student", campus=to.campus_id, ended_at__isnull=True).exists():
        raise Invalid(f"{enrollment.student.display_name} is not a student of {to.campus}. Invite them as a student there first.", code="not_a_student")
    return _move(enrollment, to, by, reason.strip())


def _move(enrollment: Enrollment, to: Cohort, by: Any, reason: str) -> Enrollment:
    # two people moving two students in opposite directions wait for each other in one order
    locked = {cohort.pk: lock_cohort(cohort) for cohort in sorted((enrollment.cohort, to), key=lambda one: one.pk)}
    here, there = locked[enrollment.cohort_id], locked[to.pk]
    place = Enrollment.objects.select_for_update(no_key=True).get(pk=enrollment.pk)
    if place.state == EnrollmentState.WITHDRAWN:
        raise Conflict("This enrollment has ended, so nothing can be moved. Enroll the student in the other cohort.", code="not_enrolled")
    if Enrollment.objects.filter(student=place.student_id, cohort=there).exclude(state=EnrollmentState.WITHDRAWN).exists():
        raise Conflict(f"The student has a place in {there} already.", code="enrolled_there")
    if there.closed_at is not None or is_full(there):
        raise Conflict(f"{there} is {'closed' if there.closed_at else 'full'}.", code="no_place")
    end_place(place, by=by, to_state="moved", reason=f"Moved to {there}: {reason}")
    failpoint("transfer.between")
    new = give_place(student=place.student, cohort=there, by=by, reason=f"Moved from {here}: {reason}", moved_from=place)
    tell_enrolled(new)
    student_moved.send(sender=Enrollment, origin=place, enrollment=new, by=by)
    record("curriculum.student_moved", place.student, there, by, enrollment=new.public_id, origin=here.name)
    fill_places(here)
    return new

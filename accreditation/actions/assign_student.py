"""Giving students their places in a matter: two work in it at a time."""

from typing import Any

from django.db import transaction

from accreditation.models import Matter, MatterStudent
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid

SLOTS = (1, 2)


@transaction.atomic
def assign_student(*, matter: Matter, enrollment: Any, by: Any) -> MatterStudent:
    """Give the student of ``enrollment`` a place. Raises ``Conflict`` for a full or closed matter, ``Invalid`` for a student of another campus."""
    access.require(by, "accreditation.keep_practice", matter, sentence="Only a coordinator of this campus assigns students.")
    locked = Matter.objects.select_for_update().get(pk=matter.pk)
    if locked.closed_on is not None:
        raise Conflict("This matter is closed.", code="closed")
    if enrollment.cohort.campus.slug != locked.campus:
        raise Invalid("This student belongs to another campus.")
    taken = {place.slot: place for place in locked.places.filter(ended_at__isnull=True)}
    student = enrollment.student.public_id
    for place in taken.values():
        if place.student == student:
            return place
    free = [slot for slot in SLOTS if slot not in taken]
    if not free:
        raise Conflict("Two students work in this matter already. End one’s place first.", code="full")
    place = MatterStudent.objects.create(
        matter=locked, student=student, enrollment=enrollment.public_id, slot=free[0], assigned_by=by.public_id, assigned_at=now()
    )
    _tell("accreditation.matter_assigned", locked, student, by)
    return place


@transaction.atomic
def end_place(*, place: MatterStudent, by: Any) -> MatterStudent:
    """End a student's place; what they wrote stays and can still be confirmed."""
    access.require(by, "accreditation.keep_practice", place.matter, sentence="Only a coordinator of this campus ends places.")
    locked = MatterStudent.objects.select_for_update().get(pk=place.pk)
    if locked.ended_at is None:
        locked.ended_at = now()
        locked.save(update_fields=["ended_at"])
        _tell("accreditation.matter_left", place.matter, locked.student, by)
    return locked


def _tell(kind: str, matter: Matter, student: str, by: Any) -> None:
    record_event(kind, by=by, subject_kind="person", subject_id=student, campus=matter.campus, data={"code": matter.code})

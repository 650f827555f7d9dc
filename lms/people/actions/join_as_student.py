"""A signed-in person becomes a student of a campus by their own press of a button, where a coordinator's link offers it."""

from django.db import transaction

from lms.audit.api import record_event
from lms.people.models import Campus, Membership, User
from lms.people.roles import STUDENT


@transaction.atomic
def join_as_student(*, person: User, campus: Campus) -> Membership:
    """The person's membership as a student of ``campus``, made once. Whoever calls this has checked that it was offered."""
    User.objects.select_for_update().get(pk=person.pk)  # two presses at once make one membership
    held = person.memberships.filter(campus=campus, role=STUDENT.key, ended_at__isnull=True).first()
    if held is not None:
        return held
    membership = Membership.objects.create(user=person, campus=campus, role=STUDENT.key)
    record_event("people.joined", by=person, subject_kind="person", subject_id=person.public_id, campus=campus.slug, data={"role": STUDENT.label})
    return membership

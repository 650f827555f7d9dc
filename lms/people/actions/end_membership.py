"""Ending somebody's role on a campus."""

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.people.models import Membership, User
from lms.people.queries.people import is_last_administrator
from lms.people.roles import ADMINISTRATOR, roles


def end_membership(*, membership: Membership, by: User) -> None:
    """The role ends now, in force at the person's next request. Raises ``Forbidden``, ``Conflict`` for the last administrator or an ended role."""
    access.require(by, "people.end_membership", membership, sentence="You cannot end this role.")
    with transaction.atomic():
        row = Membership.objects.select_for_update().get(pk=membership.pk)
        if row.ended_at is not None:
            raise Conflict("This role has ended already.")
        if row.role == ADMINISTRATOR.key and is_last_administrator(row.user):
            raise Conflict("This is the last administrator. Make somebody else an administrator first.")
        row.ended_at = now()
        row.save(update_fields=["ended_at"])
        words = {"role": roles.get(row.role).label, "campus": row.campus.name if row.campus else "every campus"}
        slug = row.campus.slug if row.campus else ""
        record_event("people.role_ended", by=by, subject_kind="person", subject_id=row.user.public_id, campus=slug, data=words)

"""Closing an account: its sessions end at their next request, its records stay."""

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.models import new_public_id
from lms.people.models import User
from lms.people.queries.people import is_last_administrator


def deactivate_person(*, person: User, reason: str, by: User) -> None:
    """Close the account of ``person``. Raises ``Forbidden``, ``Invalid`` without a reason, ``Conflict`` for the last administrator."""
    access.require(by, "people.deactivate_person", person, sentence="You cannot close this account.")
    if not reason.strip():
        raise Invalid("Say why the account is closed. The reason is kept in the log.")
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=person.pk)
        if not row.is_active:
            raise Conflict("This account is closed already.")
        if is_last_administrator(row):
            raise Conflict("This is the last administrator. Make somebody else an administrator first.")
        row.is_active = False
        row.deactivated_at = now()
        row.session_seed = new_public_id()
        row.save(update_fields=["is_active", "deactivated_at", "session_seed"])
        row.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True).update(revoked_at=now())
        record_event("people.deactivated", by=by, subject_kind="person", subject_id=row.public_id, data={"reason": reason.strip()})

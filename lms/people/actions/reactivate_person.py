"""Opening a closed account again."""

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.errors import Conflict
from lms.people.models import User
from lms.people.queries.merges import was_merged


def reactivate_person(*, person: User, by: User) -> None:
    """Open the account of ``person``; old sessions stay ended. Raises ``Forbidden``, ``Conflict`` when it is open."""
    access.require(by, "people.deactivate_person", person, sentence="You cannot open this account.")
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=person.pk)
        if row.is_active:
            raise Conflict("This account is open already.")
        if was_merged(row.public_id):
            raise Conflict("This account was merged into another. The person signs in to that one, with either address.")
        row.is_active = True
        row.deactivated_at = None
        row.save(update_fields=["is_active", "deactivated_at"])
        record_event("people.reactivated", by=by, subject_kind="person", subject_id=row.public_id)

"""Withdrawing an invitation."""

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.people.models import Invitation, Membership, User


def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    """The letter stops working, and a role given with it ends. Raises ``Conflict`` when it is used or withdrawn already."""
    access.require(by, "people.manage_invitation", invitation)
    with transaction.atomic():
        letter = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if letter.accepted_at:
            raise Conflict("This invitation was accepted already. Close the account instead.")
        if letter.revoked_at:
            raise Conflict("This invitation was withdrawn already.")
        letter.revoked_at = now()
        letter.save(update_fields=["revoked_at"])
        _end(letter.membership)
        campus = letter.campus.slug if letter.campus else ""
        record_event("people.invitation_revoked", by=by, subject_kind="person", subject_id=letter.person.public_id, campus=campus)


def _end(membership: Membership | None) -> None:
    if membership is not None and membership.ended_at is None:
        membership.ended_at = now()
        membership.save(update_fields=["ended_at"])

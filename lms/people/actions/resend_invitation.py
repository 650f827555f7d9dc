"""Sending an invitation again: the old letter stops working."""

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.people.actions.invite_person import refuse_closed, send_invitation
from lms.people.models import Invitation, User
from lms.people.rules import Place


def resend_invitation(*, invitation: Invitation, by: User | None) -> Invitation:
    """A fresh letter for the same role; ``by=None`` is Pathway itself, when the invited person asks.

    Raises ``Conflict`` when it is used or withdrawn, or letters to the address come back.
    """
    if by is not None:
        access.require(by, "people.manage_invitation", invitation)
        refuse_closed(invitation.email)
    with transaction.atomic():
        old = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if old.accepted_at or old.revoked_at:
            raise Conflict("This invitation was used or withdrawn. Invite the person again.")
        old.revoked_at = now()
        old.save(update_fields=["revoked_at"])
        fresh = send_invitation(person=old.person, place=Place(old.role, old.campus), membership=old.membership, by=by or old.invited_by)
        record_event("people.invitation_sent_again", by=by, subject_kind="person", subject_id=old.person.public_id, campus=_slug(old))
    return fresh


def _slug(invitation: Invitation) -> str:
    return invitation.campus.slug if invitation.campus else ""

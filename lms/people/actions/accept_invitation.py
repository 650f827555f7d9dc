"""Taking the role that an invitation offers."""

from django.db import transaction

from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict, NotFound
from lms.people.models import Invitation, Membership, User
from lms.people.roles import roles


def accept_invitation(*, invitation: Invitation, by: User) -> None:
    """A signed-in person accepts a letter written to them. Raises ``NotFound`` for anybody else's, ``Conflict`` when it no longer works."""
    if invitation.person_id != by.pk:
        raise NotFound
    take_role(invitation=invitation, person=by)


def take_role(*, invitation: Invitation, person: User) -> None:
    """Mark the letter as used and start the role, once: two presses at the same time wait for each other on the letter's row."""
    with transaction.atomic():
        letter = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if not letter.is_open(now()) or not person.is_active:
            raise Conflict("This invitation no longer works. Ask your coordinator for a new one.")
        letter.accepted_at = now()
        letter.save(update_fields=["accepted_at"])
        if not person.memberships.filter(campus=letter.campus, role=letter.role, ended_at__isnull=True).exists():
            Membership.objects.create(user=person, campus=letter.campus, role=letter.role)
        campus = letter.campus.slug if letter.campus else ""
        words = {"role": roles.get(letter.role).label}
        record_event("people.joined", by=person, subject_kind="person", subject_id=person.public_id, campus=campus, data=words)

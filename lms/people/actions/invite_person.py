"""Inviting somebody to take a role."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse

from lms.audit.api import record_event
from lms.core import access
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.people.actions.queue_mail import queue_letter
from lms.people.models import Campus, Invitation, Membership, User
from lms.people.models.invitation import LIFETIME
from lms.people.queries.mail_events import is_closed
from lms.people.queries.people import person_with_email
from lms.people.roles import roles
from lms.people.rules import Place


def invite_person(*, email: str, role: str, campus: Campus | None, by: User | None, legal_first_name: str = "", legal_last_name: str = "") -> Invitation:
    """Send ``email`` a letter that offers ``role`` on ``campus`` (no campus: administrator of all).

    Somebody new holds the role at once, and waits without password; somebody with an account gets it on accepting.
    ``by=None`` is the command line. Raises ``Forbidden``, ``Invalid`` for a wrong address, ``Conflict`` when the
    person holds the role already or has an open letter for it, or letters to the address come back.
    """
    email = _checked_email(email)
    place = Place(roles.get(role).key, campus)
    if by is not None:
        access.require(by, "people.give_role", place, sentence="You cannot invite people to this role on this campus.")
    refuse_closed(email)
    with transaction.atomic():
        person = _person_with(email, legal_first_name.strip(), legal_last_name.strip())
        _refuse_repetition(person, place)
        membership = _waiting_membership(person, place)
        invitation = send_invitation(person=person, place=place, membership=membership, by=by)
        record_event("people.invited", by=by, subject_kind="person", subject_id=person.public_id, campus=campus.slug if campus else "", data=_words(place))
    return invitation


def refuse_closed(email: str) -> None:
    """Raises ``Conflict`` for an address to which no letter would go."""
    if is_closed(email):
        raise Conflict("Letters to this address come back. See “Mail that came back” for the reason, and use another address or say that it works again.")


def send_invitation(*, person: User, place: Place, membership: Membership | None, by: User | None) -> Invitation:
    """Make the letter and queue it. Its token exists in the letter, and as ``invitation.link`` for whoever made it, only."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person,
        email=person.email,
        campus=place.campus,
        role=place.role,
        membership=membership,
        token_sha256=sha256_hex(token.encode()),
        invited_by=by,
        expires_at=now() + LIFETIME,
    )
    invitation.link = settings.SITE_URL + reverse("people:open_invitation", args=[token])
    queue_letter(
        to=person.email,
        subject="You are invited to Pathway",
        template="invitation",
        context={"invitation": invitation, "action_url": invitation.link, "action_label": "Accept the invitation", **_words(place)},
        key=f"invitation:{invitation.public_id}",
    )
    return invitation


def _words(place: Place) -> dict[str, str]:
    return {"role": roles.get(place.role).label, "campus": place.campus.name if place.campus else "every campus"}


def _checked_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid("That is not an e-mail address. Write it as name@example.org.") from None
    return email


def _person_with(email: str, legal_first_name: str, legal_last_name: str) -> User:
    found = person_with_email(email)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return User.objects.create_user(email, legal_first_name=legal_first_name, legal_last_name=legal_last_name)
    except IntegrityError:  # somebody else invited the same address in this moment
        return User.objects.get(email__iexact=email)


def _waiting_membership(person: User, place: Place) -> Membership | None:
    """Newcomers appear on the campus' lists at once; people known on another campus are put nowhere unasked."""
    if person.has_joined or person.memberships.exclude(campus=place.campus).exists():
        return None
    membership, _made = Membership.objects.get_or_create(user=person, campus=place.campus, role=place.role, ended_at=None)
    return membership


def _refuse_repetition(person: User, place: Place) -> None:
    same_place = {"campus": place.campus, "role": place.role}
    if person.has_joined and person.memberships.filter(ended_at__isnull=True, **same_place).exists():
        raise Conflict("This person has that role already.")
    for letter in Invitation.objects.filter(person=person, accepted_at__isnull=True, revoked_at__isnull=True, **same_place):
        if letter.is_open(now()):
            raise Conflict("An invitation to this person is open already. You can send it again from the list.")
        letter.revoked_at = now()
        letter.save(update_fields=["revoked_at"])

"""Finding letters."""

from django.db.models import QuerySet

from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.people.models import Invitation, User
from lms.people.rules import invitations_visible_to


def invitation_called(public_id: str) -> Invitation | None:
    return Invitation.objects.select_related("person", "campus", "membership").filter(public_id=public_id).first()


def invitation_with_token(token: str) -> Invitation | None:
    """The letter with this token while it can be used; ``None`` when it is unknown, used, withdrawn, expired, or for a closed account."""
    return _usable(token_sha256=sha256_hex(token.encode()))


def usable_invitation(public_id: str) -> Invitation | None:
    """The letter with this public id, as ``invitation_with_token``; for who has shown the token already."""
    return _usable(public_id=public_id)


def _usable(**key: str) -> Invitation | None:
    found = Invitation.objects.select_related("person", "campus").filter(**key).first()
    return found if found and found.is_open(now()) and found.person.is_active else None


def open_invitations(viewer: User) -> QuerySet[Invitation]:
    """Letters that ``viewer`` may manage and that are neither used nor withdrawn, newest first; expired ones stay listed."""
    waiting = invitations_visible_to(viewer).filter(accepted_at__isnull=True, revoked_at__isnull=True)
    return waiting.select_related("person", "campus", "invited_by")


def latest_open_invitation_of(person: User) -> Invitation | None:
    return person.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True).first()

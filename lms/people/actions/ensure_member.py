"""Making sure that somebody is, or soon will be, a member of a campus: what enrolling from a spreadsheet needs."""

from dataclasses import dataclass

from lms.core import access
from lms.core.errors import Conflict
from lms.people.actions.invite_person import invite_person
from lms.people.models import Campus, User
from lms.people.queries.people import person_with_email
from lms.people.rules import Place


@dataclass(frozen=True)
class Arrival:
    """``is_member``: holds the role now. ``was_invited``: a letter went out in this call."""

    person: User
    is_member: bool
    was_invited: bool


def ensure_member(*, email: str, role: str, campus: Campus, by: User | None, legal_first_name: str = "", legal_last_name: str = "") -> Arrival:
    """Find or invite the person; a second call with the same facts changes nothing and sends nothing.

    Who has an account on another campus is not a member until they accept the letter. Raises as ``invite_person`` does.
    """
    if by is not None:
        access.require(by, "people.give_role", Place(role, campus), sentence="You cannot invite people to this role on this campus.")
    known = person_with_email(email)
    if known is not None and _is_member(known, role, campus):
        return Arrival(known, is_member=True, was_invited=False)
    try:
        invitation = invite_person(email=email, role=role, campus=campus, by=by, legal_first_name=legal_first_name, legal_last_name=legal_last_name)
    except Conflict:
        if known is None:
            raise
        return Arrival(known, is_member=False, was_invited=False)
    return Arrival(invitation.person, is_member=_is_member(invitation.person, role, campus), was_invited=True)


def _is_member(person: User, role: str, campus: Campus) -> bool:
    return person.memberships.filter(campus=campus, role=role, ended_at__isnull=True).exists()

"""Giving a further role to somebody who belongs to the campus already; strangers are invited instead."""

from django.db import IntegrityError, transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.errors import Conflict
from lms.people.models import Campus, Membership, User
from lms.people.roles import roles
from lms.people.rules import Place


def give_role(*, person: User, role: str, campus: Campus | None, by: User | None) -> Membership:
    """Start ``role`` on ``campus`` for ``person``; in force at their next request. ``by=None`` is the command line.

    Raises ``Forbidden``, ``NotFound`` when ``by`` may not see the person, ``Conflict`` when they hold the role.
    """
    place = Place(roles.get(role).key, campus)
    if by is not None:
        access.require_visible(by, "people.view_member", person)
        access.require(by, "people.give_role", place, sentence="You cannot give this role on this campus.")
    try:
        with transaction.atomic():
            membership = Membership.objects.create(user=person, campus=campus, role=role)
            words = {"role": roles.get(role).label, "campus": campus.name if campus else "every campus"}
            slug = campus.slug if campus else ""
            record_event("people.role_given", by=by, subject_kind="person", subject_id=person.public_id, campus=slug, data=words)
    except IntegrityError:
        raise Conflict("This person has that role already.") from None
    return membership

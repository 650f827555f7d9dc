"""Who may see and do what with people. Each predicate stands beside the queryset that lists the same objects."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from lms.people.models import Campus, Invitation, User
from lms.people.predicates import EVERY_CAMPUS, campuses_where, holds, is_administrator, is_coordinator_of
from lms.people.roles import COORDINATOR, STAFF, roles

ALL_ROLES = tuple(roles.keys())


@rules.predicate
def is_member_of(person: Any, campus: Any = None) -> bool:
    return holds(person, campus, *ALL_ROLES)


@rules.predicate
def is_same_person(person: Any, other: Any = None) -> bool:
    return other is not None and person.pk == other.pk


@rules.predicate
def works_on_a_campus_of(person: Any, other: Any = None) -> bool:
    """True for instructors, coordinators, officers and auditors of a campus the other person belongs to."""
    if other is None:
        return False
    if is_administrator(person):
        return True
    mine = set(campuses_where(person, *STAFF) or [])
    return any(membership.campus_id in mine for membership in other.active_memberships)


@rules.predicate
def coordinates_student(person: Any, other: Any = None) -> bool:
    """A coordinator looks after people whose every role is on campuses they coordinate, and never after administrators."""
    if other is None or is_same_person(person, other):
        return False
    if is_administrator(person):
        return True
    mine = set(campuses_where(person, COORDINATOR.key) or [])
    theirs = {membership.campus_id for membership in other.active_memberships}
    return bool(theirs) and theirs <= mine


def campuses_visible_to(person: Any) -> QuerySet[Campus]:
    """Twin of ``people.view_campus``."""
    mine = campuses_where(person, *ALL_ROLES)
    return Campus.objects.all() if mine is EVERY_CAMPUS else Campus.objects.filter(pk__in=mine)


def people_visible_to(person: Any) -> QuerySet[User]:
    """Twin of ``people.view_person``."""
    mine = campuses_where(person, *STAFF)
    if mine is EVERY_CAMPUS:
        return User.objects.all()
    theirs = Q(memberships__campus__in=mine, memberships__ended_at__isnull=True)
    return User.objects.filter(theirs | Q(pk=person.pk)).distinct()


def invitations_visible_to(person: Any) -> QuerySet[Invitation]:
    """Twin of ``people.manage_invitation``."""
    mine = campuses_where(person, COORDINATOR.key)
    return Invitation.objects.all() if mine is EVERY_CAMPUS else Invitation.objects.filter(campus__in=mine)


rules.add_perm("people.view_campus", is_member_of)
rules.add_perm("people.view_person", is_same_person | works_on_a_campus_of)
rules.add_perm("people.list_people", is_coordinator_of)
rules.add_perm("people.invite", is_coordinator_of)
rules.add_perm("people.manage_invitation", is_coordinator_of)
rules.add_perm("people.deactivate_person", coordinates_student)

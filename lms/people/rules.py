"""Who may see and do what with people. Each predicate stands beside the queryset that lists the same objects."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

import rules
from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest

from lms.people.models import Campus, Invitation, MailedLink, MailEvent, Membership, User
from lms.people.predicates import EVERY_CAMPUS, campuses_where, holds, is_administrator, is_coordinator_of
from lms.people.roles import ADMINISTRATOR, ATTORNEY, COORDINATOR, STAFF, STUDENT, Role, roles

ALL_ROLES = tuple(roles.keys())
REAL_FACTORS = ["totp", "webauthn"]  # recovery codes alone are none


@dataclass(frozen=True)
class Place:
    """A role on a campus (or, without one, on all of them) that somebody might be given."""

    role: str
    campus: Campus | None


# --- campuses


@rules.predicate
def is_member_of(person: Any, campus: Any = None) -> bool:
    return holds(person, campus, *ALL_ROLES)


def campuses_visible_to(person: Any) -> QuerySet[Campus]:
    """Twin of ``people.view_campus``."""
    mine = campuses_where(person, *ALL_ROLES)
    return Campus.objects.all() if mine is EVERY_CAMPUS else Campus.objects.filter(pk__in=mine)


def campuses_coordinated_by(person: Any) -> QuerySet[Campus]:
    """Twin of ``people.manage_api_tokens``."""
    mine = campuses_where(person, COORDINATOR.key)
    return Campus.objects.all() if mine is EVERY_CAMPUS else Campus.objects.filter(pk__in=mine)


# --- seeing people


@rules.predicate
def is_same_person(person: Any, other: Any = None) -> bool:
    return bool(other is not None and person.is_authenticated and person.is_active and person.pk == other.pk)


@rules.predicate
def works_on_a_campus_of(person: Any, other: Any = None) -> bool:
    """True for instructors, coordinators, officers and auditors of a campus the other person belongs to."""
    return other is not None and _shares_a_campus(person, other, STAFF)


@rules.predicate
def coordinates_a_campus_of(person: Any, other: Any = None) -> bool:
    return other is not None and _shares_a_campus(person, other, (COORDINATOR.key,))


def _shares_a_campus(person: Any, other: User, role_keys: tuple[str, ...]) -> bool:
    mine = campuses_where(person, *role_keys)
    if mine is EVERY_CAMPUS:
        return True
    return any(membership.campus_id in mine for membership in other.active_memberships if membership.campus_id)


def people_visible_to(person: Any) -> QuerySet[User]:
    """Twin of ``people.view_person``."""
    mine = campuses_where(person, *STAFF)
    if mine is EVERY_CAMPUS:
        return User.objects.all()
    myself = Q(pk=person.pk if person.is_authenticated and person.is_active else None)
    return User.objects.filter(myself | Q(pk__in=_members_of(mine)))


def members_visible_to(person: Any) -> QuerySet[User]:
    """Twin of ``people.view_member``: whose page under /people/ a coordinator opens."""
    mine = campuses_where(person, COORDINATOR.key)
    return User.objects.all() if mine is EVERY_CAMPUS else User.objects.filter(pk__in=_members_of(mine))


def _members_of(campus_ids: list[int]) -> QuerySet:
    return Membership.objects.filter(campus__in=campus_ids, ended_at__isnull=True).values("user")


# --- closing accounts


@rules.predicate
def looks_after(person: Any, other: Any = None) -> bool:
    """Administrators look after everybody else; a coordinator after people who are students on campuses of theirs, and nothing more."""
    if other is None or is_same_person(person, other):
        return False
    mine = campuses_where(person, COORDINATOR.key)
    if mine is EVERY_CAMPUS:
        return True
    theirs = other.active_memberships
    return bool(theirs) and all(membership.role == STUDENT.key and membership.campus_id in mine for membership in theirs)


def people_looked_after_by(person: Any) -> QuerySet[User]:
    """Twin of ``people.deactivate_person``."""
    mine = campuses_where(person, COORDINATOR.key)
    if mine is EVERY_CAMPUS:
        return User.objects.exclude(pk=person.pk)
    students = Q(role=STUDENT.key, campus__in=mine)
    more_than_that = Membership.objects.filter(ended_at__isnull=True).exclude(students).values("user")
    return User.objects.filter(pk__in=_members_of(mine)).exclude(pk__in=more_than_that).exclude(pk=person.pk)


@rules.predicate
def looks_after_both(person: Any, proposal: Any = None) -> bool:
    """Of two accounts that are said to be one person's."""
    if proposal is None:
        return False
    accounts = list(User.objects.filter(public_id__in={proposal.kept, proposal.merged}))
    return len(accounts) == 2 and all(looks_after(person, account) for account in accounts)


# --- giving roles


@rules.predicate
def gives_role(person: Any, place: Any = None) -> bool:
    """``place`` has a role and a campus: a ``Place``, an invitation or a membership."""
    if is_administrator(person):
        return True
    return place is not None and place.role in COORDINATOR.gives and place.campus is not None and is_coordinator_of(person, place)


@rules.predicate
def is_own_membership(person: Any, membership: Any = None) -> bool:
    return membership is not None and membership.user_id == person.pk


def roles_given_by(person: Any, campus: Campus | None) -> list[Role]:
    """The roles ``person`` may give on ``campus``; without a campus, those that hold on all of them."""
    everywhere = campus is None
    return [role for role in roles if (role.key == ADMINISTRATOR.key) == everywhere and gives_role(person, Place(role.key, campus))]


def invitations_visible_to(person: Any) -> QuerySet[Invitation]:
    """Twin of ``people.manage_invitation``."""
    mine = campuses_where(person, COORDINATOR.key)
    return Invitation.objects.all() if mine is EVERY_CAMPUS else Invitation.objects.filter(campus__in=mine, role__in=COORDINATOR.gives)


def memberships_ended_by(person: Any) -> QuerySet[Membership]:
    """Twin of ``people.end_membership``."""
    mine = campuses_where(person, COORDINATOR.key)
    others = Membership.objects.exclude(user=person.pk)
    return others if mine is EVERY_CAMPUS else others.filter(campus__in=mine, role__in=COORDINATOR.gives)


def memberships_visible_to(person: Any) -> QuerySet[Membership]:
    """The roles that a coordinator is shown: those on campuses of theirs, whoever holds them."""
    mine = campuses_where(person, COORDINATOR.key)
    held = Membership.objects.filter(ended_at__isnull=True)
    return held if mine is EVERY_CAMPUS else held.filter(campus__in=mine)


# --- mail that came back


@rules.predicate
def sees_mail_event(person: Any, event: Any = None) -> bool:
    return event is not None and mail_events_visible_to(person).filter(pk=event.pk).exists()


def mail_events_visible_to(person: Any) -> QuerySet[MailEvent]:
    """Twin of ``people.reopen_address``: of members, invited people and recipients of links on campuses that ``person`` coordinates."""
    mine = campuses_where(person, COORDINATOR.key)
    if mine is EVERY_CAMPUS:
        return MailEvent.objects.all()
    members = User.objects.filter(pk__in=_members_of(mine)).values(small=Lower("email"))
    invited = Invitation.objects.filter(campus__in=mine, accepted_at__isnull=True, revoked_at__isnull=True).values(small=Lower("email"))
    linked = MailedLink.objects.filter(campus__in=Campus.objects.filter(pk__in=mine).values("slug")).values(small=Lower("email"))
    return MailEvent.objects.filter(Q(address__in=members) | Q(address__in=invited) | Q(address__in=linked))


# --- signing in


@rules.predicate
def is_attorney(person: Any, other: Any = None) -> bool:
    return bool(person.has_role(ATTORNEY.key))


def may_sign_in(person: Any, request: HttpRequest) -> bool:
    """Active people; demonstration accounts only where they are allowed, and only on this very machine (security.md, principle 15)."""
    if not person.is_active:
        return False
    return not person.is_demonstration or (settings.DEMONSTRATION_ACCOUNTS_ALLOWED and is_from_this_machine(request))


def is_from_this_machine(request: HttpRequest) -> bool:
    """True for a connection from loopback that no proxy forwards for somebody else."""
    forwarded = {"HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA"} & request.META.keys()
    try:
        return not forwarded and ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:  # a socket file or nonsense: not provably this machine
        return False


def needs_second_factor(person: Any) -> bool:
    """True when one of the person's roles asks for a second factor, unless the installation does without."""
    return bool(settings.SECOND_FACTOR_REQUIRED and any(roles.get(membership.role).needs_second_factor for membership in person.active_memberships))


def enters_wagtail(person: Any) -> bool:
    """True for who writes lessons: instructors and administrators (decision record: who enters Wagtail)."""
    return bool(person.is_authenticated and person.is_active and any(roles.get(held.role).enters_wagtail for held in person.active_memberships))


rules.add_perm("people.view_campus", is_member_of)
rules.add_perm("people.view_person", is_same_person | works_on_a_campus_of)
rules.add_perm("people.list_people", is_coordinator_of)
rules.add_perm("people.view_member", coordinates_a_campus_of)
rules.add_perm("people.change_names", is_same_person)
# security.md, principle 12: a coordinator changes an attorney's address, and a second person approves
rules.add_perm("people.change_email", is_same_person & ~is_attorney)
rules.add_perm("people.deactivate_person", looks_after)
rules.add_perm("people.merge_account", looks_after)
rules.add_perm("people.view_merge", looks_after_both)
rules.add_perm("people.invite", is_coordinator_of)
rules.add_perm("people.give_role", gives_role)
rules.add_perm("people.manage_invitation", gives_role)
rules.add_perm("people.manage_api_tokens", is_coordinator_of)
rules.add_perm("people.manage_api_token", is_coordinator_of)
rules.add_perm("people.end_membership", gives_role & ~is_own_membership)
rules.add_perm("people.publish_policies", is_administrator)
rules.add_perm("people.reopen_address", sees_mail_event)

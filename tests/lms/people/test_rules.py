"""“May I see it” stands beside “list what I may see”: for everybody in a small world the two agree."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.test import RequestFactory

from lms.people import rules
from lms.people.models import Campus, Invitation, Membership, User
from lms.people.roles import ADMINISTRATOR, COORDINATOR, roles
from tests.factories.people import CampusFactory, InvitationFactory, MembershipFactory, UserFactory, person

PAIRS: list[tuple[str, type, Callable[[Any], QuerySet]]] = [
    ("people.view_campus", Campus, rules.campuses_visible_to),
    ("people.view_person", User, rules.people_visible_to),
    ("people.view_member", User, rules.members_visible_to),
    ("people.deactivate_person", User, rules.people_looked_after_by),
    ("people.manage_invitation", Invitation, rules.invitations_visible_to),
    ("people.end_membership", Membership, rules.memberships_ended_by),
]


@pytest.fixture
def everybody(db: None) -> list[Any]:
    """Each role on two campuses; somebody on both, somebody whose role ended, somebody closed, somebody without role, a superuser, a visitor."""
    campuses = [CampusFactory(slug=slug) for slug in ("north", "south")]
    for campus in campuses:
        for role in roles:
            person(role.key, campus)
        for role in roles:
            InvitationFactory(campus=None if role.key == "administrator" else campus, role=role.key)
    MembershipFactory(user=person("student", campuses[0]), campus=campuses[1], role="coordinator")
    MembershipFactory(user=person("student", campuses[0]), campus=campuses[1], role="student")
    Membership.objects.filter(user=person("coordinator", campuses[0])).update(ended_at="2026-01-01T00:00:00Z")
    person("coordinator", campuses[0], is_active=False)
    UserFactory()
    UserFactory(is_superuser=True)
    return [*User.objects.all(), AnonymousUser()]


@pytest.mark.parametrize(("permission", "model", "twin"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_predicate_and_queryset_agree(everybody: list[Any], permission: str, model: type, twin: Callable[[Any], QuerySet]):
    things = list(model.objects.all())

    for somebody in everybody:
        by_predicate = [thing for thing in things if somebody.has_perm(permission, thing)]
        by_queryset = set(twin(somebody))

        assert set(by_predicate) == by_queryset, f"{permission} of {somebody}"


@pytest.mark.parametrize(("permission", "model", "twin"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_each_pair_both_allows_and_refuses(everybody: list[Any], permission: str, model: type, twin: Callable[[Any], QuerySet]):
    sizes = {twin(somebody).count() for somebody in everybody}

    assert min(sizes) == 0
    assert len(sizes) > 2


def test_a_superuser_without_role_has_none_of_our_permissions(everybody: list[Any]):
    superuser = User.objects.get(is_superuser=True)
    other = User.objects.filter(memberships__role="student").first()

    assert not superuser.has_perm("people.view_person", other)
    assert superuser.has_perm("wagtailadmin.access_admin")


def test_a_coordinator_gives_roles_below_their_own():
    given = set(COORDINATOR.gives)

    assert given == {"student", "instructor", "attorney"}


def test_roles_offered_are_roles_that_may_be_given(everybody: list[Any]):
    for somebody in everybody:
        for campus in (*Campus.objects.all(), None):
            offered = rules.roles_given_by(somebody, campus)

            assert all(somebody.has_perm("people.give_role", rules.Place(role.key, campus)) for role in offered)
            assert all((role.key == ADMINISTRATOR.key) == (campus is None) for role in offered)


def test_an_attorney_does_not_change_their_own_address(everybody: list[Any]):
    attorney = User.objects.filter(memberships__role="attorney").first()
    student = User.objects.filter(memberships__role="student").first()

    assert not attorney.has_perm("people.change_email", attorney)
    assert student.has_perm("people.change_email", student)


@pytest.mark.parametrize(
    ("address", "headers", "expected"),
    [
        ("127.0.0.1", {}, True),
        ("127.8.0.1", {}, True),
        ("::1", {}, True),
        ("10.0.0.5", {}, False),
        ("", {}, False),
        ("unix:", {}, False),
        ("127.0.0.1", {"HTTP_X_FORWARDED_FOR": "10.0.0.5"}, False),
        ("127.0.0.1", {"HTTP_FORWARDED": "for=10.0.0.5"}, False),
        ("127.0.0.1", {"HTTP_X_REAL_IP": "10.0.0.5"}, False),
        ("127.0.0.1", {"HTTP_VIA": "1.1 proxy"}, False),
    ],
)
def test_this_machine_is_loopback_without_a_proxy(address: str, headers: dict[str, str], expected: bool):
    request = RequestFactory(REMOTE_ADDR=address, **headers).get("/")

    assert rules.is_from_this_machine(request) is expected

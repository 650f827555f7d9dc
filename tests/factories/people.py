"""Campuses and people whose every text field is a canary.

    north = CampusFactory(slug="north")
    student = person("student", north, key="student2")

People have accepted the privacy notice, and have a second factor where their role needs one; give
``second_factor=False`` or ``privacy_version=""`` to change that. Everybody's password is ``PASSWORD``.
"""

from datetime import timedelta
from typing import Any

import factory
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from lms.people.models import Campus, Invitation, Membership, OtherName, User
from lms.people.roles import roles
from tests.factories.canary import canary

PASSWORD = "a-quiet-mountain-path"  # of people who exist only in tests


class CampusFactory(DjangoModelFactory):
    class Meta:
        model = Campus
        django_get_or_create = ("slug",)

    slug = "north"
    name = factory.LazyAttribute(lambda made: canary(made.slug, "campus_name"))
    time_zone = "America/New_York"


class UserFactory(DjangoModelFactory):
    """``campus`` (a slug) and ``key`` go into the canaries; the person has no role yet."""

    class Meta:
        model = User

    class Params:
        campus = "north"
        key = factory.Sequence(lambda number: f"person{number}")

    email = factory.LazyAttribute(lambda made: f"{canary(made.campus, 'email', made.key)}@{made.campus}.example")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    legal_first_name = factory.LazyAttribute(lambda made: canary(made.campus, "legal_first_name", made.key))
    legal_middle_name = factory.LazyAttribute(lambda made: canary(made.campus, "legal_middle_name", made.key))
    legal_last_name = factory.LazyAttribute(lambda made: canary(made.campus, "legal_last_name", made.key))
    preferred_name = factory.LazyAttribute(lambda made: canary(made.campus, "preferred_name", made.key))
    privacy_version = factory.LazyFunction(lambda: settings.PRIVACY_NOTICE_VERSION)
    privacy_accepted_at = factory.LazyAttribute(lambda made: timezone.now() if made.privacy_version else None)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    campus = factory.SubFactory(CampusFactory)
    role = "student"


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    class Params:
        key = factory.Sequence(lambda number: f"invited{number}")

    campus = factory.SubFactory(CampusFactory)
    role = "student"
    person = factory.LazyAttribute(lambda made: _waiting_person(made.campus, made.key))
    email = factory.LazyAttribute(lambda made: made.person.email)
    token_sha256 = factory.Sequence(lambda number: f"{number:064x}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


def _waiting_person(campus: Campus | None, key: str) -> User:
    """Somebody who was invited and has not come yet."""
    waiting: User = UserFactory(campus=campus.slug if campus else "nowhere", key=key, password="!", privacy_version="")
    return waiting


def person(role: str, campus: Campus | None, *, key: str = "", second_factor: bool | None = None, **fields: Any) -> User:
    """A person who holds ``role`` on ``campus`` (an administrator's campus only colors the canaries)."""
    slug = campus.slug if campus else "nowhere"
    user: User = UserFactory(campus=slug, **({"key": key} if key else {}), **fields)
    Membership.objects.create(user=user, role=role, campus=None if role == "administrator" else campus)
    OtherName.objects.create(user=user, name=canary(slug, "other_name", key))
    if roles.get(role).needs_second_factor if second_factor is None else second_factor:
        add_authenticator_app(user)
    return user


def add_authenticator_app(user: User) -> str:
    """Give ``user`` an authenticator app; returns its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret

"""Whose password opens an account, and whose session goes on: asked without any page in between."""

import pytest
from django.contrib.auth import authenticate, get_user
from django.test import RequestFactory

from lms.people.backends import SignInBackend
from lms.people.models import Campus, User
from tests.factories.people import PASSWORD, person
from tests.lms.people.browsers import signed_in


def password_of(user: User, address: str = "127.0.0.1") -> User | None:
    found = authenticate(RequestFactory(REMOTE_ADDR=address).post("/"), email=user.email, password=PASSWORD)
    return found if isinstance(found, User) else None


@pytest.fixture
def demonstrator(north: Campus) -> User:
    return person("student", north, is_demonstration=True)


def test_the_right_password_names_its_person(student: User):
    assert password_of(student) == student


def test_a_closed_account_has_no_password(student: User):
    User.objects.filter(pk=student.pk).update(is_active=False)

    assert password_of(student) is None


def test_a_demonstration_account_has_none_where_it_is_not_allowed(demonstrator: User):
    assert password_of(demonstrator) is None


@pytest.mark.parametrize(("address", "opens"), [("127.0.0.1", True), ("10.0.0.5", False)])
def test_a_demonstration_account_has_one_on_this_machine(demonstrator: User, settings: pytest.FixtureRequest, address: str, opens: bool):
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True

    assert (password_of(demonstrator, address) is not None) is opens


def test_without_a_request_nobody_enters(student: User):
    assert SignInBackend().authenticate(None, email=student.email, password=PASSWORD) is None


@pytest.mark.parametrize(("changes", "goes_on"), [({}, True), ({"is_active": False}, False), ({"is_demonstration": True}, False)])
def test_a_session_goes_on_while_its_person_may_sign_in(student: User, changes: dict[str, bool], goes_on: bool):
    request = RequestFactory().get("/")
    request.session = signed_in(student).session

    User.objects.filter(pk=student.pk).update(**changes)

    assert get_user(request).is_authenticated is goes_on

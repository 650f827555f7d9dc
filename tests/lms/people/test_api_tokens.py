"""Tokens with which other programs read a campus's records."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lms.audit.api import Event
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.core.errors import Forbidden, Invalid
from lms.people.actions.api_tokens import make_api_token, revoke_api_token
from lms.people.models import ApiToken, Campus, User
from lms.people.queries.api_tokens import api_token_with
from tests.factories.course import member, signed_in
from tests.factories.people import add_authenticator_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def north() -> Campus:
    return Campus.objects.create(slug="north", name="North Campus", time_zone="America/New_York")


@pytest.fixture
def coordinator(north: Campus) -> User:
    return member("coordinator@north.example", "coordinator", north)


def test_a_secret_is_shown_once_and_only_its_fingerprint_is_kept(north: Campus, coordinator: User) -> None:
    token = make_api_token(campus=north, name=" Registrar ", days=30, by=coordinator)
    row = ApiToken.objects.get()
    assert (row.name, row.secret_sha256) == ("Registrar", sha256_hex(token.secret.encode()))
    assert token.secret not in str(row.__dict__)
    assert api_token_with(token.secret) == row
    assert Event.objects.filter(kind="people.api_token_made", subject_id=row.public_id, campus="north").exists()


def test_a_withdrawn_and_an_expired_token_open_nothing(north: Campus, coordinator: User) -> None:
    withdrawn, expired = (make_api_token(campus=north, name=name, days=1, by=coordinator) for name in ("one", "two"))
    revoke_api_token(token=withdrawn, by=coordinator)
    revoke_api_token(token=withdrawn, by=coordinator)  # again: nothing more happens
    ApiToken.objects.filter(pk=expired.pk).update(made_at=now() - timedelta(days=3), expires_at=now() - timedelta(days=2))
    assert [api_token_with(secret) for secret in (withdrawn.secret, expired.secret, "pathway_x", "")] == [None] * 4
    assert Event.objects.filter(kind="people.api_token_revoked").count() == 1


@pytest.mark.parametrize(("name", "days"), [("  ", 30), ("Registrar", 0), ("Registrar", 367)])
def test_a_token_without_a_name_or_without_an_end_is_refused(north: Campus, coordinator: User, name: str, days: int) -> None:
    with pytest.raises(Invalid):
        make_api_token(campus=north, name=name, days=days, by=coordinator)
    assert not ApiToken.objects.exists()


def test_only_who_coordinates_the_campus_makes_and_withdraws_tokens(north: Campus, coordinator: User) -> None:
    south = Campus.objects.create(slug="south", name="South Campus", time_zone="America/New_York")
    stranger = member("coordinator@south.example", "coordinator", south)
    token = make_api_token(campus=north, name="Registrar", days=30, by=coordinator)
    for act in (lambda: make_api_token(campus=north, name="x", days=1, by=stranger), lambda: revoke_api_token(token=token, by=stranger)):
        with pytest.raises(Forbidden):
            act()
    assert api_token_with(token.secret) is not None


def test_a_row_says_who_withdrew_it_or_nothing(north: Campus, coordinator: User) -> None:
    token = make_api_token(campus=north, name="Registrar", days=30, by=coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(revoked_at=now())


def test_the_page_shows_a_new_secret_once_and_withdraws(north: Campus, coordinator: User) -> None:
    add_authenticator_app(coordinator)
    browser: Client = signed_in(coordinator)
    made = browser.post("/people/tokens/north/", {"name": "Registrar", "days": "30"}).content.decode()
    assert made.count("pathway_") == 1
    again = browser.get("/people/tokens/north/").content.decode()
    assert "Registrar" in again
    assert "pathway_" not in again
    refused = browser.post("/people/tokens/north/", {"name": "Library", "days": "900"})
    assert refused.status_code == 422
    assert "Library" in refused.content.decode()  # what was typed is still there
    browser.post(f"/people/tokens/{ApiToken.objects.get().public_id}/revoke/")
    assert ApiToken.objects.get().revoked_by == coordinator.public_id

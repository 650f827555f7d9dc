"""What browsers are told in production: transport, cookies, and that it refuses to start half configured."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import SimpleCookie
from django.test import Client
from django.urls import reverse

from lms.people.models import Campus, User
from tests.factories.people import PASSWORD, CampusFactory, person
from tests.lms.people.browsers import sign_in
from tests.security.production import about_the_browser, production_settings

A_YEAR = 31_536_000


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    found = production_settings(monkeypatch)
    with about_the_browser(found):
        yield found


@pytest.fixture
def browser(production: dict[str, Any]) -> Client:
    return Client(headers={"x-forwarded-proto": "https"})


@pytest.fixture
def student(db: None) -> User:
    north: Campus = CampusFactory(slug="north")
    return person("student", north, key="student")


def every_cookie(browser: Client, student: User) -> SimpleCookie:
    """Signs in, says something to the next page, chooses a language: every cookie that the server sets."""
    cookies = SimpleCookie()
    for answer in (
        browser.get(reverse("account_login")),
        sign_in(browser, student.email),
        browser.post(reverse("people:sign_out_elsewhere")),
        browser.get(reverse("site:language"), {"to": "es"}),
    ):
        cookies.update({name: value for name, value in answer.cookies.items() if value.value})
    return cookies


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/no-such-page/", "/cms/", "/verify/unknown/", "/api/v1/people/"])
def test_every_answer_asks_for_tls_for_a_year(browser: Client, db: None, path: str) -> None:
    answer = browser.get(path)

    rule = answer.headers["Strict-Transport-Security"].split("; ")
    assert int(rule[0].removeprefix("max-age=")) >= A_YEAR
    assert rule[1:] == ["includeSubDomains", "preload"]


def test_without_tls_people_are_sent_to_it(production: dict[str, Any], db: None) -> None:
    answer = Client().get("/accounts/login/?next=/record/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/accounts/login/?next=/record/")


def test_every_cookie_is_for_this_host_over_tls_and_for_no_script(browser: Client, student: User) -> None:
    cookies = every_cookie(browser, student)

    assert set(cookies) == {"__Host-session", "__Host-csrf", "__Host-messages", "__Host-language"}
    for cookie in cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert (cookie["path"], cookie["domain"]) == ("/", "")
        assert len(cookie.key + cookie.value) <= 4096


def test_a_session_id_cannot_be_guessed(browser: Client, student: User) -> None:
    ids = set()
    for _turn in range(3):
        sign_in(browser, student.email)
        ids.add(browser.cookies["__Host-session"].value)
        browser.post(reverse("account_logout"))

    assert len(ids) == 3
    assert all(len(one) == 32 and one.isalnum() for one in ids)  # 165 random bits


def test_passwords_are_stored_by_a_slow_hash(production: dict[str, Any]) -> None:
    from django.conf import global_settings

    assert "PASSWORD_HASHERS" not in production
    assert global_settings.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.PBKDF2PasswordHasher"


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "SITE_URL", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL", "VAULT_KEYS", "SIGNING_KEYS"])
def test_it_does_not_start_without_what_it_needs_and_says_what(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        production_settings(monkeypatch, **{name: ""})


def test_nothing_of_development_is_on(production: dict[str, Any]) -> None:
    assert production["DEBUG"] is False
    assert production["SECOND_FACTOR_REQUIRED"] is True
    assert production["DEMONSTRATION_ACCOUNTS_ALLOWED"] is False
    assert PASSWORD not in str(production)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK"])
def test_methods_that_nobody_needs_give_nothing(browser: Client, student: User, method: str) -> None:
    sign_in(browser, student.email)

    answer = browser.generic(method, reverse("people:profile"), headers={"x-forwarded-proto": "https"})

    assert answer.status_code == 405
    assert browser.cookies["__Host-session"].value not in answer.content.decode()

"""Sessions end when they were left alone and when they have lasted their time; what was typed meanwhile is kept (AU-07)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.people.models import User
from tests.factories.clock import Clock, stand_still
from tests.factories.people import PASSWORD
from tests.factories.policies import published
from tests.lms.people.browsers import is_signed_in, sign_in, signed_in

NAMES = {"legal_first_name": "Ana", "legal_middle_name": "", "legal_last_name": "Ruiz Ortega", "preferred_name": "", "other_names": "Ana Ruiz de la Torre"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return stand_still(monkeypatch)


def later(clock: Clock, **by: int) -> None:
    clock.shift(timedelta(**by))


def test_an_hour_alone_ends_it(clock: Clock, student: User) -> None:
    browser = signed_in(student)
    kept = browser.cookies["sessionid"].value
    later(clock, minutes=60)

    answer = browser.get(reverse("people:profile"), follow=True)

    assert answer.redirect_chain[-1][0] == f"{reverse('account_login')}?next=/account/"
    assert "nothing happened here for a while" in answer.content.decode()
    browser.cookies["sessionid"] = kept
    assert not is_signed_in(browser)


def test_less_than_an_hour_does_not(clock: Clock, student: User) -> None:
    browser = signed_in(student)
    later(clock, minutes=59)

    assert is_signed_in(browser)


def test_who_goes_on_stays(clock: Clock, student: User) -> None:
    browser = signed_in(student)

    for _turn in range(12):
        later(clock, minutes=55)
        assert is_signed_in(browser)


def test_twelve_hours_end_it_whatever_is_done(clock: Clock, student: User) -> None:
    browser = signed_in(student)
    for _turn in range(23):
        later(clock, minutes=30)
        assert is_signed_in(browser)
    later(clock, minutes=30)

    answer = browser.get(reverse("people:profile"), follow=True)

    assert "a whole day’s work" in answer.content.decode()
    assert not is_signed_in(browser)


def test_a_session_from_before_begins_now(clock: Clock, student: User) -> None:
    browser = signed_in(student)
    session = browser.session
    del session["began"], session["seen"]
    session.save()
    assert is_signed_in(browser)

    later(clock, hours=1)

    assert not is_signed_in(browser)


def test_signing_in_again_begins_anew(clock: Clock, client: Client, student: User) -> None:
    sign_in(client, student.email)
    later(clock, hours=13)
    sign_in(client, student.email)

    assert is_signed_in(client)


def test_scripts_are_told_in_json(clock: Clock, student: User) -> None:
    browser = signed_in(student)
    later(clock, hours=2)

    answer = browser.get(reverse("people:profile"), headers={"accept": "application/json"})

    assert answer.status_code == 401
    assert answer.json()["error"] == "signed_out"


def test_public_pages_open_for_the_visitor_one_has_become(clock: Clock, student: User) -> None:
    browser = signed_in(student)
    later(clock, hours=2)

    answer = browser.get(reverse("people:privacy"))

    assert answer.status_code == 200
    assert student.email not in answer.content.decode()


def test_reading_pages_writes_the_session_every_five_minutes_only(clock: Clock, student: User) -> None:
    browser = signed_in(student)
    is_signed_in(browser)
    written = []
    for minutes in (1, 3, 1, 1):
        later(clock, minutes=minutes)
        with CaptureQueriesContext(connection) as queries:
            is_signed_in(browser)
        written.append(sum("django_session" in query["sql"] and query["sql"].startswith("UPDATE") for query in queries))

    assert written == [0, 0, 1, 0]


class TestKeptForm:
    """AU-07: what was typed into a page that stood open too long."""

    def send_late(self, clock: Clock, person: User, path: str = "/account/", **more: str) -> Client:
        browser = signed_in(person)
        later(clock, hours=2)
        answer = browser.post(path, {**NAMES, **more})
        assert answer.headers["Location"].startswith(reverse("account_login"))
        return browser

    def test_it_is_shown_after_signing_in_and_sent_by_a_button(self, clock: Clock, student: User) -> None:
        browser = self.send_late(clock, student)
        answer = browser.post(f"{reverse('account_login')}?next={reverse('people:kept_form')}", {"login": student.email, "password": PASSWORD})

        page = browser.get(answer.headers["Location"])
        sent = browser.post(page.context["kept"].path, dict(page.context["kept"].fields))

        assert "Ana Ruiz de la Torre" in page.content.decode()
        assert sent.status_code == 302
        student.refresh_from_db()
        assert student.legal_last_name == "Ruiz Ortega"

    def test_it_is_still_there_after_a_newer_policy_was_accepted(self, clock: Clock, student: User) -> None:
        browser = self.send_late(clock, student)
        published("privacy", change="Shorter.")
        browser.force_login(student)

        asked = browser.get(reverse("people:kept_form")).headers["Location"]
        answer = browser.post(asked, {"privacy_version": "v2", "next": reverse("people:kept_form")})

        assert asked.startswith(reverse("people:accept_policies"))
        assert "Ruiz Ortega" in str(browser.get(answer.headers["Location"]).context["kept"].fields)

    def test_nothing_was_changed_before(self, clock: Clock, student: User) -> None:
        self.send_late(clock, student)

        student.refresh_from_db()
        assert student.legal_last_name != "Ruiz Ortega"

    def test_somebody_else_at_that_browser_does_not_see_it(self, clock: Clock, student: User, coordinator: User) -> None:
        browser = self.send_late(clock, student)

        browser.force_login(coordinator)

        assert browser.get(reverse("people:kept_form")).status_code == 404

    def test_it_lies_there_sealed(self, clock: Clock, student: User) -> None:
        browser = self.send_late(clock, student)

        assert "Ortega" not in str(dict(browser.session))

    def test_it_goes_when_thrown_away(self, clock: Clock, student: User) -> None:
        browser = self.send_late(clock, student)
        browser.force_login(student)

        browser.post(reverse("people:kept_form"))

        assert browser.get(reverse("people:kept_form")).status_code == 404

    def test_it_is_kept_for_half_an_hour(self, clock: Clock, student: User) -> None:
        browser = self.send_late(clock, student)
        later(clock, minutes=31)

        browser.force_login(student)

        assert browser.get(reverse("people:kept_form")).status_code == 404

    def test_passwords_are_never_kept(self, clock: Clock, student: User) -> None:
        browser = self.send_late(clock, student, reverse("account_change_password"), oldpassword="x", password1="y")

        assert "kept_form" not in browser.session

    def test_a_form_of_another_site_is_never_kept(self, clock: Clock, student: User) -> None:
        browser = signed_in(student, enforce_csrf_checks=True)
        later(clock, hours=2)

        answer = browser.post("/account/", NAMES)

        assert answer.status_code == 403
        assert "kept_form" not in browser.session

"""The doors: password, reset, second factor, invitation; and what is tried at them (security.md, AU-03 to AU-13)."""

import time
from typing import Any

import pytest
from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from lms.audit.models import Event
from lms.jobs.models import Job, Outbox
from lms.people.actions.deactivate_person import deactivate_person
from lms.people.models import Campus, User
from tests.factories.people import PASSWORD, InvitationFactory, add_authenticator_app, person
from tests.lms.people.browsers import is_signed_in, sign_in, signed_in
from tests.lms.people.conftest import Mailbox

NEW_PASSWORD = "seven-quiet-otters"


def ask_for_reset(client: Client, email: str, **options: Any) -> Any:
    return client.post(reverse("account_reset_password"), {"email": email}, **options)


def reset_link(client: Client, user: User, mailbox: Mailbox) -> str:
    ask_for_reset(client, user.email)
    return mailbox.link()


def choose_password(client: Client, link: str, password: str = NEW_PASSWORD) -> Any:
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


class TestPassword:
    def test_the_right_one_lets_in(self, client: Client, student: User):
        assert sign_in(client, student.email).headers["Location"] == "/"
        assert is_signed_in(client)

    def test_the_address_may_be_written_in_any_case(self, client: Client, student: User):
        sign_in(client, student.email.upper())

        assert is_signed_in(client)

    def test_the_wrong_one_does_not(self, client: Client, student: User):
        page = sign_in(client, student.email, "wrong-password")

        assert page.status_code == 400
        assert "do not go together" in page.content.decode()
        assert not is_signed_in(client)

    def test_an_unknown_address_and_a_wrong_password_look_the_same(self, client: Client, student: User):
        known, unknown = sign_in(client, student.email, "wrong"), sign_in(client, "nobody@north.example", "wrong")

        assert known.status_code == unknown.status_code
        assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()

    def test_a_sign_in_is_logged_without_the_network_address(self, client: Client, student: User):
        sign_in(client, student.email, REMOTE_ADDR="203.0.113.7")

        assert Event.objects.filter(kind="people.signed_in", actor=student.public_id).exists()
        assert "203.0.113.7" not in str(list(Event.objects.values_list()))
        assert not AccessLog.objects.exists()

    def test_nobody_signs_up(self, client: Client, db: None):
        assert client.get("/accounts/signup/").status_code == 404
        assert not account_adapter().is_open_for_signup(RequestFactory().get("/"))

    @pytest.mark.parametrize("path", ["/cms/login/", "/learn/_util/login/"])
    def test_other_forms_of_the_libraries_let_nobody_in(self, client: Client, north: Campus, path: str):
        instructor = person("instructor", north)

        client.post(path, {"username": instructor.email, "password": PASSWORD})

        assert not is_signed_in(client)

    def test_a_user_name_is_no_key(self, student: User):
        request = RequestFactory().post("/")

        assert authenticate(request, email=student.email, password=PASSWORD) == student
        assert authenticate(request, username=student.email, password=PASSWORD) is None

    def test_pages_before_and_after_are_never_cached(self, client: Client, student: User):
        assert "no-store" in client.get(reverse("account_login")).headers["Cache-Control"]
        sign_in(client, student.email)
        assert "no-store" in client.get(reverse("people:profile")).headers["Cache-Control"]


class TestGuessing:
    """AU-03: throttled by account and by address; the owner still gets in; nobody is locked out for good."""

    def guess(self, client: Client, email: str, times: int, address: str) -> list[int]:
        return [sign_in(client, email, f"wrong {n}", REMOTE_ADDR=address).status_code for n in range(times)]

    def test_one_account_from_many_addresses_is_paused(self, client: Client, student: User):
        for n in range(6):
            self.guess(client, student.email, 1, f"203.0.113.{n}")

        page = sign_in(client, student.email, REMOTE_ADDR="203.0.113.99")

        assert "Too many attempts" in page.content.decode()
        assert not is_signed_in(client)

    def test_many_accounts_from_one_address_are_paused(self, client: Client, student: User):
        for n in range(30):
            self.guess(client, f"nobody{n}@north.example", 1, "203.0.113.1")

        page = sign_in(client, student.email, REMOTE_ADDR="203.0.113.1")

        assert "Too many attempts" in page.content.decode()

    def test_a_thousand_guesses_reach_the_password_check_a_few_times_only(self, client: Client, student: User, monkeypatch: pytest.MonkeyPatch):
        checked = []
        monkeypatch.setattr(User, "check_password", lambda self, raw: checked.append(raw) and False)

        self.guess(client, student.email, 1000, "203.0.113.1")

        assert len(checked) <= 6

    def test_one_account_from_one_address_is_paused_in_the_database_too(self, client: Client, student: User, settings: pytest.FixtureRequest):
        settings.ACCOUNT_RATE_LIMITS = False
        self.guess(client, student.email, settings.AXES_FAILURE_LIMIT, "203.0.113.1")
        cache.clear()

        page = sign_in(client, student.email, REMOTE_ADDR="203.0.113.1")

        assert page.status_code == 429
        assert Event.objects.filter(kind="people.sign_in_paused", subject_id=student.public_id).exists()

    def test_a_class_behind_one_address_is_not_paused_by_one_of_them(self, client: Client, student: User, settings: pytest.FixtureRequest):
        settings.ACCOUNT_RATE_LIMITS = False
        self.guess(client, "careless@north.example", settings.AXES_FAILURE_LIMIT + 1, "203.0.113.1")

        assert sign_in(client, student.email, REMOTE_ADDR="203.0.113.1").status_code == 302

    def test_the_owner_gets_in_by_reset(self, client: Client, student: User, mailbox: Mailbox):
        self.guess(client, student.email, 20, "203.0.113.1")

        choose_password(client, reset_link(client, student, mailbox))

        assert is_signed_in(client)

    def test_the_pause_ends(self, client: Client, student: User, monkeypatch: pytest.MonkeyPatch):
        self.guess(client, student.email, 20, "203.0.113.1")
        AccessAttempt.objects.update(attempt_time="2026-01-01T00:00:00Z")
        later = time.time() + 601
        monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)

        sign_in(client, student.email, REMOTE_ADDR="203.0.113.2")

        assert is_signed_in(client)

    def test_a_right_password_clears_the_count(self, client: Client, student: User):
        self.guess(client, student.email, 3, "203.0.113.1")

        sign_in(client, student.email, REMOTE_ADDR="203.0.113.1")

        assert not AccessAttempt.objects.filter(username=student.email).exists()

    def test_no_password_is_written_down(self, client: Client, student: User):
        sign_in(client, student.email, "my-secret-guess")

        assert "my-secret-guess" not in str(list(AccessAttempt.objects.values_list()))


class TestSessions:
    """AU-04, AU-13, and sessions that end at the next request."""

    def test_a_session_fixed_before_is_dead_after(self, student: User):
        attacker, victim = Client(), Client()
        attacker.get(reverse("account_reset_password"))
        attacker.session.save()
        fixed = attacker.session.session_key
        victim.cookies["sessionid"] = fixed

        sign_in(victim, student.email)

        attacker.cookies["sessionid"] = fixed
        assert victim.cookies["sessionid"].value != fixed
        assert not is_signed_in(attacker)

    def test_signing_out_ends_the_session_for_good(self, client: Client, student: User):
        sign_in(client, student.email)
        kept = client.cookies["sessionid"].value

        client.post(reverse("account_logout"))

        client.cookies["sessionid"] = kept
        assert not is_signed_in(client)

    def test_the_session_ends_with_the_browser(self, client: Client, student: User):
        sign_in(client, student.email)

        assert client.session.get_expire_at_browser_close()

    def test_a_closed_account_is_out_at_the_next_request(self, coordinator: User, student: User):
        browser = signed_in(student)
        assert is_signed_in(browser)

        deactivate_person(person=student, reason="Left", by=coordinator)

        assert not is_signed_in(browser)

    def test_a_closed_account_does_not_sign_in(self, client: Client, coordinator: User, student: User):
        deactivate_person(person=student, reason="Left", by=coordinator)

        assert sign_in(client, student.email).status_code in (302, 400)
        assert not is_signed_in(client)

    def test_an_account_opened_again_does_not_revive_old_sessions(self, coordinator: User, student: User):
        browser = signed_in(student)
        deactivate_person(person=student, reason="Left", by=coordinator)

        User.objects.filter(pk=student.pk).update(is_active=True, deactivated_at=None)

        assert not is_signed_in(browser)

    def test_other_devices_are_signed_out_on_demand(self, student: User):
        here, elsewhere = signed_in(student), signed_in(student)

        here.post(reverse("people:sign_out_elsewhere"))

        assert is_signed_in(here)
        assert not is_signed_in(elsewhere)

    def test_a_new_password_ends_other_sessions(self, student: User, mailbox: Mailbox):
        elsewhere, here = signed_in(student), Client()

        choose_password(here, reset_link(here, student, mailbox))

        assert is_signed_in(here)
        assert not is_signed_in(elsewhere)

    def test_changing_the_password_keeps_this_session_and_ends_the_others(self, client: Client, student: User, mailbox: Mailbox):
        elsewhere = signed_in(student)
        sign_in(client, student.email)

        client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

        assert is_signed_in(client)
        assert not is_signed_in(elsewhere)
        assert "The password was changed." in mailbox.last().body
        assert Event.objects.filter(kind="people.password_changed", actor=student.public_id).exists()


class TestReset:
    """AU-06."""

    def test_the_letter_carries_the_configured_host(self, client: Client, student: User, mailbox: Mailbox):
        ask_for_reset(client, student.email, headers={"host": "localhost"})

        assert f"{settings.SITE_URL}/accounts/password/reset/key/" in mailbox.last().body
        assert "localhost" not in mailbox.last().body

    def test_a_forged_host_is_refused(self, client: Client, student: User, mailbox: Mailbox):
        answer = ask_for_reset(client, student.email, headers={"host": "evil.example"})

        assert answer.status_code == 400
        assert mailbox.letters() == []

    def test_the_link_works_once(self, client: Client, student: User, mailbox: Mailbox):
        link = reset_link(client, student, mailbox)
        choose_password(client, link)

        page = Client().get(link)

        assert "This link no longer works" in page.content.decode()

    def test_the_link_works_for_an_hour(self, client: Client, student: User, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch):
        link = reset_link(client, student, mailbox)
        from datetime import datetime, timedelta

        later = datetime.now() + timedelta(hours=1, seconds=2)  # noqa: DTZ005  what Django's token generator compares with
        monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later)

        assert "This link no longer works" in client.get(link).content.decode()

    def test_the_link_is_for_one_person(self, client: Client, student: User, administrator: User, mailbox: Mailbox):
        link = reset_link(client, student, mailbox)
        from allauth.account.utils import user_pk_to_url_str

        forged = link.replace(f"/key/{user_pk_to_url_str(student)}-", f"/key/{user_pk_to_url_str(administrator)}-")

        assert forged != link
        assert "This link no longer works" in client.get(forged).content.decode()

    def test_a_new_address_ends_the_link(self, client: Client, student: User, mailbox: Mailbox):
        link = reset_link(client, student, mailbox)

        User.objects.filter(pk=student.pk).update(email="ana@new.example")

        assert "This link no longer works" in client.get(link).content.decode()

    def test_an_unknown_address_reads_the_same_page_and_gets_no_letter(self, client: Client, student: User, mailbox: Mailbox):
        known, unknown = ask_for_reset(client, student.email), ask_for_reset(client, "nobody@north.example")

        assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
        assert [letter.to for letter in mailbox.letters()] == [[student.email]]

    def test_a_closed_account_gets_no_letter(self, client: Client, coordinator: User, student: User, mailbox: Mailbox):
        deactivate_person(person=student, reason="Left", by=coordinator)

        ask_for_reset(client, student.email)

        assert mailbox.letters() == []

    def test_who_never_accepted_gets_the_invitation_again(self, client: Client, north: Campus, mailbox: Mailbox):
        invitation = InvitationFactory(campus=north)

        ask_for_reset(client, invitation.email)

        assert mailbox.last().subject == "You are invited to Pathway"
        assert "/invitation/" in mailbox.last().body

    def test_the_link_stands_nowhere_in_clear(self, client: Client, student: User, mailbox: Mailbox):
        ask_for_reset(client, student.email)
        sealed = str(list(Job.objects.values_list()))

        assert mailbox.link().rstrip("/").rsplit("-", 1)[1] not in sealed

    def test_the_second_factor_is_asked_for_after_a_reset_too(self, client: Client, coordinator: User, mailbox: Mailbox):
        answer = choose_password(client, reset_link(client, coordinator, mailbox))

        assert answer.headers["Location"] == reverse("mfa_authenticate")
        assert not is_signed_in(client)

    def test_a_mail_server_that_fails_loses_no_letter(self, client: Client, student: User, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch):
        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMultiAlternatives.send", lambda self: (_ for _ in ()).throw(ConnectionError("mail server away")))
            ask_for_reset(client, student.email)
            assert mailbox.letters() == []

        Outbox.objects.update(due_at="2026-01-01T00:00:00Z")

        assert len(mailbox.letters()) == 1


class TestSecondFactor:
    def test_the_password_alone_is_not_enough(self, client: Client, coordinator: User):
        assert sign_in(client, coordinator.email).headers["Location"] == reverse("mfa_authenticate")
        assert not is_signed_in(client)

    def test_a_code_of_the_app_completes_it(self, client: Client, north: Campus):
        coordinator = person("coordinator", north, second_factor=False)
        secret = add_authenticator_app(coordinator)
        sign_in(client, coordinator.email)

        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

        assert is_signed_in(client)

    def test_a_wrong_code_does_not(self, client: Client, coordinator: User):
        sign_in(client, coordinator.email)

        page = client.post(reverse("mfa_authenticate"), {"code": "000000"})

        assert "does not fit" in page.content.decode()
        assert not is_signed_in(client)

    def test_setting_up_an_app_gives_recovery_codes_that_work_once(
        self, client: Client, north: Campus, mailbox: Mailbox, django_capture_on_commit_callbacks: pytest.FixtureRequest
    ):
        coordinator = person("coordinator", north, second_factor=False)
        sign_in(client, coordinator.email)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

        with django_capture_on_commit_callbacks(execute=True):
            done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)

        codes = done.context["unused_codes"]
        assert len(codes) == 10
        assert mailbox.last().subject == "Your account was changed"
        assert Event.objects.filter(kind="people.second_factor_added", actor=coordinator.public_id).exists()
        for expected in (True, False):
            other = Client()
            sign_in(other, coordinator.email)
            other.post(reverse("mfa_authenticate"), {"code": codes[0]})
            assert is_signed_in(other) is expected

    def test_secrets_are_sealed_at_rest(self, north: Campus):
        coordinator = person("coordinator", north, second_factor=False)
        secret = add_authenticator_app(coordinator)

        stored = Authenticator.objects.get(user=coordinator).data["secret"]

        assert secret not in stored
        assert get_adapter().decrypt(stored) == secret

    def test_taking_away_the_last_one_asks_for_another(self, north: Campus):
        coordinator = person("coordinator", north)
        browser = signed_in(coordinator)
        assert is_signed_in(browser)

        Authenticator.objects.filter(user=coordinator).delete()

        assert not is_signed_in(browser)

    def test_changing_it_asks_for_the_password_again(self, client: Client, student: User):
        sign_in(client, student.email)

        for name in ("mfa_activate_totp", "mfa_add_webauthn", "people:ask_email"):
            assert client.get(reverse(name)).headers["Location"].startswith(reverse("account_reauthenticate"))


class TestDemonstrationAccounts:
    """Every door: password, passkey, reset, invitation."""

    @pytest.fixture
    def demonstrator(self, north: Campus) -> User:
        return person("student", north, is_demonstration=True)

    def test_no_password_lets_them_in(self, client: Client, demonstrator: User):
        sign_in(client, demonstrator.email)

        assert not is_signed_in(client)

    def test_they_get_no_reset_letter(self, client: Client, demonstrator: User, mailbox: Mailbox):
        ask_for_reset(client, demonstrator.email)

        assert mailbox.letters() == []

    def test_a_reset_link_made_elsewhere_lets_nobody_in(self, client: Client, demonstrator: User, mailbox: Mailbox, settings: pytest.FixtureRequest):
        settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True
        link = reset_link(client, demonstrator, mailbox)
        settings.DEMONSTRATION_ACCOUNTS_ALLOWED = False

        choose_password(client, link)

        assert not is_signed_in(client)
        assert Event.objects.filter(kind="people.sign_in_refused", subject_id=demonstrator.public_id).exists()

    def test_a_passkey_lets_nobody_in(self, client: Client, demonstrator: User, monkeypatch: pytest.MonkeyPatch):
        key = Authenticator.objects.create(user=demonstrator, type=Authenticator.Type.WEBAUTHN, data={"name": "Key", "credential": {}})
        monkeypatch.setattr("lms.people.forms.sign_in.SignInWithPasskeyForm.clean_credential", lambda form: key)
        monkeypatch.setattr("allauth.mfa.webauthn.internal.flows.post_authentication", lambda *facts, **more: None)

        answer = client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": "x"}'})

        assert answer.headers["Location"] == reverse("account_inactive")
        assert not is_signed_in(client)

    def test_on_this_machine_in_development_they_sign_in(self, client: Client, demonstrator: User, settings: pytest.FixtureRequest):
        settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True

        sign_in(client, demonstrator.email)

        assert is_signed_in(client)

    def test_not_from_another_machine(self, client: Client, demonstrator: User, settings: pytest.FixtureRequest):
        settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True

        sign_in(client, demonstrator.email, REMOTE_ADDR="10.0.0.5")

        assert not is_signed_in(client)

    def test_not_through_a_proxy(self, client: Client, demonstrator: User, settings: pytest.FixtureRequest):
        settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True

        sign_in(client, demonstrator.email, headers={"x-forwarded-for": "10.0.0.5"})

        assert not is_signed_in(client)

    def test_production_and_tests_do_not_allow_them(self):
        from lms.settings import base

        assert base.DEMONSTRATION_ACCOUNTS_ALLOWED is False


NONSENSE = [
    "",
    "0",
    "null",
    "[]",
    "{}",
    "\0",
    "a" * 300_000,
    "ana@north.example\0",
    "\u0430na@north.example",
    "ana@north.example\r\nBcc: x@evil.example",
    "\u202eana@north.example",
    "[object Object]",
    "' OR 1=1 --",
    "{{7*7}}",
    "%s%n",
]


MALFORMED_PASSKEYS = [
    '{"id": "x"}', '{"id": 1, "rawId": 2}', '{"id": "AA", "rawId": "AA", "response": {}, "type": "public-key"}', '"text"', "[1]", '{"response": null}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "attestationObject": "AA", "authenticatorData": "AA"}}',
]  # fmt: skip


class TestNonsense:
    """AU-09: a bad request, never a server error."""

    @pytest.mark.parametrize("value", NONSENSE)
    def test_nonsense_in_the_form_is_a_bad_request(self, client: Client, student: User, value: str):
        assert sign_in(client, value, "x").status_code == 400
        assert sign_in(client, student.email, value).status_code == 400

    @pytest.mark.parametrize("body", ["{}", "[]", "null", "0", '"text"', '{"login": ["a"], "password": {"a": 1}}', "\0", "{" * 10_000])
    def test_nonsense_as_json_is_a_bad_request(self, client: Client, db: None, body: str):
        assert client.post(reverse("account_login"), body, content_type="application/json").status_code == 400

    @pytest.mark.parametrize("fields", [{"login": ["a", "b"]}, {"login[]": "a"}, {"login": "0", "password": "0"}, {"remember": "maybe"}])
    def test_lists_and_strange_fields_are_a_bad_request(self, client: Client, db: None, fields: dict[str, Any]):
        assert client.post(reverse("account_login"), fields).status_code == 400

    def test_bytes_that_are_no_text_are_a_bad_request(self, client: Client, db: None):
        answer = client.generic("POST", reverse("account_login"), b"login=%ff%fe&password=%00", content_type="application/x-www-form-urlencoded")

        assert answer.status_code == 400

    @pytest.mark.parametrize("value", NONSENSE)
    def test_nonsense_at_the_reset_is_no_server_error(self, client: Client, db: None, value: str):
        assert ask_for_reset(client, value).status_code in (200, 302)

    def test_nonsense_as_a_second_factor_is_no_server_error(self, client: Client, coordinator: User):
        sign_in(client, coordinator.email)

        for value in [*NONSENSE, *MALFORMED_PASSKEYS]:
            assert client.post(reverse("mfa_authenticate"), {"code": value}).status_code == 200
            assert client.post(reverse("mfa_authenticate"), {"credential": value}).status_code == 200

    @pytest.mark.parametrize("value", MALFORMED_PASSKEYS)
    def test_a_malformed_passkey_is_no_server_error(self, client: Client, student: User, value: str):
        assert client.post(reverse("mfa_login_webauthn"), {"credential": value}).status_code == 302
        sign_in(client, student.email)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.get(reverse("mfa_add_webauthn"))
        assert client.post(reverse("mfa_add_webauthn"), {"credential": value, "name": "Key"}).status_code == 200

    @pytest.mark.parametrize("path", ["/people/%00/", "/invitation/%00/", "/privacy/%00/", "/people/" + "A" * 5000 + "/", "/account/email/%0d%0a/"])
    def test_nonsense_in_a_path_is_not_found(self, administrator: User, path: str):
        assert signed_in(administrator).get(path).status_code == 404


EVIL = [
    "//evil.example", "///evil.example", "////evil.example", "\\\\evil.example", "/\\evil.example", "\\/evil.example", "/\\/evil.example",
    "https://evil.example", "http://evil.example", "https:evil.example", "http:evil.example", "https:/evil.example", "https:///evil.example",
    "//evil.example/%2f..", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "\tjavascript:alert(1)", "data:text/html,x",
    "vbscript:x", "//evil.example@testserver", "https://testserver@evil.example", "https://testserver.evil.example", "//testserver@evil.example",
    "/%09/evil.example", "/\t/evil.example", "/\n/evil.example", "%2f%2fevil.example", "/%5cevil.example", "/.//evil.example/../\\evil.example",
    "ftp://evil.example", "mailto:a@evil.example", "//[::1]@evil.example", "http://127.0.0.1@evil.example", "//evil%E3%80%82example",
    "https://evil.example#testserver", "https://evil.example?testserver", "\x00//evil.example", " //evil.example", "http://localhost:9999/x",
]  # fmt: skip


class TestRedirects:
    """AU-10: wherever ``next`` points, the browser stays on this site."""

    @pytest.mark.parametrize("where", EVIL)
    def test_signing_in_stays_here(self, client: Client, student: User, where: str):
        answer = client.post(reverse("account_login"), {"login": student.email, "password": PASSWORD, "next": where})

        assert is_here(answer.headers["Location"])

    @pytest.mark.parametrize("where", EVIL)
    def test_signing_out_stays_here(self, student: User, where: str):
        answer = signed_in(student).post(reverse("account_logout"), {"next": where})

        assert is_here(answer.headers["Location"])

    def test_a_page_of_ours_is_reached(self, client: Client, student: User):
        answer = client.post(reverse("account_login"), {"login": student.email, "password": PASSWORD, "next": "/account/"})

        assert answer.headers["Location"] == "/account/"


def is_here(location: str) -> bool:
    """As browsers read it: backslashes are slashes; tabs and newlines are not there."""
    seen = location.translate({ord("\\"): "/", ord("\t"): None, ord("\n"): None, ord("\r"): None}).strip("\x00 ")
    return seen.startswith("/") and not seen.startswith("//")


def test_no_letter_is_sent_outside_the_queue(client: Client, student: User):
    ask_for_reset(client, student.email)

    assert mail.outbox == []

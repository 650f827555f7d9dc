"""DT-13, CE-09: each key is rotated as docs/how-to/rotate-keys.md says. What was made under the old one still works; a key taken out too early is named."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.take_anchor import take_anchor
from accreditation.models import Certificate
from curriculum.models import Enrollment
from lms.core.clock import now
from lms.notices.queries.stop_links import stop_url
from lms.people.models import Campus, User
from lms.vault.api import StoredFile, key_in_use, sign, store
from tests.factories.certificates import ready
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.people import CampusFactory, add_authenticator_app, person
from tests.lms.people.browsers import is_signed_in, sign_in, signed_in
from tests.lms.people.conftest import Mailbox
from tests.lms.people.test_sign_in import ask_for_reset, code_of

pytestmark = pytest.mark.django_db
OLD, NEW = "old-" + "o" * 60, "new-" + "n" * 60


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.VAULT_DIR, settings.ANCHOR_DIR = tmp_path / "vault", tmp_path / "anchors"


@pytest.fixture
def north() -> Campus:
    return CampusFactory(slug="north")


@pytest.fixture
def student(north: Campus) -> User:
    return person("student", north, key="student")


class TestSiteKey:
    @pytest.fixture(autouse=True)
    def old(self, settings: Any) -> None:
        settings.SECRET_KEY = OLD

    def rotate(self, settings: Any, *, keep: bool) -> None:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD] if keep else []

    def test_nobody_is_signed_out(self, settings: Any, student: User) -> None:
        browser = signed_in(student)

        self.rotate(settings, keep=True)

        assert is_signed_in(browser)

    def test_a_session_goes_on_when_the_old_key_leaves_if_it_was_used_in_between(self, settings: Any, student: User) -> None:
        browser = signed_in(student)
        self.rotate(settings, keep=True)
        is_signed_in(browser)

        self.rotate(settings, keep=False)

        assert is_signed_in(browser)

    def test_without_the_old_key_one_signs_in_again(self, settings: Any, student: User) -> None:
        browser = signed_in(student)

        self.rotate(settings, keep=False)

        answer = browser.get("/account/")
        assert answer.headers["Location"] == f"{reverse('account_login')}?next=/account/"
        assert sign_in(browser, student.email).status_code == 302
        assert is_signed_in(browser)

    @pytest.mark.parametrize(("keep", "said"), [(True, "Choose a new password"), (False, "This link no longer works")])
    def test_a_link_to_a_new_password(self, settings: Any, student: User, keep: bool, said: str) -> None:
        ask_for_reset(Client(), student.email)
        link = Mailbox().link()

        self.rotate(settings, keep=keep)

        assert said in Client().get(link, follow=True).content.decode()

    @pytest.mark.parametrize(("keep", "status", "said"), [(True, 200, "Stop"), (False, 404, "This link does not work any more. Sign in and open Notices")])
    def test_a_link_that_stops_letters(self, settings: Any, student: User, keep: bool, status: int, said: str) -> None:
        link = stop_url(student.public_id, "curriculum.announced").removeprefix(settings.SITE_URL)

        self.rotate(settings, keep=keep)

        answer = Client().get(link)
        assert answer.status_code == status
        assert said in answer.content.decode()


class TestVaultKey:
    @pytest.fixture(autouse=True)
    def old(self, settings: Any) -> None:
        settings.VAULT_KEYS = [OLD]

    @pytest.fixture
    def file(self, student: User) -> StoredFile:
        return store("site.own_export", b"my own things", name="mine.zip", media_type="application/zip", owner=student.public_id, campus="north")

    def downloaded(self, student: User, file: StoredFile) -> Any:
        return signed_in(student, raise_request_exception=False).get(reverse("vault:file", args=[file.public_id]))

    def test_in_three_steps_and_read_after_each(self, settings: Any, student: User, file: StoredFile) -> None:
        for keys, rewrap in (([NEW, OLD], False), ([NEW, OLD], True), ([NEW], False)):
            settings.VAULT_KEYS = keys
            if rewrap:
                call_command("rewrap_vault", stdout=StringIO())

            assert b"".join(self.downloaded(student, file).streaming_content) == b"my own things"

    def test_a_key_taken_out_too_early_is_named_and_nothing_is_lost(self, settings: Any, student: User, file: StoredFile) -> None:
        settings.VAULT_KEYS = [NEW]

        refused = self.downloaded(student, file)

        assert refused.status_code == 500
        assert "This file cannot be read: it was damaged, or its key is missing. Please tell support." in refused.content.decode()
        with pytest.raises(CommandError, match="Put that key back at the end of the list"):
            call_command("rewrap_vault")
        settings.VAULT_KEYS = [NEW, OLD]
        assert self.downloaded(student, file).status_code == 200

    def test_authenticator_apps_go_on(self, settings: Any, north: Campus) -> None:
        coordinator = person("coordinator", north, second_factor=False)
        secret = add_authenticator_app(coordinator)
        settings.VAULT_KEYS = [NEW, OLD]
        call_command("rewrap_vault", stdout=StringIO())
        settings.VAULT_KEYS = [NEW]
        browser = Client()
        sign_in(browser, coordinator.email)

        browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

        assert is_signed_in(browser)

    def test_without_its_key_an_app_lets_nobody_in_and_says_why(self, settings: Any, north: Campus) -> None:
        coordinator = person("coordinator", north, second_factor=False)
        secret = add_authenticator_app(coordinator)
        settings.VAULT_KEYS = [NEW]
        browser = Client(raise_request_exception=False)
        sign_in(browser, coordinator.email)

        answer = browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

        assert "its key is missing. Please tell support." in answer.content.decode()
        assert not is_signed_in(browser)


class TestSigningKey:
    @pytest.fixture(autouse=True)
    def old(self, settings: Any) -> None:
        settings.SIGNING_KEYS = [OLD]

    @pytest.fixture
    def enrollment(self, tmp_path: Path) -> Enrollment:
        load_course(tmp_path / "course")
        return ready(enrolled_student())

    @pytest.fixture
    def certificate(self, enrollment: Enrollment) -> Certificate:
        return issue_certificate(enrollment=enrollment, track="law_and_skills", by=member("coordinator@north.example", "coordinator", enrollment.cohort.campus))

    @pytest.fixture
    def file(self, certificate: Certificate, tmp_path: Path) -> Path:
        path = tmp_path / "certificate.json"
        path.write_text(certificate.credential)
        return path

    def told(self, file: Path) -> str:
        out = StringIO()
        try:
            call_command("verify_certificate", str(file), stdout=out, stderr=out)
        except SystemExit:
            out.write(" exit 1")
        return out.getvalue()

    @pytest.mark.parametrize("keys", [[NEW, OLD], [NEW]])
    def test_an_old_certificate_stays_genuine(self, settings: Any, file: Path, certificate: Certificate, keys: list[str]) -> None:
        settings.SIGNING_KEYS = keys

        assert self.told(file).startswith(f"genuine: certificate No. {certificate.number}")
        assert "Valid" in Client().get(f"/verify/{certificate.code}/").content.decode()

    def test_the_list_of_public_keys_names_both(self, settings: Any, file: Path) -> None:
        old = key_in_use()
        settings.SIGNING_KEYS = [NEW, OLD]

        listed = Client().get("/.well-known/pathway-keys.json").content.decode()

        assert old in listed
        assert key_in_use() in listed
        assert old != key_in_use()

    def test_anchors_of_the_ledger_hold(self, settings: Any, certificate: Certificate) -> None:
        take_anchor()
        settings.SIGNING_KEYS = [NEW]

        out = StringIO()
        call_command("verify_ledger", stdout=out)

        assert "The ledger holds" in out.getvalue()
        assert "compared with 1 anchors" in out.getvalue()

    def test_a_lost_key_is_revoked_and_what_it_signed_since_is_not_genuine(self, settings: Any, file: Path) -> None:
        old = key_in_use()
        settings.SIGNING_KEYS = [NEW]
        assert self.told(file).startswith("genuine")

        call_command("revoke_signing_key", old, "--from", (now() - timedelta(hours=1)).isoformat(), "--reason", "It was in a letter.", stdout=StringIO())

        assert self.told(file).startswith("not_genuine")
        assert "exit 1" in self.told(file)

    def test_what_it_signed_before_the_loss_stays_genuine(self, settings: Any, file: Path) -> None:
        old = key_in_use()
        settings.SIGNING_KEYS = [NEW]

        call_command("revoke_signing_key", old, "--from", (now() + timedelta(hours=1)).isoformat(), "--reason", "It was in a letter.", stdout=StringIO())

        assert self.told(file).startswith("genuine")

    @pytest.mark.parametrize(
        ("key", "since", "reason", "said"),
        [
            ("0" * 16, "2026-11-02T14:00Z", "Lost.", "No key of this name has signed here."),
            ("old", "2026-11-02", "Lost.", "Say in which zone"),
            ("old", "yesterday", "Lost.", "is no moment"),
            ("old", "2026-11-02T14:00Z", " ", "Say why the key is no longer trusted"),
            ("new", "2026-11-02T14:00Z", "Lost.", "This key still signs. Put a new one first in SIGNING_KEYS"),
        ],
    )
    def test_revoking_says_what_is_wrong(self, settings: Any, key: str, since: str, reason: str, said: str) -> None:
        old = sign(b"something").key_id
        settings.SIGNING_KEYS = [NEW]

        with pytest.raises(CommandError, match=said):
            call_command("revoke_signing_key", {"old": old, "new": key_in_use()}.get(key, key), "--from", since, "--reason", reason)

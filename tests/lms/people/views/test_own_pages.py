"""Accepting an invitation, one's own account, the privacy notice."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from lms.core.canonical import sha256_hex
from lms.people.actions.invite_person import invite_person
from lms.people.models import Campus, Invitation, User
from tests.factories.people import InvitationFactory, person
from tests.lms.people.browsers import is_signed_in, sign_in, signed_in
from tests.lms.people.conftest import Mailbox

TOKEN = "a-token-of-an-invitation-0123456789"
ANSWERS = {
    "legal_first_name": "Ana", "legal_last_name": "Rivera", "preferred_name": "", "other_names": "Ana Silva\nAna Costa", "password": "seven-quiet-otters",
    "password_again": "seven-quiet-otters", "accepts_privacy": "on", "privacy_version": settings.PRIVACY_NOTICE_VERSION,
}  # fmt: skip


@pytest.fixture
def letter(north: Campus) -> Invitation:
    return InvitationFactory(campus=north, token_sha256=sha256_hex(TOKEN.encode()))


@pytest.fixture
def reader(client: Client, letter: Invitation) -> Client:
    """A browser that has opened the link."""
    client.get(reverse("people:open_invitation", args=[TOKEN]))
    return client


class TestInvitation:
    def test_the_link_goes_on_without_its_token(self, client: Client, letter: Invitation):
        answer = client.get(reverse("people:open_invitation", args=[TOKEN]))

        assert answer.headers["Location"] == reverse("people:accept_invitation")
        assert TOKEN not in str(dict(client.session))

    def test_a_newcomer_joins_and_is_signed_in(self, reader: Client, letter: Invitation):
        answer = reader.post(reverse("people:accept_invitation"), ANSWERS)

        assert answer.headers["Location"] == "/"
        assert is_signed_in(reader)
        assert [other.name for other in letter.person.other_names.order_by("pk")] == ["Ana Silva", "Ana Costa"]

    def test_a_coordinator_goes_on_to_the_second_factor(self, client: Client, administrator: User, north: Campus, mailbox: Mailbox):
        invite_person(email="boss@example.org", role="coordinator", campus=north, by=administrator)
        client.get(mailbox.link())

        client.post(reverse("people:accept_invitation"), ANSWERS)

        assert client.get("/account/").headers["Location"].startswith(reverse("mfa_index"))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"legal_last_name": " "}, "legal_last_name"),
            ({"password": "short", "password_again": "short"}, "password"),
            ({"password_again": "something-else"}, "password_again"),
            ({"accepts_privacy": ""}, "accepts_privacy"),
            ({"other_names": "\n".join(f"Name {n}" for n in range(21))}, "other_names"),
            ({"legal_first_name": "A" * 101}, "legal_first_name"),
            ({"legal_first_name": "\0"}, "legal_first_name"),
        ],
    )
    def test_a_wrong_answer_comes_back_with_the_others(self, reader: Client, letter: Invitation, changes: dict[str, str], field: str):
        page = reader.post(reverse("people:accept_invitation"), {**ANSWERS, **changes})

        assert page.status_code == 422
        assert field in page.context["form"].errors
        assert 'value="Rivera"' in page.content.decode() or field == "legal_last_name"
        assert not User.objects.get(pk=letter.person_id).has_joined

    def test_the_link_works_once(self, reader: Client, letter: Invitation):
        reader.post(reverse("people:accept_invitation"), ANSWERS)

        assert Client().get(reverse("people:open_invitation", args=[TOKEN])).status_code == 404

    @pytest.mark.parametrize("ended", ["expires_at", "revoked_at"])
    def test_a_dead_link_says_so(self, client: Client, letter: Invitation, ended: str):
        Invitation.objects.filter(pk=letter.pk).update(**{ended: "2026-01-01T00:00:00Z"})

        page = client.get(reverse("people:open_invitation", args=[TOKEN]))

        assert page.status_code == 404
        assert "does not work" in page.content.decode()

    def test_a_link_withdrawn_while_one_types_says_so(self, reader: Client, letter: Invitation):
        Invitation.objects.filter(pk=letter.pk).update(revoked_at="2026-01-01T00:00:00Z")

        assert reader.post(reverse("people:accept_invitation"), ANSWERS).status_code == 404

    def test_a_wrong_token_is_not_logged(self, client: Client, db: None, caplog: pytest.LogCaptureFixture):
        client.get(reverse("people:open_invitation", args=[TOKEN]))

        assert TOKEN not in caplog.text

    def test_somebody_with_an_account_signs_in_and_accepts(self, client: Client, north: Campus, south: Campus):
        member = person("student", south)
        InvitationFactory(campus=north, person=member, token_sha256=sha256_hex(TOKEN.encode()))
        client.get(reverse("people:open_invitation", args=[TOKEN]))
        assert "Sign in as" in client.get(reverse("people:accept_invitation")).content.decode()
        sign_in(client, member.email)

        client.post(reverse("people:accept_invitation"))

        assert User.objects.get(pk=member.pk).memberships.filter(campus=north).exists()

    def test_another_account_cannot_accept(self, north: Campus, south: Campus, student: User):
        InvitationFactory(campus=north, person=person("student", south), token_sha256=sha256_hex(TOKEN.encode()))
        browser = signed_in(student)
        browser.get(reverse("people:open_invitation", args=[TOKEN]))

        page = browser.post(reverse("people:accept_invitation"))

        assert "signed in with another account" in page.content.decode()
        assert Invitation.objects.get().accepted_at is None


class TestProfile:
    def test_names_are_saved(self, student: User):
        browser = signed_in(student)

        browser.post(reverse("people:profile"), {"legal_first_name": "Ana", "legal_last_name": "Rivera", "other_names": "Ana Silva"})

        student.refresh_from_db()
        assert student.legal_name == "Ana Rivera"
        assert browser.get(reverse("people:profile")).context["form"]["other_names"].value() == "Ana Silva"

    def test_nothing_else_is_saved(self, student: User):
        forged = {
            "email": "x@evil.example",
            "is_superuser": "on",
            "is_active": "",
            "is_demonstration": "on",
            "privacy_version": "x",
            "role": "administrator",
            "public_id": "x" * 22,
        }

        signed_in(student).post(reverse("people:profile"), {"legal_last_name": "Rivera", **forged})

        changed = User.objects.get(pk=student.pk)
        assert (changed.email, changed.is_superuser, changed.is_active, changed.is_demonstration) == (student.email, False, True, False)
        assert (changed.privacy_version, changed.public_id, changed.role_labels) == (student.privacy_version, student.public_id, ["Student"])

    def test_a_wrong_form_comes_back(self, student: User):
        assert signed_in(student).post(reverse("people:profile"), {"legal_last_name": ""}).status_code == 422

    def test_the_address_is_changed_by_letter(self, client: Client, student: User, mailbox: Mailbox):
        sign_in(client, student.email)
        client.post(reverse("account_reauthenticate"), {"password": "a-quiet-mountain-path"})
        client.post(reverse("people:ask_email"), {"email": "ana@new.example"})
        link = mailbox.link()

        shown = client.get(link)
        still_old = User.objects.get(pk=student.pk).email
        client.post(link)

        assert "ana@new.example" in shown.content.decode()
        assert still_old == student.email
        assert User.objects.get(pk=student.pk).email == "ana@new.example"

    def test_an_attorney_is_told_who_changes_theirs(self, client: Client, north: Campus):
        attorney = person("attorney", north)
        sign_in(client, attorney.email)
        client.post(reverse("account_reauthenticate"), {"password": "a-quiet-mountain-path"})

        page = client.get(reverse("people:ask_email"))

        assert page.status_code == 403
        assert "coordinator" in page.content.decode()
        assert reverse("people:ask_email") not in client.get(reverse("people:profile")).content.decode()


def test_the_notice_says_what_is_never_collected(client: Client, db: None):
    page = client.get(reverse("people:privacy")).content.decode()

    for never in ("immigration status", "country of birth", "A-number", "Social Security number", "birth date"):
        assert never in page


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "people:privacy"])
def test_public_pages_keep_the_policy(client: Client, db: None, name: str):
    policy = client.get(reverse(name)).headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy

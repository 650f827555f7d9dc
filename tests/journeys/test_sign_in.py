"""Signing in as a person does: passkeys under the strict policy, a shared computer after sign-out, pages that everybody can use."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from lms.core.canonical import sha256_hex
from lms.people.models import User
from tests.factories.people import PASSWORD, CampusFactory, InvitationFactory, person
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]
FINGER = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def named_site(visitor: Visitor) -> Visitor:
    """Passkeys belong to a name, not to a number: the same server as ``localhost``."""
    visitor.address = visitor.address.replace("127.0.0.1", "localhost")
    return visitor


def somebody(role: str) -> User:
    return person(role, CampusFactory(slug="north", name="North College"), key=role, legal_last_name="Rivera", preferred_name="Anita")


def show_again(visitor: Visitor) -> None:
    visitor.page.fill("input[name=password]", PASSWORD)
    visitor.page.get_by_role("button", name="Go on").click()


def sign_out(visitor: Visitor) -> None:
    visitor.open("/accounts/logout/")
    visitor.page.locator("main").get_by_role("button", name="Sign out").click()
    visitor.page.wait_for_url("**/")


def test_a_passkey_is_added_and_opens_the_account_alone(named_site: Visitor) -> None:
    student, page = somebody("student"), named_site.page
    link = page.context.new_cdp_session(page)
    link.send("WebAuthn.enable")
    link.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    named_site.sign_in(student.email, PASSWORD)

    named_site.open("/accounts/2fa/webauthn/add/")
    show_again(named_site)
    page.fill("input[name=name]", "My phone")
    page.get_by_label("Sign in with it alone, without password").check()
    page.get_by_role("button", name="Add this passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    named_site.open("/accounts/2fa/webauthn/")
    assert "My phone" in named_site.text()
    sign_out(named_site)
    named_site.open("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="Anita").wait_for()

    named_site.open("/account/")
    assert student.email in named_site.text()
    assert named_site.faults == []


def test_a_passkey_that_fails_says_so_beside_the_button(named_site: Visitor) -> None:
    named_site.page.route("**/2fa/webauthn/login/", lambda route: route.abort())
    named_site.open("/accounts/login/")

    named_site.page.get_by_role("button", name="Sign in with a passkey").click()

    named_site.page.get_by_role("alert").get_by_text("The passkey was not used").wait_for()


def test_the_back_button_shows_nothing_after_sign_out(visitor: Visitor) -> None:
    student = somebody("student")
    visitor.sign_in(student.email, PASSWORD)
    visitor.open("/account/")
    assert student.email in visitor.text()

    sign_out(visitor)
    for _ in range(3):
        visitor.page.go_back()
        assert student.email not in visitor.page.content()


def test_an_invited_student_joins(visitor: Visitor) -> None:
    token = "a-token-of-an-invitation-0123456789"
    InvitationFactory(campus=CampusFactory(slug="north", name="North College"), token_sha256=sha256_hex(token.encode()))
    page = visitor.page

    visitor.open(f"/invitation/{token}/")
    assert token not in page.url
    page.get_by_label("Legal last name").fill("Rivera")
    page.locator("input[name=password]").fill("seven-quiet-otters")
    page.locator("input[name=password_again]").fill("seven-quiet-otters")
    page.get_by_label("I have read the privacy notice").check()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/")

    visitor.open("/account/")
    assert page.locator("input[name=legal_last_name]").input_value() == "Rivera"
    assert visitor.faults == []


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_axe_finds_nothing_on_these_pages(visitor: Visitor, colors: str) -> None:
    coordinator = somebody("coordinator")
    other = person("student", CampusFactory(slug="north"), key="other")
    InvitationFactory(campus=CampusFactory(slug="north"))
    visitor.page.emulate_media(color_scheme=colors)
    public = ["/accounts/login/", "/accounts/password/reset/", "/privacy/", "/invitation/unknown-unknown-unknown/"]
    own = [
        "/account/",
        "/account/email/",
        "/accounts/2fa/",
        "/accounts/logout/",
        "/accounts/password/change/",
        "/people/",
        "/people/invite/",
        f"/people/{other.public_id}/",
    ]
    found = {path: violations_of(visitor, path) for path in public}

    coordinator.authenticator_set.all().delete()
    User.objects.filter(pk=coordinator.pk).update(privacy_version="2020-01")
    coordinator.memberships.update(role="instructor")
    visitor.sign_in(coordinator.email, PASSWORD)
    found["/account/policies/"] = violations_of(visitor, "/account/policies/")
    visitor.page.get_by_role("button", name="I have read it, go on").click()
    coordinator.memberships.update(role="coordinator")
    found["/accounts/2fa/"] = violations_of(visitor, "/accounts/2fa/")
    visitor.open("/accounts/2fa/totp/activate/")
    show_again(visitor)
    found["/accounts/2fa/totp/activate/"] = violations_of(visitor, "/accounts/2fa/totp/activate/")
    coordinator.authenticator_set.create(type="totp", data={"secret": "x"})
    found |= {path: violations_of(visitor, path) for path in own}

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def violations_of(visitor: Visitor, path: str) -> list[str]:
    visitor.open(path)
    results = Axe().run(visitor.page)
    return [f"{wrong['id']}: {wrong['nodes'][0]['html'][:120]}" for wrong in results.response["violations"]]

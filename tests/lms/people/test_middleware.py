"""What a signed-in person must have done before anything else."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from lms.people.models import Campus, Membership, User
from tests.factories.people import UserFactory, add_authenticator_app, person
from tests.factories.policies import published
from tests.lms.people.browsers import is_signed_in, signed_in

PROFILE = "/account/"


class TestSecondFactor:
    @pytest.mark.parametrize("role", ["coordinator", "officer", "administrator"])
    def test_roles_that_need_one_are_sent_to_set_it_up(self, north: Campus, role: str):
        browser = signed_in(person(role, north, second_factor=False))

        assert browser.get(PROFILE).headers["Location"] == f"{reverse('mfa_index')}?next=%2Faccount%2F"
        assert browser.post(PROFILE).headers["Location"] == reverse("mfa_index")

    @pytest.mark.parametrize("role", ["student", "instructor", "attorney", "auditor"])
    def test_other_roles_go_on(self, north: Campus, role: str):
        assert is_signed_in(signed_in(person(role, north, second_factor=False)))

    def test_with_one_everything_opens(self, north: Campus):
        coordinator = person("coordinator", north, second_factor=False)
        add_authenticator_app(coordinator)

        assert is_signed_in(signed_in(coordinator))

    def test_recovery_codes_alone_are_none(self, north: Campus):
        coordinator = person("coordinator", north, second_factor=False)
        coordinator.authenticator_set.create(type="recovery_codes", data={"seed": "x", "used_mask": 0})

        assert not is_signed_in(signed_in(coordinator))

    def test_the_pages_that_set_it_up_are_open(self, north: Campus):
        browser = signed_in(person("coordinator", north, second_factor=False))

        page = browser.get(reverse("mfa_index"))

        assert page.status_code == 200
        assert "Your role asks for a second factor" in page.content.decode()
        assert browser.get(reverse("account_logout")).status_code == 200

    def test_an_installation_may_do_without(self, north: Campus, settings: pytest.FixtureRequest):
        settings.SECOND_FACTOR_REQUIRED = False

        assert is_signed_in(signed_in(person("coordinator", north, second_factor=False)))

    def test_a_new_role_asks_at_the_next_request(self, north: Campus, student: User):
        browser = signed_in(student)
        assert is_signed_in(browser)

        Membership.objects.create(user=student, campus=north, role="coordinator")

        assert browser.get(PROFILE).headers["Location"].startswith(reverse("mfa_index"))

    def test_scripts_are_told_in_a_sentence(self, north: Campus):
        answer = signed_in(person("coordinator", north, second_factor=False)).get(PROFILE, headers={"accept": "application/json"})

        assert (answer.status_code, answer.json()["error"]) == (403, "not_ready")

    def test_htmx_follows_with_the_whole_page(self, north: Campus):
        answer = signed_in(person("coordinator", north, second_factor=False)).get(PROFILE, headers={"hx-request": "true"})

        assert answer.headers["HX-Redirect"] == reverse("mfa_index")

    def test_it_costs_students_no_query(self, student: User, django_assert_num_queries: pytest.FixtureRequest):
        browser = signed_in(student)

        with django_assert_num_queries(4):  # session, person with memberships; the versions and their texts
            browser.get(reverse("people:privacy"))


class TestPrivacyNotice:
    @pytest.fixture
    def newcomer(self, north: Campus) -> User:
        return person("student", north, privacy_version="", privacy_accepted_at=None)

    def test_a_newcomer_reads_it_first(self, newcomer: User):
        assert signed_in(newcomer).get(PROFILE).headers["Location"] == f"{reverse('people:accept_policies')}?next=%2Faccount%2F"

    def test_a_newcomer_sends_nothing_before(self, newcomer: User):
        answer = signed_in(newcomer).post(PROFILE, {"legal_last_name": "Rivera"})

        assert answer.headers["Location"] == reverse("people:accept_policies")
        assert User.objects.get(pk=newcomer.pk).legal_last_name != "Rivera"

    def test_accepting_leads_back(self, newcomer: User):
        browser = signed_in(newcomer)

        answer = browser.post(reverse("people:accept_policies"), {"privacy_version": settings.PRIVACY_NOTICE_VERSION, "next": PROFILE})

        assert answer.headers["Location"] == PROFILE
        assert is_signed_in(browser)

    @pytest.mark.parametrize("kind", ["privacy", "terms"])
    def test_a_new_version_is_read_first(self, student: User, kind: str):
        published(kind)

        assert signed_in(student).get(PROFILE).status_code == 302

    @pytest.mark.parametrize("kind", ["privacy", "terms"])
    def test_a_version_to_come_is_not_asked_for(self, student: User, kind: str):
        published(kind, in_days=1)

        assert signed_in(student).get(PROFILE).status_code == 200

    @pytest.mark.parametrize("kind", ["privacy", "terms"])
    def test_a_new_version_loses_no_answer(self, student: User, kind: str):
        published(kind)

        signed_in(student).post(PROFILE, {"legal_last_name": "Rivera"})

        assert User.objects.get(pk=student.pk).legal_last_name == "Rivera"

    @pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
    def test_a_new_version_takes_no_open_page_away(self, student: User, headers: dict[str, str]):
        published("terms")

        assert signed_in(student).get(PROFILE, headers=headers).status_code == 200

    @pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
    def test_a_newcomer_gets_no_piece_of_a_page_either(self, newcomer: User, headers: dict[str, str]):
        assert signed_in(newcomer).get(PROFILE, headers=headers).status_code in (204, 403)

    @pytest.mark.parametrize("versions", [0, 3])
    def test_asking_costs_no_query(self, student: User, versions: int, django_assert_num_queries: pytest.FixtureRequest):
        for _number in range(versions):
            published("terms", in_days=2)
        browser = signed_in(student)

        with django_assert_num_queries(3):  # session; person with memberships and what is in force; whether the page has such a letter
            browser.get(reverse("people:open_invitation", args=["T" * 43]))

    def test_who_holds_no_role_is_asked_too_and_for_no_query_more(self, db: None, django_assert_num_queries: pytest.FixtureRequest):
        browser = signed_in(UserFactory())
        published("terms")

        with django_assert_num_queries(3):  # session, memberships, person with what is in force
            assert browser.get(PROFILE).status_code == 302

    def test_the_second_factor_comes_first(self, north: Campus):
        coordinator = person("coordinator", north, second_factor=False, privacy_version="", privacy_accepted_at=None)

        assert signed_in(coordinator).get(PROFILE).headers["Location"].startswith(reverse("mfa_index"))

    def test_nobody_is_led_elsewhere(self, newcomer: User):
        for evil in ("//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil.example"):
            answer = signed_in(newcomer).post(reverse("people:accept_policies"), {"privacy_version": settings.PRIVACY_NOTICE_VERSION, "next": evil})

            assert answer.headers["Location"] == "/"


class TestWagtailDoor:
    """/cms/ sends visitors to our sign-in page, and is not there for anybody who does not write lessons."""

    @pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/cms/login/", "/cms/password_reset/", "/cms/nothing/"])
    def test_visitors_sign_in_on_our_page(self, client: Client, db: None, path: str):
        assert client.get(path).headers["Location"] == f"{reverse('account_login')}?next={path}"

    @pytest.mark.parametrize("role", ["student", "coordinator", "attorney", "officer", "auditor"])
    def test_for_others_nothing_is_there(self, north: Campus, role: str):
        browser = signed_in(person(role, north))

        door, nowhere = browser.get("/cms/"), browser.get("/no-such-page/")

        assert (door.status_code, nowhere.status_code) == (404, 404)
        assert "This page is not here" in door.content.decode()

    @pytest.mark.parametrize("role", ["instructor", "administrator"])
    def test_who_writes_lessons_enters(self, north: Campus, role: str):
        assert signed_in(person(role, north)).get("/cms/").status_code == 200

    def test_the_door_closes_when_the_role_ends(self, north: Campus):
        instructor = person("instructor", north)
        browser = signed_in(instructor)

        Membership.objects.filter(user=instructor).update(ended_at="2026-01-01T00:00:00Z")  # as bulk changes do: the group is still there

        assert instructor.groups.exists()
        assert browser.get("/cms/").status_code == 404

    def test_a_superuser_without_role_stays_outside(self, db: None):
        superuser = UserFactory(is_superuser=True)

        assert signed_in(superuser).get("/cms/").status_code == 404


class TestDemonstrationAccounts:
    """They sign in nowhere but in development, on this machine; tests in test_sign_in.py cover the doors."""

    @pytest.fixture
    def allowed(self, settings: pytest.FixtureRequest) -> None:
        settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True

    @pytest.fixture
    def demonstrator(self, north: Campus) -> User:
        return person("student", north, is_demonstration=True)

    def test_a_session_ends_where_they_are_not_allowed(self, demonstrator: User):
        assert not is_signed_in(signed_in(demonstrator))

    def test_a_session_goes_on_on_this_machine(self, allowed: None, demonstrator: User):
        assert is_signed_in(signed_in(demonstrator))

    def test_a_session_ends_when_it_comes_from_another_machine(self, allowed: None, demonstrator: User):
        browser = signed_in(demonstrator)

        answer = browser.get(PROFILE, REMOTE_ADDR="10.0.0.5")

        assert answer.headers["Location"].startswith(reverse("account_login"))
        assert not is_signed_in(browser)

    def test_other_peoples_sessions_may_come_from_anywhere(self, student: User):
        assert signed_in(student).get(PROFILE, REMOTE_ADDR="10.0.0.5").status_code == 200

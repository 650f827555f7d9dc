"""Setting an installation up in the browser: who gets in, each step, coming back, and what it leaves."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accreditation.models import OrganizationChange, SponsoringOrganization
from curriculum.models import ProgramPage
from lms.audit.models import Event
from lms.core.waiting import waiting_for
from lms.jobs.models import Job
from lms.people.actions.make_setup_link import LIFETIME
from lms.people.models import Campus, Invitation, Membership, SetupLink, SetupStep, User
from lms.people.queries.setup import has_administrator
from tests.factories.people import CampusFactory, UserFactory, person

pytestmark = pytest.mark.django_db
PASSWORD = "seven-quiet-otters"
ORGANIZATION = {"legal_name": "Harbor Legal Aid", "street": "12 Pier Street", "city": "Boston", "state": "MA", "zip_code": "02110"}
CAMPUS = {"name": "North College", "slug": "", "time_zone": "America/Chicago"}
PEOPLE = {
    "legal_first_name": "Ana", "legal_last_name": "Rivera", "email": "Ana@Harbor.example", "password": PASSWORD, "password_again": PASSWORD,
    "accepts_privacy": "on", "coordinator": "me", "privacy_version": "2026-11",
}  # fmt: skip


def new_link() -> str:
    """The path of a link, as the server's command prints it."""
    out = StringIO()
    call_command("create_setup_link", stdout=out)
    return "/setup/link/" + out.getvalue().strip().rsplit("/setup/link/", 1)[1]


@pytest.fixture
def opener() -> Client:
    """A browser that took a link."""
    client = Client()
    client.get(new_link())
    client.post("/setup/")
    return client


@pytest.fixture
def administrator(opener: Client, settings: Any) -> Client:
    """The same browser after three steps; second factors are another test's."""
    settings.SECOND_FACTOR_REQUIRED = False
    for key, data in (("organization", ORGANIZATION), ("campus", CAMPUS), ("people", PEOPLE)):
        assert opener.post(f"/setup/{key}/", data).status_code == 302
    return opener


def where(answer: Any) -> str:
    return str(answer.headers.get("Location", answer.status_code))


class TestWhoGetsIn:
    def test_a_stranger_is_told_which_command_makes_a_link(self):
        answer = Client().get("/", follow=True)

        assert answer.status_code == 200
        assert "manage.py create_setup_link" in answer.content.decode()

    @pytest.mark.parametrize("key", ["organization", "campus", "people"])
    def test_no_step_opens_without_a_link(self, key: str):
        for answer in (Client().get(f"/setup/{key}/"), Client().post(f"/setup/{key}/", ORGANIZATION)):
            assert answer.status_code == 403
        assert not SetupStep.objects.exists()

    def test_what_was_sent_without_a_link_is_shown_again_but_for_passwords(self):
        page = Client().post("/setup/people/", PEOPLE).content.decode()

        assert "Ana@Harbor.example" in page
        assert PASSWORD not in page

    def test_a_guessed_token_opens_nothing(self):
        new_link()

        assert Client().get("/setup/link/" + "A" * 43 + "/").status_code == 403

    def test_the_token_stands_nowhere_but_in_the_link(self):
        token = new_link().split("/")[3]
        client = Client()

        assert where(client.get(f"/setup/link/{token}/")) == "/setup/"
        assert token not in client.get("/setup/").content.decode()
        assert not SetupLink.objects.filter(token_sha256=token).exists()
        assert not any(token in str(event.data) for event in Event.objects.all())

    def test_looking_at_a_link_does_not_use_it_up_and_beginning_does(self):
        link = new_link()
        first, second = Client(), Client()
        first.get(link)
        second.get(link)

        assert [first.post("/setup/").status_code, second.post("/setup/").status_code] == [302, 200]
        assert second.get("/setup/organization/").status_code == 403
        assert Client().get(link).status_code == 403
        assert first.get("/setup/organization/").status_code == 200

    def test_a_newer_link_ends_the_older_one_and_whoever_came_by_it(self, opener: Client):
        new_link()

        assert opener.get("/setup/organization/").status_code == 403

    def test_a_link_is_too_old_after_a_day(self, opener: Client):
        link = SetupLink.objects.get()
        SetupLink.objects.filter(pk=link.pk).update(made_at=link.made_at - LIFETIME, expires_at=link.expires_at - LIFETIME)

        assert opener.get("/setup/organization/").status_code == 403

    def test_once_there_is_an_administrator_nothing_is_left_of_it(self, opener: Client):
        unused = Client()
        person("administrator", CampusFactory())

        for path in ("/setup/", "/setup/organization/", "/setup/campus/", "/setup/people/", "/setup/link/" + "A" * 43 + "/"):
            assert (opener.get(path).status_code, unused.get(path).status_code) == (404, 404)
        assert "Sign in" in unused.get("/").content.decode()
        with pytest.raises(CommandError, match="has an administrator already"):
            call_command("create_setup_link")

    def test_who_was_invited_and_has_not_come_is_no_administrator_yet(self):
        waiting = UserFactory(password="!")
        Membership.objects.create(user=waiting, role="administrator")

        assert not has_administrator()

    @pytest.mark.parametrize("allowed", [True, False])
    def test_an_administrator_of_the_demonstration_counts_where_they_may_sign_in(self, allowed: bool, settings: Any):
        person("administrator", CampusFactory(), is_demonstration=True)
        settings.DEMONSTRATION_ACCOUNTS_ALLOWED = allowed

        assert has_administrator() is allowed

    def test_an_installation_whose_administrator_left_is_not_taken_by_a_new_link(self, administrator: Client):
        User.objects.update(is_active=False)

        with pytest.raises(CommandError, match="its administrator has left"):
            call_command("create_setup_link")


class TestSteps:
    def test_each_step_leads_to_the_next(self, opener: Client):
        assert where(opener.get("/setup/")) == "/setup/organization/"
        opener.post("/setup/organization/", ORGANIZATION)
        assert where(opener.get("/setup/")) == "/setup/campus/"
        assert where(opener.get("/setup/organization/")) == "/setup/"
        assert where(opener.get("/setup/people/")) == "/setup/"

    def test_the_organization_and_its_campus(self, opener: Client):
        opener.post("/setup/organization/", ORGANIZATION)
        opener.post("/setup/campus/", CAMPUS)

        sponsor, campus = SponsoringOrganization.objects.get(), Campus.objects.get()
        assert (sponsor.legal_name, sponsor.city) == ("Harbor Legal Aid", "Boston")
        assert (campus.slug, campus.time_zone) == ("north-college", "America/Chicago")
        assert list(sponsor.campuses.all()) == [campus]
        assert {change.recorded_by for change in OrganizationChange.objects.all()} == {"first-set-up"}

    def test_a_fault_keeps_what_was_typed(self, opener: Client):
        answer = opener.post("/setup/organization/", {**ORGANIZATION, "street": "PO Box 12"})

        assert answer.status_code == 422
        assert "a PO box is refused" in answer.content.decode()
        assert "Harbor Legal Aid" in answer.content.decode()
        assert not SetupStep.objects.exists()

    def test_a_taken_short_name_is_said_beside_its_field(self, opener: Client):
        CampusFactory(slug="north-college")
        opener.post("/setup/organization/", ORGANIZATION)

        answer = opener.post("/setup/campus/", CAMPUS)

        assert answer.status_code == 422
        assert "short name “north-college” already" in str(answer.context["form"].errors["slug"])
        assert list(SetupStep.objects.values_list("key", flat=True)) == ["organization"]

    def test_a_name_without_letters_for_an_address_asks_for_one(self, opener: Client):
        opener.post("/setup/organization/", ORGANIZATION)

        assert "slug" in opener.post("/setup/campus/", {**CAMPUS, "name": "北"}).context["form"].errors

    def test_a_step_out_of_turn_is_refused_and_leaves_nothing(self, opener: Client):
        answer = opener.post("/setup/campus/", CAMPUS)

        assert answer.status_code == 409
        assert not Campus.objects.exists()

    def test_a_step_done_in_another_window_is_refused_and_shows_what_was_typed(self, opener: Client):
        opener.post("/setup/organization/", ORGANIZATION)

        answer = opener.post("/setup/organization/", {**ORGANIZATION, "legal_name": "Another name"})

        assert answer.status_code == 409
        assert "Another name" in answer.content.decode()
        assert SponsoringOrganization.objects.get().legal_name == "Harbor Legal Aid"

    def test_another_browser_with_a_new_link_goes_on_where_it_stopped(self, opener: Client):
        opener.post("/setup/organization/", ORGANIZATION)
        other = Client()
        other.get(new_link())
        other.post("/setup/")

        assert where(other.get("/setup/")) == "/setup/campus/"


class TestPeople:
    def test_one_person_is_both_and_is_signed_in(self, administrator: Client):
        user = User.objects.get()

        assert user.email == "ana@harbor.example"
        assert {(held.role, held.campus and held.campus.slug) for held in user.memberships.all()} == {
            ("administrator", None), ("coordinator", "north-college"),
        }  # fmt: skip
        assert where(administrator.get("/setup/")) == "/setup/curriculum/"
        assert Client().get("/setup/").status_code == 404

    def test_the_second_factor_is_asked_for_before_anything_else(self, opener: Client):
        for key, data in (("organization", ORGANIZATION), ("campus", CAMPUS), ("people", PEOPLE)):
            opener.post(f"/setup/{key}/", data)

        assert where(opener.get("/setup/curriculum/")).startswith("/accounts/2fa/?next=")

    def test_somebody_else_coordinates_by_invitation(self, opener: Client):
        opener.post("/setup/organization/", ORGANIZATION)
        opener.post("/setup/campus/", CAMPUS)
        opener.post("/setup/people/", {**PEOPLE, "coordinator": "other", "coordinator_email": "noor@north.example", "coordinator_last_name": "Haddad"})

        letter = Invitation.objects.get()
        assert (letter.email, letter.role, letter.campus.slug) == ("noor@north.example", "coordinator", "north-college")
        assert [held.role for held in User.objects.get(email="ana@harbor.example").memberships.all()] == ["administrator"]

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"password": "short", "password_again": "short"}, "password"),
            ({"password": "ana@harbor.example", "password_again": "ana@harbor.example"}, "password"),
            ({"password_again": "seven-quiet-ottars"}, "password_again"),
            ({"accepts_privacy": ""}, "accepts_privacy"),
            ({"email": "nobody"}, "email"),
            ({"coordinator": "other"}, "coordinator_email"),
            ({"coordinator": "other", "coordinator_email": "ANA@harbor.example"}, "coordinator_email"),
        ],
    )
    def test_what_will_not_do_is_said_beside_its_field(self, opener: Client, wrong: dict[str, str], field: str):
        opener.post("/setup/organization/", ORGANIZATION)
        opener.post("/setup/campus/", CAMPUS)

        answer = opener.post("/setup/people/", {**PEOPLE, **wrong})

        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert not User.objects.exists()

    def test_a_privacy_notice_that_changed_meanwhile_is_read_again(self, opener: Client):
        opener.post("/setup/organization/", ORGANIZATION)
        opener.post("/setup/campus/", CAMPUS)

        assert opener.post("/setup/people/", {**PEOPLE, "privacy_version": "2020-01"}).status_code == 422
        assert not User.objects.exists()

    def test_somebody_who_was_invited_and_waits_may_be_the_first(self, opener: Client):
        waiting = UserFactory(email="ana@harbor.example", password="!", privacy_version="")
        opener.post("/setup/organization/", ORGANIZATION)
        opener.post("/setup/campus/", CAMPUS)
        opener.post("/setup/people/", PEOPLE)

        assert (User.objects.get().pk, has_administrator()) == (waiting.pk, True)

    def test_somebody_with_an_account_is_not_given_another_password(self, opener: Client):
        known = UserFactory(email="ana@harbor.example")
        opener.post("/setup/organization/", ORGANIZATION)
        opener.post("/setup/campus/", CAMPUS)

        answer = opener.post("/setup/people/", PEOPLE)

        assert "has an account already" in str(answer.context["form"].errors["email"])
        assert (User.objects.get().password, has_administrator()) == (known.password, False)

    def test_everything_is_in_the_audit_log(self, administrator: Client):
        user = User.objects.get()
        told = {(event.kind, event.actor) for event in Event.objects.all()}

        assert told >= {
            ("people.setup_link_made", ""), ("people.setup_begun", "first-set-up"), ("people.setup_step_done", "first-set-up"),
            ("accreditation.organization_changed", "first-set-up"), ("people.campus_added", "first-set-up"), ("people.role_given", "first-set-up"),
            ("people.policy_accepted", user.public_id),
        }  # fmt: skip


class TestCurriculum:
    def test_only_the_administrator_chooses(self, administrator: Client):
        coordinator = Client()
        coordinator.force_login(person("coordinator", Campus.objects.get()))

        assert (coordinator.get("/setup/curriculum/").status_code, Client().get("/setup/curriculum/").status_code) == (404, 302)

    def test_the_home_page_says_that_a_step_is_left(self, administrator: Client):
        user = User.objects.get()
        assert "/setup/curriculum/" in [work.url for work in waiting_for(user)]

        administrator.post("/setup/curriculum/", {"choice": "starter"})
        assert "/setup/curriculum/" not in [work.url for work in waiting_for(user)]

    def test_an_empty_program(self, administrator: Client):
        answer = administrator.post("/setup/curriculum/", {"choice": "empty", "title": "Advocates  of the harbor"})

        program = ProgramPage.objects.get()
        assert where(answer) == "/setup/next/"
        assert (program.title, program.slug, program.live, program.tracks.count()) == ("Advocates of the harbor", "advocates-of-the-harbor", True, 1)
        assert administrator.get(program.url).status_code == 200

    @pytest.mark.parametrize("title", ["", "北"])
    def test_an_empty_program_needs_a_title_that_makes_an_address(self, administrator: Client, title: str):
        answer = administrator.post("/setup/curriculum/", {"choice": "empty", "title": title})

        assert (answer.status_code, SetupStep.objects.filter(key="curriculum").exists()) == (422, False)

    def test_the_starter_curriculum_is_a_job_of_the_administrator(self, administrator: Client):
        answer = administrator.post("/setup/curriculum/", {"choice": "starter"})

        job = Job.objects.get(kind="site.load_starter")
        assert where(answer) == "/setup/curriculum/"
        assert job.owner == User.objects.get().public_id
        assert f"/jobs/{job.public_id}/progress/" in administrator.get("/setup/curriculum/").content.decode()
        after = administrator.get("/setup/next/")
        assert "not there yet" in after.content.decode()
        assert [step.is_done for step in after.context["steps"]] == [True, True, True, False]

    def test_it_is_chosen_once(self, administrator: Client):
        administrator.post("/setup/curriculum/", {"choice": "starter"})

        assert administrator.post("/setup/curriculum/", {"choice": "empty", "title": "Harbor"}).status_code == 409
        assert not ProgramPage.objects.exists()

    def test_a_failed_loading_can_be_tried_again(self, administrator: Client):
        administrator.post("/setup/curriculum/", {"choice": "starter"})
        Job.objects.update(state="failed", failure="The folder is broken.", finished_at="2026-11-29T12:00Z")

        page = administrator.get("/setup/curriculum/").content.decode()

        assert "The folder is broken." in page
        assert "Try again" in page

    def test_what_to_do_next_has_its_links(self, administrator: Client):
        assert administrator.get("/setup/next/").status_code == 404
        administrator.post("/setup/curriculum/", {"choice": "empty", "title": "Harbor"})

        page = administrator.get("/setup/next/").content.decode()

        assert where(administrator.get("/setup/")) == "/setup/next/"
        for address in ("/people/invite/", "/organizations/form/", "/cohorts/new/", f"/organizations/{SponsoringOrganization.objects.get().public_id}/"):
            assert f'href="{address}"' in page
            assert administrator.get(address).status_code == 200

    def test_who_recorded_the_organization_is_said(self, administrator: Client):
        page = administrator.get(f"/organizations/{SponsoringOrganization.objects.get().public_id}/").content.decode()

        assert "by the first set-up" in page

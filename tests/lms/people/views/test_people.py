"""A coordinator's people."""

import pytest
from django.urls import reverse

from lms.audit.models import Disclosure
from lms.people.models import Campus, Invitation, Membership, User
from tests.factories.canary import canaries_in
from tests.factories.people import InvitationFactory, person
from tests.lms.people.browsers import signed_in


def page_of(user: User) -> str:
    return reverse("people:person", args=[user.public_id])


class TestList:
    def test_it_shows_the_people_of_own_campuses(self, coordinator: User, south: Campus):
        person("student", south, key="stranger")

        page = signed_in(coordinator).get(reverse("people:list")).content.decode()

        assert coordinator.email in page
        assert {found.campus for found in canaries_in(page)} == {"north"}

    def test_it_finds_by_name_and_role(self, coordinator: User, student: User, north: Campus):
        person("instructor", north, key="teacher", legal_first_name="Noor", legal_last_name="Haddad")
        browser = signed_in(coordinator)

        def names(**wanted: str) -> set[str]:
            return {found.legal_last_name for found in browser.get(reverse("people:list"), wanted).context["page"]}

        assert names(q="noor had") == {"Haddad"}
        assert names(role="student") == {student.legal_last_name}
        assert names(role="auditor") == set()
        assert names(role="emperor") == names()

    def test_one_and_fifty_people_take_the_same_queries(self, coordinator: User, north: Campus, django_assert_num_queries: pytest.FixtureRequest):
        browser = signed_in(coordinator)
        person("student", north)
        InvitationFactory(campus=north)
        with django_assert_num_queries(8):
            browser.get(reverse("people:list"))
        for _ in range(30):
            person("student", north)
            InvitationFactory(campus=north)

        with django_assert_num_queries(8):
            browser.get(reverse("people:list"))

    def test_roles_on_other_campuses_are_not_told(self, coordinator: User, student: User, south: Campus):
        Membership.objects.create(user=student, campus=south, role="instructor")

        page = signed_in(coordinator).get(reverse("people:list"), {"q": student.email}).content.decode()

        assert "South College" not in page
        assert "Instructor," not in page
        assert not signed_in(coordinator).get(reverse("people:list"), {"role": "instructor"}).context["page"].object_list


class TestInviting:
    def test_a_good_form_sends_a_letter(self, coordinator: User, north: Campus):
        answer = signed_in(coordinator).post(reverse("people:invite"), {"email": "new@example.org", "role": "student", "campus": "north"})

        assert answer.headers["Location"] == reverse("people:list")
        assert Invitation.objects.get().email == "new@example.org"

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"email": "nobody", "role": "student", "campus": "north"},
            {"email": "new@example.org", "role": "coordinator", "campus": "north"},
            {"email": "new@example.org", "role": "student", "campus": "south"},
            {"email": "new@example.org", "role": "administrator", "campus": "everywhere"},
            {"email": "new@example.org\0", "role": "student", "campus": "north"},
        ],
    )
    def test_a_wrong_form_comes_back_with_what_was_typed(self, coordinator: User, south: Campus, fields: dict[str, str]):
        page = signed_in(coordinator).post(reverse("people:invite"), fields)

        assert page.status_code == 422
        assert page.context["form"].data.get("email", "") == fields.get("email", "")
        assert not Invitation.objects.exists()

    def test_a_refusal_is_shown_beside_what_was_typed(self, coordinator: User, student: User):
        page = signed_in(coordinator).post(reverse("people:invite"), {"email": student.email, "role": "student", "campus": "north"})

        assert page.status_code == 422
        assert "has that role already" in page.content.decode()

    def test_further_fields_are_ignored(self, coordinator: User, north: Campus):
        forged = {
            "is_superuser": "on",
            "is_staff": "on",
            "is_active": "",
            "groups": "1",
            "password": "x",
            "token_sha256": "0" * 64,
            "accepted_at": "2026-01-01",
            "membership": "1",
        }

        signed_in(coordinator).post(reverse("people:invite"), {"email": "new@example.org", "role": "student", "campus": "north", **forged})

        invited = User.objects.get(email="new@example.org")
        assert (invited.is_superuser, invited.is_active, invited.groups.count(), invited.has_joined) == (False, True, 0, False)
        assert Invitation.objects.get().accepted_at is None

    def test_an_administrator_is_offered_everything(self, administrator: User, south: Campus):
        form = signed_in(administrator).get(reverse("people:invite")).context["form"]

        assert {slug for slug, _name in form.fields["campus"].choices} == {"north", "south", "everywhere"}
        assert len(form.fields["role"].choices) == 7

    def test_a_letter_is_sent_again_and_withdrawn(self, coordinator: User, north: Campus):
        browser, invitation = signed_in(coordinator), InvitationFactory(campus=north)

        browser.post(reverse("people:resend_invitation", args=[invitation.public_id]))
        fresh = Invitation.objects.get(revoked_at__isnull=True)
        browser.post(reverse("people:revoke_invitation", args=[fresh.public_id]))

        assert not Invitation.objects.filter(revoked_at__isnull=True).exists()


class TestPerson:
    def test_seeing_somebody_is_logged_as_a_disclosure(self, coordinator: User, student: User):
        signed_in(coordinator).get(page_of(student))

        disclosure = Disclosure.objects.get()
        assert (disclosure.viewer, disclosure.owner) == (coordinator.public_id, student.public_id)

    def test_roles_are_given_and_ended(self, coordinator: User, student: User):
        browser = signed_in(coordinator)

        browser.post(reverse("people:give_role", args=[student.public_id]), {"role": "instructor", "campus": "north"})
        assert User.objects.get(pk=student.pk).has_role("instructor")
        browser.post(reverse("people:end_role", args=[student.public_id]), {"role": "student", "campus": "north"})

        assert [held.role for held in User.objects.get(pk=student.pk).active_memberships] == ["instructor"]

    def test_a_role_on_another_campus_can_neither_be_ended_nor_guessed(self, coordinator: User, student: User, south: Campus):
        Membership.objects.create(user=student, campus=south, role="student")
        browser = signed_in(coordinator)

        held = browser.post(reverse("people:end_role", args=[student.public_id]), {"role": "student", "campus": "south"})
        not_held = browser.post(reverse("people:end_role", args=[student.public_id]), {"role": "attorney", "campus": "south"})

        assert (held.status_code, held.context["refusal"].sentence) == (not_held.status_code, not_held.context["refusal"].sentence)
        assert student.memberships.filter(campus=south, ended_at__isnull=True).exists()

    def test_an_account_is_closed_and_opened(self, coordinator: User, student: User):
        browser = signed_in(coordinator)

        browser.post(reverse("people:deactivate", args=[student.public_id]), {"reason": "Left"})
        closed = browser.get(page_of(student)).content.decode()
        browser.post(reverse("people:reactivate", args=[student.public_id]))

        assert "This account is closed" in closed
        assert "closed the account: Left" in closed
        assert User.objects.get(pk=student.pk).is_active

    def test_history_of_other_campuses_is_not_told(self, coordinator: User, administrator: User, student: User, south: Campus):
        browser = signed_in(administrator)
        browser.post(reverse("people:give_role", args=[student.public_id]), {"role": "auditor", "campus": "south"})

        page = signed_in(coordinator).get(page_of(student)).content.decode()

        assert "Auditor" not in page.split("What happened")[-1]
        assert "South College" not in page

    def test_text_is_shown_as_text(self, coordinator: User, north: Campus):
        nasty = "<script>alert(1)</script>\"'{{7*7}}\u202e"
        marked = person("student", north, legal_last_name=nasty, preferred_name=nasty)

        for path in (page_of(marked), reverse("people:list")):
            page = signed_in(coordinator).get(path).content.decode()
            assert "<script>alert" not in page
            assert "&lt;script&gt;alert(1)" in page

"""Names, addresses, roles, sessions, closing and opening accounts."""

import time

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from lms.audit.models import Event
from lms.core.errors import Conflict, Forbidden, Invalid, NotFound
from lms.people.actions.change_email import ask_for_email_change, change_email
from lms.people.actions.change_names import MOST_OTHER_NAMES, Names, change_names
from lms.people.actions.deactivate_person import deactivate_person
from lms.people.actions.end_membership import end_membership
from lms.people.actions.end_other_sessions import end_other_sessions
from lms.people.actions.give_role import give_role
from lms.people.actions.reactivate_person import reactivate_person
from lms.people.actions.sync_groups import sync_groups
from lms.people.models import Campus, Membership, User
from tests.factories.people import UserFactory, person
from tests.lms.people.conftest import Mailbox


class TestNames:
    def test_own_names_change(self, student: User):
        change_names(person=student, names=Names(" Ana ", "", "Rivera", "", ("Ana Silva", "Ana Silva", " ")), by=student)

        student.refresh_from_db()
        assert student.legal_name == "Ana Rivera"
        assert [other.name for other in student.other_names.all()] == ["Ana Silva"]
        assert Event.objects.filter(kind="people.names_changed", subject_id=student.public_id).exists()

    def test_nobody_elses_names_change(self, student: User, administrator: User):
        with pytest.raises(Forbidden):
            change_names(person=student, names=Names("Ana", "", "Rivera"), by=administrator)

    def test_too_many_other_names_are_refused(self, student: User):
        with pytest.raises(Invalid, match="At most"):
            change_names(person=student, names=Names("Ana", "", "Rivera", "", tuple(f"Name {n}" for n in range(MOST_OTHER_NAMES + 1))), by=student)


class TestAddress:
    def test_the_link_in_the_letter_changes_it(self, student: User, mailbox: Mailbox):
        ask_for_email_change(person=student, email="Ana@new.example", by=student)
        assert mailbox.last().to == ["ana@new.example"]
        token = mailbox.link().rstrip("/").rsplit("/", 1)[1]
        old = student.email

        change_email(person=student, token=token)

        student.refresh_from_db()
        assert student.email == "ana@new.example"
        assert EmailAddress.objects.get(user=student).email == "ana@new.example"
        assert mailbox.last().to == [old]

    def test_the_link_works_once(self, student: User, mailbox: Mailbox):
        ask_for_email_change(person=student, email="ana@new.example", by=student)
        token = mailbox.link().rstrip("/").rsplit("/", 1)[1]
        change_email(person=student, token=token)

        with pytest.raises(Conflict, match="no longer works"):
            change_email(person=student, token=token)

    def test_the_link_works_for_a_day(self, student: User, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch):
        ask_for_email_change(person=student, email="ana@new.example", by=student)
        token = mailbox.link().rstrip("/").rsplit("/", 1)[1]
        tomorrow = time.time() + 24 * 60 * 60 + 1
        monkeypatch.setattr("django.core.signing.time.time", lambda: tomorrow)

        with pytest.raises(Conflict):
            change_email(person=student, token=token)

    def test_the_link_works_for_its_person_only(self, student: User, administrator: User, mailbox: Mailbox):
        ask_for_email_change(person=student, email="ana@new.example", by=student)
        token = mailbox.link().rstrip("/").rsplit("/", 1)[1]

        with pytest.raises(Conflict):
            change_email(person=administrator, token=token)

    @pytest.mark.parametrize("token", ["", "x" * 40, "eyJwZXJzb24iOiJ4In0:1abcde:signature"])
    def test_a_made_up_link_does_nothing(self, student: User, token: str):
        with pytest.raises(Conflict):
            change_email(person=student, token=token)

    def test_whose_address_it_is_hears_of_it_and_nobody_else_does(self, student: User, administrator: User, mailbox: Mailbox):
        ask_for_email_change(person=student, email=administrator.email.upper(), by=student)

        assert mailbox.last().to == [administrator.email]
        assert "nothing was changed" in mailbox.last().body

    def test_an_address_taken_in_the_meantime_is_refused(self, student: User, mailbox: Mailbox):
        ask_for_email_change(person=student, email="ana@new.example", by=student)
        token = mailbox.link().rstrip("/").rsplit("/", 1)[1]
        User.objects.create_user("ana@new.example")

        with pytest.raises(Conflict, match="another account"):
            change_email(person=student, token=token)

    def test_the_same_address_is_no_change(self, student: User):
        with pytest.raises(Invalid):
            ask_for_email_change(person=student, email=student.email.upper(), by=student)

    def test_attorneys_do_not_change_their_own(self, north: Campus):
        attorney = person("attorney", north)

        with pytest.raises(Forbidden, match="coordinator"):
            ask_for_email_change(person=attorney, email="new@law.example", by=attorney)


class TestRoles:
    def test_a_coordinator_gives_a_member_a_further_role(self, coordinator: User, north: Campus, student: User):
        give_role(person=student, role="instructor", campus=north, by=coordinator)

        assert User.objects.get(pk=student.pk).has_role("instructor")

    def test_strangers_must_be_invited(self, coordinator: User, north: Campus, south: Campus):
        with pytest.raises(NotFound):
            give_role(person=person("student", south), role="student", campus=north, by=coordinator)

    def test_a_coordinator_does_not_give_their_own_role(self, coordinator: User, north: Campus, student: User):
        with pytest.raises(Forbidden):
            give_role(person=student, role="coordinator", campus=north, by=coordinator)

    def test_a_role_is_given_once(self, coordinator: User, north: Campus, student: User):
        with pytest.raises(Conflict):
            give_role(person=student, role="student", campus=north, by=coordinator)

    def test_a_role_ends(self, coordinator: User, student: User):
        end_membership(membership=student.memberships.get(), by=coordinator)

        assert not User.objects.get(pk=student.pk).has_role("student")

    def test_a_role_ends_once(self, coordinator: User, student: User):
        end_membership(membership=student.memberships.get(), by=coordinator)

        with pytest.raises(Conflict):
            end_membership(membership=student.memberships.get(), by=coordinator)

    def test_nobody_ends_their_own(self, administrator: User, north: Campus):
        person("administrator", north)

        with pytest.raises(Forbidden):
            end_membership(membership=administrator.memberships.get(), by=administrator)

    def test_a_coordinator_does_not_end_an_officers(self, coordinator: User, north: Campus):
        with pytest.raises(Forbidden):
            end_membership(membership=person("officer", north).memberships.get(), by=coordinator)

    def test_the_last_administrator_stays(self, north: Campus):
        closed_meanwhile, last = person("administrator", north), person("administrator", north)
        assert closed_meanwhile.has_role("administrator")
        User.objects.filter(pk=closed_meanwhile.pk).update(is_active=False)

        with pytest.raises(Conflict, match="last administrator"):
            deactivate_person(person=last, reason="Leaving", by=closed_meanwhile)
        with pytest.raises(Conflict, match="last administrator"):
            end_membership(membership=last.memberships.get(), by=closed_meanwhile)


class TestGroups:
    def test_a_role_that_enters_wagtail_brings_its_group(self, north: Campus):
        instructor = person("instructor", north)

        assert [group.name for group in instructor.groups.all()] == ["instructor"]
        assert instructor.has_perm("wagtailadmin.access_admin")

    def test_other_roles_bring_none(self, coordinator: User, student: User):
        assert not coordinator.groups.exists()
        assert not student.has_perm("wagtailadmin.access_admin")

    def test_the_group_goes_with_the_role(self, coordinator: User, north: Campus):
        instructor = person("instructor", north)

        end_membership(membership=instructor.memberships.get(), by=coordinator)

        assert not instructor.groups.exists()

    def test_a_second_campus_keeps_the_group(self, coordinator: User, north: Campus, south: Campus):
        instructor = person("instructor", north)
        Membership.objects.create(user=instructor, campus=south, role="instructor")

        end_membership(membership=instructor.memberships.get(campus=north), by=coordinator)

        assert instructor.groups.count() == 1

    def test_memberships_written_in_bulk_are_followed_on_demand(self, north: Campus, django_assert_max_num_queries: pytest.FixtureRequest):
        people = [UserFactory() for _ in range(20)]
        Membership.objects.bulk_create(Membership(user=somebody, campus=north, role="instructor") for somebody in people)

        with django_assert_max_num_queries(10):
            sync_groups(people)

        assert Group.objects.get(name="instructor").user_set.count() == 20

    def test_nobody_else_may_edit_pages(self, db: None):
        assert {group.name for group in Group.objects.all()} == {"instructor", "administrator"}

    def test_nobody_manages_accounts_in_wagtail(self, north: Campus):
        administrator = person("administrator", north)

        assert not any(permission.startswith(("people.", "auth.")) for permission in administrator.get_all_permissions())


class TestClosing:
    def test_a_coordinator_closes_a_student(self, coordinator: User, student: User):
        seed = student.session_seed

        deactivate_person(person=student, reason="Left the college", by=coordinator)

        student.refresh_from_db()
        assert (student.is_active, bool(student.deactivated_at)) == (False, True)
        assert student.session_seed != seed
        assert Event.objects.get(kind="people.deactivated").data == {"reason": "Left the college"}

    @pytest.mark.parametrize("role", ["instructor", "attorney", "officer", "auditor", "coordinator", "administrator"])
    def test_a_coordinator_closes_nobody_else(self, coordinator: User, north: Campus, role: str):
        with pytest.raises(Forbidden):
            deactivate_person(person=person(role, north), reason="No", by=coordinator)

    def test_a_student_of_two_campuses_is_closed_by_an_administrator(self, coordinator: User, administrator: User, student: User, south: Campus):
        Membership.objects.create(user=student, campus=south, role="student")
        student = User.objects.get(pk=student.pk)

        with pytest.raises(Forbidden):
            deactivate_person(person=student, reason="No", by=coordinator)
        deactivate_person(person=student, reason="Asked for it", by=administrator)

        assert not User.objects.get(pk=student.pk).is_active

    def test_nobody_closes_themselves(self, administrator: User, north: Campus):
        person("administrator", north)

        with pytest.raises(Forbidden):
            deactivate_person(person=administrator, reason="No", by=administrator)

    def test_a_reason_is_needed(self, coordinator: User, student: User):
        with pytest.raises(Invalid, match="why"):
            deactivate_person(person=student, reason="  ", by=coordinator)

    def test_only_once(self, coordinator: User, student: User):
        deactivate_person(person=student, reason="Left", by=coordinator)

        with pytest.raises(Conflict):
            deactivate_person(person=student, reason="Left", by=coordinator)

    def test_open_letters_end(self, coordinator: User, student: User, south: Campus):
        letter = student.invitations.create(email=student.email, campus=south, role="student", token_sha256="0" * 64, expires_at="2030-01-01T00:00:00Z")

        deactivate_person(person=student, reason="Left", by=coordinator)

        letter.refresh_from_db()
        assert letter.revoked_at

    def test_a_closed_account_opens_again(self, coordinator: User, student: User):
        deactivate_person(person=student, reason="Left", by=coordinator)

        reactivate_person(person=student, by=coordinator)

        student.refresh_from_db()
        assert (student.is_active, student.deactivated_at) == (True, None)

    def test_an_open_account_is_not_opened(self, coordinator: User, student: User):
        with pytest.raises(Conflict):
            reactivate_person(person=student, by=coordinator)

    def test_another_campus_opens_nothing(self, student: User, south: Campus):
        with pytest.raises(Forbidden):
            reactivate_person(person=student, by=person("coordinator", south))


def test_other_sessions_end(student: User):
    before = student.get_session_auth_hash()

    end_other_sessions(person=student)

    assert student.get_session_auth_hash() != before

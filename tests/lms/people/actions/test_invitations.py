"""Inviting, sending again, withdrawing, accepting."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from lms.audit.models import Event
from lms.core.canonical import sha256_hex
from lms.core.errors import Conflict, Forbidden, Invalid, NotFound
from lms.jobs.models import Job
from lms.people.actions.accept_invitation import accept_invitation
from lms.people.actions.change_names import Names
from lms.people.actions.deactivate_person import deactivate_person
from lms.people.actions.ensure_member import ensure_member
from lms.people.actions.invite_person import invite_person
from lms.people.actions.join_by_invitation import join_by_invitation
from lms.people.actions.resend_invitation import resend_invitation
from lms.people.actions.revoke_invitation import revoke_invitation
from lms.people.models import Campus, Invitation, Membership, User
from lms.people.queries.invitations import invitation_with_token, usable_invitation
from tests.factories.people import CampusFactory, person
from tests.lms.people.conftest import Mailbox

NAMES = Names("Ana", "", "Rivera", "Anita", ("Ana Silva",))
GOOD_PASSWORD = "seven-quiet-otters"


def invite(by: User, campus: Campus, email: str = "new@example.org", role: str = "student") -> Invitation:
    return invite_person(email=email, role=role, campus=campus, by=by)


def join(invitation: Invitation, **changes: object) -> User:
    facts = {"names": NAMES, "password": GOOD_PASSWORD, "versions": {"privacy": settings.PRIVACY_NOTICE_VERSION}, **changes}
    return join_by_invitation(invitation=invitation, **facts)


def token_in(mailbox: Mailbox) -> str:
    return mailbox.link().rstrip("/").rsplit("/", 1)[1]


class TestInviting:
    def test_somebody_new_waits_on_the_campus_list(self, coordinator: User, north: Campus):
        invitation = invite(coordinator, north)

        assert not invitation.person.has_joined
        assert invitation.person.memberships.get().role == "student"

    def test_the_letter_holds_the_token_and_the_database_its_hash(self, coordinator: User, north: Campus, mailbox: Mailbox):
        invitation = invite(coordinator, north)

        token = token_in(mailbox)

        assert invitation.token_sha256 == sha256_hex(token.encode())
        assert token not in str(list(Invitation.objects.values_list())) + str(list(Job.objects.values_list()))

    def test_the_letter_comes_from_the_configured_host(self, coordinator: User, north: Campus, mailbox: Mailbox):
        invite(coordinator, north)

        assert f"{settings.SITE_URL}/invitation/" in mailbox.last().body
        assert mailbox.last().to == ["new@example.org"]

    def test_the_log_says_who_invited_as_what(self, coordinator: User, north: Campus):
        invitation = invite(coordinator, north)

        event = Event.objects.get(kind="people.invited")
        assert (event.actor, event.subject_id, event.data["role"]) == (coordinator.public_id, invitation.person.public_id, "Student")

    def test_an_address_is_needed(self, coordinator: User, north: Campus):
        with pytest.raises(Invalid, match="not an e-mail address"):
            invite(coordinator, north, email="nobody")

    def test_another_campus_is_refused(self, coordinator: User, south: Campus):
        with pytest.raises(Forbidden):
            invite(coordinator, south)

        assert not Invitation.objects.exists()

    @pytest.mark.parametrize("role", ["coordinator", "officer", "auditor"])
    def test_a_coordinator_does_not_make_coordinators(self, coordinator: User, north: Campus, role: str):
        with pytest.raises(Forbidden):
            invite(coordinator, north, role=role)

    def test_a_coordinator_does_not_make_administrators(self, coordinator: User):
        with pytest.raises(Forbidden):
            invite_person(email="new@example.org", role="administrator", campus=None, by=coordinator)

    def test_an_administrator_invites_to_every_role(self, administrator: User, north: Campus):
        assert invite(administrator, north, role="officer").role == "officer"
        assert invite_person(email="boss@example.org", role="administrator", campus=None, by=administrator).campus is None

    def test_an_open_letter_is_not_sent_twice(self, coordinator: User, north: Campus):
        invite(coordinator, north)

        with pytest.raises(Conflict, match="open already"):
            invite(coordinator, north, email="NEW@example.org")

    def test_an_expired_letter_gives_way_to_a_new_one(self, coordinator: User, north: Campus):
        old = invite(coordinator, north)
        Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(minutes=1))

        fresh = invite(coordinator, north)

        old.refresh_from_db()
        assert old.revoked_at
        assert fresh.is_open(timezone.now())

    def test_who_holds_the_role_is_not_invited_to_it(self, coordinator: User, north: Campus, student: User):
        with pytest.raises(Conflict, match="has that role already"):
            invite(coordinator, north, email=student.email)

    def test_who_is_known_elsewhere_joins_only_by_accepting(self, coordinator: User, north: Campus, south: Campus):
        stranger = person("student", south)

        invitation = invite(coordinator, north, email=stranger.email)

        assert invitation.membership is None
        assert not stranger.memberships.filter(campus=north).exists()


class TestSendingAgain:
    def test_the_new_link_works_and_the_old_one_does_not(self, coordinator: User, north: Campus, mailbox: Mailbox):
        invitation = invite(coordinator, north)
        old = token_in(mailbox)

        fresh = resend_invitation(invitation=invitation, by=coordinator)

        assert invitation_with_token(old) is None
        assert invitation_with_token(token_in(mailbox)) == fresh

    def test_a_used_letter_is_not_sent_again(self, coordinator: User, north: Campus):
        invitation = invite(coordinator, north)
        join(invitation)

        with pytest.raises(Conflict):
            resend_invitation(invitation=invitation, by=coordinator)

    def test_another_campus_is_refused(self, coordinator: User, north: Campus, south: Campus):
        invitation = invite(coordinator, north)

        with pytest.raises(Forbidden):
            resend_invitation(invitation=invitation, by=person("coordinator", south))


class TestWithdrawing:
    def test_the_link_and_the_waiting_role_end(self, coordinator: User, north: Campus, mailbox: Mailbox):
        invitation = invite(coordinator, north)

        revoke_invitation(invitation=invitation, by=coordinator)

        assert invitation_with_token(token_in(mailbox)) is None
        assert invitation.person.memberships.get().ended_at

    def test_only_once(self, coordinator: User, north: Campus):
        invitation = invite(coordinator, north)
        revoke_invitation(invitation=invitation, by=coordinator)

        with pytest.raises(Conflict, match="withdrawn already"):
            revoke_invitation(invitation=invitation, by=coordinator)

    def test_not_after_acceptance(self, coordinator: User, north: Campus):
        invitation = invite(coordinator, north)
        join(invitation)

        with pytest.raises(Conflict, match="accepted already"):
            revoke_invitation(invitation=invitation, by=coordinator)

    def test_an_instructor_may_not(self, coordinator: User, north: Campus):
        with pytest.raises(Forbidden):
            revoke_invitation(invitation=invite(coordinator, north), by=person("instructor", north))

    def test_whose_letter_was_withdrawn_may_be_invited_again(self, coordinator: User, north: Campus):
        revoke_invitation(invitation=invite(coordinator, north), by=coordinator)

        invitation = invite(coordinator, north)

        assert invitation.person.memberships.get(ended_at__isnull=True).role == "student"


class TestJoining:
    def test_names_password_and_notice_are_kept(self, coordinator: User, north: Campus):
        joined = join(invite(coordinator, north))

        joined.refresh_from_db()
        assert joined.legal_name == "Ana Rivera"
        assert joined.display_name == "Anita"
        assert [other.name for other in joined.other_names.all()] == ["Ana Silva"]
        assert joined.check_password(GOOD_PASSWORD)
        assert joined.privacy_version == settings.PRIVACY_NOTICE_VERSION
        assert joined.privacy_accepted_at

    def test_a_letter_works_once(self, coordinator: User, north: Campus):
        invitation = invite(coordinator, north)
        join(invitation)

        with pytest.raises(Conflict):
            join(invitation)

    @pytest.mark.parametrize("ended", ["expires_at", "revoked_at"])
    def test_a_dead_letter_changes_nothing(self, coordinator: User, north: Campus, ended: str):
        invitation = invite(coordinator, north)
        Invitation.objects.filter(pk=invitation.pk).update(**{ended: timezone.now()})

        with pytest.raises(Conflict, match="no longer works"):
            join(invitation)

        assert not User.objects.get(pk=invitation.person_id).has_joined

    def test_a_weak_password_is_refused(self, coordinator: User, north: Campus):
        with pytest.raises(Invalid, match="too short"):
            join(invite(coordinator, north), password="short")

    def test_an_outdated_notice_is_refused(self, coordinator: User, north: Campus):
        invitation = invite(coordinator, north)

        with pytest.raises(Invalid, match="has changed"):
            join(invitation, versions={"privacy": "2020-01"})

        assert Invitation.objects.get(pk=invitation.pk).accepted_at is None

    def test_a_last_name_is_needed(self, coordinator: User, north: Campus):
        with pytest.raises(Invalid, match="last name"):
            join(invite(coordinator, north), names=Names("Ana", "", " "))

    def test_a_closed_account_stays_closed(self, administrator: User, coordinator: User, north: Campus):
        invitation = invite(coordinator, north)
        deactivate_person(person=invitation.person, reason="A mistake", by=administrator)

        assert usable_invitation(invitation.public_id) is None
        with pytest.raises(Conflict):
            join(invitation)


class TestAccepting:
    def test_somebody_with_an_account_gets_the_role(self, coordinator: User, north: Campus, south: Campus):
        stranger = person("student", south)
        invitation = invite(coordinator, north, email=stranger.email)

        accept_invitation(invitation=invitation, by=stranger)

        assert stranger.memberships.filter(campus=north, role="student", ended_at__isnull=True).exists()

    def test_nobody_accepts_for_somebody_else(self, coordinator: User, north: Campus, south: Campus, student: User):
        invitation = invite(coordinator, north, email=person("student", south).email)

        with pytest.raises(NotFound):
            accept_invitation(invitation=invitation, by=student)


class TestMakingSureOfAMember:
    def test_a_stranger_is_invited_once(self, coordinator: User, north: Campus, mailbox: Mailbox):
        first = ensure_member(email="new@example.org", role="student", campus=north, by=coordinator, legal_last_name="Rivera")
        second = ensure_member(email="New@example.org", role="student", campus=north, by=coordinator)

        assert (first.is_member, first.was_invited) == (True, True)
        assert (second.is_member, second.was_invited, second.person) == (True, False, first.person)
        assert len(mailbox.letters()) == 1

    def test_a_member_is_left_alone(self, coordinator: User, north: Campus, student: User):
        arrival = ensure_member(email=student.email, role="student", campus=north, by=coordinator)

        assert (arrival.person, arrival.is_member, arrival.was_invited) == (student, True, False)

    def test_a_student_of_another_campus_must_accept_first(self, coordinator: User, north: Campus, south: Campus):
        stranger = person("student", south)

        first = ensure_member(email=stranger.email, role="student", campus=north, by=coordinator)
        second = ensure_member(email=stranger.email, role="student", campus=north, by=coordinator)

        assert (first.is_member, first.was_invited) == (False, True)
        assert (second.is_member, second.was_invited) == (False, False)

    def test_the_command_line_needs_no_person(self, north: Campus):
        assert ensure_member(email="new@example.org", role="student", campus=north, by=None).is_member

    def test_another_campus_is_refused(self, coordinator: User, south: Campus):
        with pytest.raises(Forbidden):
            ensure_member(email="new@example.org", role="student", campus=south, by=coordinator)

    def test_nobody_is_made_twice(self, coordinator: User):
        west = CampusFactory(slug="west")
        ensure_member(email="new@example.org", role="student", campus=west, by=None)

        assert User.objects.filter(email="new@example.org").count() == 1
        assert Membership.objects.filter(user__email="new@example.org").count() == 1

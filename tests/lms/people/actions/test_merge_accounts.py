"""Two accounts of one person: who may say so, who approves, what becomes of sign-in, and what the database refuses."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, transaction
from django.urls import reverse

from lms.audit.models import Event
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.actions.change_email import change_email
from lms.people.actions.invite_person import invite_person
from lms.people.actions.merge_accounts import approve_merge, decline_merge, propose_merge
from lms.people.actions.reactivate_person import reactivate_person
from lms.people.models import AccountMerge, Campus, Invitation, Membership, MergeProposal, User
from lms.people.queries.merges import accounts_merged_into, ids_of
from lms.people.queries.people import person_with_email
from tests.factories.people import PASSWORD, person
from tests.factories.tampering import as_the_database_owner
from tests.lms.people.browsers import signed_in
from tests.lms.people.conftest import Mailbox

REASON = "She showed her ID and signed in to both."
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def private(north: Campus) -> User:
    return person("student", north, key="private", email="private@mail.example")


def merged(kept: User, other: User, by: User, second: User) -> AccountMerge:
    return approve_merge(proposal=propose_merge(kept=kept, merged=other, reason=REASON, by=by), by=second)


class TestTwoPeople:
    def test_one_proposes_and_another_approves(self, student: User, private: User, coordinator: User, administrator: User) -> None:
        proposal = propose_merge(kept=student, merged=private, reason=f" {REASON} ", by=coordinator)

        merge = approve_merge(proposal=proposal, by=administrator)

        assert (merge.kept, merge.merged, merge.reason) == (student.public_id, private.public_id, REASON)
        assert (merge.proposed_by, merge.approved_by) == (coordinator.public_id, administrator.public_id)
        for one in (student, private):
            assert Event.objects.filter(kind="people.merged", subject_id=one.public_id).exists()

    def test_who_proposed_does_not_approve(self, student: User, private: User, coordinator: User) -> None:
        proposal = propose_merge(kept=student, merged=private, reason=REASON, by=coordinator)

        with pytest.raises(Forbidden, match="A second person approves"):
            approve_merge(proposal=proposal, by=coordinator)

    def test_approving_again_changes_nothing(self, student: User, private: User, coordinator: User, administrator: User) -> None:
        proposal = propose_merge(kept=student, merged=private, reason=REASON, by=coordinator)

        first, second = (approve_merge(proposal=MergeProposal.objects.get(pk=proposal.pk), by=administrator) for _ in range(2))

        assert first == second
        assert AccountMerge.objects.count() == 1

    def test_nobody_merges_their_own_account(self, student: User, administrator: User) -> None:
        with pytest.raises(Forbidden):
            propose_merge(kept=administrator, merged=student, reason=REASON, by=administrator)

    def test_a_coordinator_of_another_campus_may_not(self, student: User, private: User, south: Campus) -> None:
        with pytest.raises(Forbidden):
            propose_merge(kept=student, merged=private, reason=REASON, by=person("coordinator", south))

    def test_a_reason_is_asked(self, student: User, private: User, coordinator: User) -> None:
        with pytest.raises(Invalid, match="Say how you know"):
            propose_merge(kept=student, merged=private, reason=" ", by=coordinator)

    def test_an_account_is_proposed_once_at_a_time(self, student: User, private: User, coordinator: User, administrator: User) -> None:
        proposal = propose_merge(kept=student, merged=private, reason=REASON, by=coordinator)

        with pytest.raises(Conflict, match="has proposed"):
            propose_merge(kept=student, merged=private, reason=REASON, by=administrator)

        decline_merge(proposal=proposal, by=administrator)
        propose_merge(kept=student, merged=private, reason=REASON, by=administrator)

    def test_declined_is_declined_and_taken_back_is_withdrawn(self, student: User, private: User, coordinator: User, administrator: User) -> None:
        states = []
        for by in (administrator, coordinator):
            proposal = propose_merge(kept=student, merged=private, reason=REASON, by=coordinator)
            states.append(decline_merge(proposal=proposal, by=by).state)

        assert states == ["declined", "withdrawn"]
        with pytest.raises(Conflict, match="decided already"):
            approve_merge(proposal=proposal, by=administrator)


class TestRefusals:
    def test_another_role_of_the_account_to_merge(self, student: User, private: User, administrator: User, north: Campus) -> None:
        Membership.objects.create(user=private, campus=north, role="instructor")

        with pytest.raises(Conflict, match=r"also works as instructor. End these roles first"):
            propose_merge(kept=student, merged=User.objects.get(pk=private.pk), reason=REASON, by=administrator)

    def test_an_account_to_keep_that_nobody_opened(self, student: User, coordinator: User, north: Campus) -> None:
        invited = invite_person(email="waits@north.example", role="student", campus=north, by=coordinator).person

        with pytest.raises(Conflict, match="never opened"):
            propose_merge(kept=invited, merged=student, reason=REASON, by=coordinator)

    def test_a_closed_account_to_keep(self, student: User, private: User, coordinator: User) -> None:
        User.objects.filter(pk=student.pk).update(is_active=False)

        with pytest.raises(Conflict, match=r"is closed. Open it first"):
            propose_merge(kept=User.objects.get(pk=student.pk), merged=private, reason=REASON, by=coordinator)

    def test_an_account_that_was_merged_before(self, student: User, private: User, coordinator: User, administrator: User, north: Campus) -> None:
        merged(student, private, coordinator, administrator)

        with pytest.raises(Conflict, match="merged into another before"):
            propose_merge(kept=person("student", north), merged=User.objects.get(pk=private.pk), reason=REASON, by=administrator)


class TestSigningIn:
    def test_both_addresses_lead_to_the_account_that_is_kept(self, student: User, private: User, coordinator: User, administrator: User, client) -> None:
        merged(student, private, coordinator, administrator)

        answer = client.post(reverse("account_login"), {"login": "PRIVATE@mail.example", "password": PASSWORD})

        assert answer.status_code == 302
        assert client.session["_auth_user_id"] == str(student.pk)
        assert person_with_email("private@mail.example") == person_with_email(student.email) == student

    def test_sessions_and_second_factor_of_the_other_end(self, student: User, private: User, coordinator: User, administrator: User) -> None:
        browser = signed_in(private)
        Authenticator.objects.create(user=private, type=Authenticator.Type.TOTP, data={})

        merged(student, private, coordinator, administrator)

        assert browser.get(reverse("people:profile")).status_code == 302
        assert not Authenticator.objects.filter(user=private).exists()
        private.refresh_from_db()
        assert (private.is_active, private.has_joined, private.email.endswith("@merged.invalid")) == (False, False, True)

    def test_it_cannot_be_opened_again(self, student: User, private: User, coordinator: User, administrator: User) -> None:
        merged(student, private, coordinator, administrator)

        with pytest.raises(Conflict, match="was merged into another"):
            reactivate_person(person=private, by=administrator)

    def test_both_addresses_are_told(self, student: User, private: User, coordinator: User, administrator: User, mailbox: Mailbox) -> None:
        merged(student, private, coordinator, administrator)

        told = [letter for letter in mailbox.letters() if letter.subject == "Your two accounts are one now"]
        assert {letter.to[0] for letter in told} == {student.email, "private@mail.example"}

    def test_an_invitation_to_the_old_address_finds_the_person(
        self, student: User, private: User, coordinator: User, administrator: User, south: Campus
    ) -> None:
        merged(student, private, coordinator, administrator)

        invitation = invite_person(email="private@mail.example", role="student", campus=south, by=administrator)

        assert invitation.person == student

    def test_open_invitations_of_the_other_end(self, student: User, private: User, coordinator: User, administrator: User, south: Campus) -> None:
        invite_person(email=private.email, role="student", campus=south, by=administrator)

        merged(student, private, coordinator, administrator)

        assert not Invitation.objects.filter(person=private, revoked_at__isnull=True).exists()

    def test_the_old_address_stays_when_the_address_changes(self, student: User, private: User, coordinator: User, administrator: User) -> None:
        merged(student, private, coordinator, administrator)
        kept = User.objects.get(pk=student.pk)

        change_email(person=kept, token=_token(kept, "new@mail.example"))

        assert set(EmailAddress.objects.filter(user=kept).values_list("email", "primary")) == {("new@mail.example", True), ("private@mail.example", False)}

    def test_campuses_move(self, student: User, coordinator: User, administrator: User, south: Campus) -> None:
        other = person("student", south, key="other")

        merged(student, other, administrator, person("administrator", south, key="second"))

        assert {held.campus for held in Membership.objects.filter(user=student, ended_at__isnull=True)} == {south, coordinator.active_memberships[0].campus}
        assert not Membership.objects.filter(user=other, ended_at__isnull=True).exists()


def _token(person: User, new: str) -> str:
    from django.core import signing

    from lms.people.actions.change_email import SALT

    return signing.dumps({"person": person.public_id, "old": person.email, "new": new}, salt=SALT)


class TestIds:
    def test_a_person_is_named_by_all_their_accounts(
        self, student: User, private: User, coordinator: User, administrator: User, north: Campus, django_assert_num_queries: Callable
    ) -> None:
        third = person("student", north, key="third")
        with django_assert_num_queries(1):
            assert ids_of(student) == [student.public_id]
        merged(student, private, coordinator, administrator)
        merged(third, User.objects.get(pk=student.pk), coordinator, administrator)

        assert ids_of(third) == ids_of(third.public_id) == [third.public_id, student.public_id, private.public_id]
        assert accounts_merged_into(third) == [student, private]
        assert ids_of(private) == [private.public_id]


@pytest.mark.services
class TestDatabase:
    def row(self, kept: User, other: User, proposal: MergeProposal | None = None, **changes: str) -> AccountMerge:
        facts = {"kept": kept.public_id, "merged": other.public_id, "reason": REASON, "proposed_by": "one", "approved_by": "two", "at": NOON, **changes}
        said = proposal or MergeProposal.objects.create(
            kept=kept.public_id, merged=f"x{MergeProposal.objects.count()}", reason=REASON, proposed_by="one", proposed_at=NOON
        )
        with transaction.atomic():
            return AccountMerge.objects.create(proposal=said, **facts)

    def test_a_second_merge_of_one_account_is_refused(self, student: User, private: User, administrator: User) -> None:
        self.row(student, private)

        with pytest.raises(DatabaseError):
            self.row(administrator, private)

    def test_a_circle_is_refused(self, student: User, private: User, administrator: User) -> None:
        self.row(student, private)
        self.row(administrator, student)

        with pytest.raises(DatabaseError, match="cannot keep one"):
            self.row(private, administrator)

    @pytest.mark.parametrize("changes", [{"approved_by": "one"}, {"reason": ""}, {"approved_by": ""}])
    def test_one_person_alone_or_no_reason_is_refused(self, student: User, private: User, changes: dict[str, str]) -> None:
        with pytest.raises(DatabaseError):
            self.row(student, private, **changes)

    def test_an_account_into_itself_or_by_its_own_person_is_refused(self, student: User, private: User) -> None:
        for kept, other, changes in (
            (student, student, {}), (student, private, {"approved_by": student.public_id}), (student, private, {"proposed_by": private.public_id}),
        ):  # fmt: skip
            with pytest.raises(DatabaseError):
                self.row(kept, other, **changes)

    def test_it_is_written_once(self, student: User, private: User) -> None:
        merge = self.row(student, private)

        with pytest.raises(DatabaseError), transaction.atomic():
            AccountMerge.objects.filter(pk=merge.pk)._raw_delete("default")
        with as_the_database_owner("people_%"):
            AccountMerge.objects.filter(pk=merge.pk)._raw_delete("default")
        assert not AccountMerge.objects.exists()

"""Letters that are refused or come back: the address is closed, everybody concerned is told, and the person opens it again."""

import io
import mailbox as mailboxes
from datetime import timedelta
from email.message import EmailMessage
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid, TooMany
from lms.jobs.api import Job, run_due
from lms.notices.api import Notice, notify, register_notice_kind
from lms.notices.facts.mail import read_mail
from lms.notices.kinds import notice_kinds
from lms.people.actions.change_email import ask_for_email_change
from lms.people.actions.invite_person import invite_person
from lms.people.actions.mail_events import read_returned
from lms.people.actions.open_address import reopen_address, try_address
from lms.people.actions.queue_mail import queue_mail
from lms.people.actions.resend_invitation import resend_invitation
from lms.people.models import Campus, MailEvent, User
from lms.people.queries.mail_events import bounced_since, closed_address_of, closed_addresses, is_closed
from tests.factories.people import person
from tests.factories.returned_letters import returned
from tests.lms.people.browsers import sign_in, signed_in
from tests.lms.people.conftest import Mailbox

pytestmark = pytest.mark.django_db
BACKEND = "django.core.mail.backends.locmem.EmailBackend.send_messages"
KIND = "people.test_bounces"


@pytest.fixture
def notice_kind() -> Any:
    if KIND not in notice_kinds:
        register_notice_kind(KIND, "A notice", reason="You asked for it.")


def send(address: str, subject: str = "Hello") -> Any:
    """A letter to ``address``, and how it went out; nothing when it did not."""
    before = len(mail.outbox)
    queue_mail(to=address, subject=subject, text="Hello.")
    run_due(once=False)
    return mail.outbox[-1] if len(mail.outbox) > before else None


def bounce(address: str, **more: Any) -> list[MailEvent]:
    """A letter goes to ``address`` and comes back."""
    return read_returned(returned(address=address, message_id=send(address).extra_headers["Message-ID"], **more))


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send_messages(_self: Any, _messages: Any) -> int:
        raise error

    monkeypatch.setattr(BACKEND, send_messages)


class TestRefusedAtOnce:
    def test_an_address_that_the_server_refuses_for_good_is_closed_and_not_tried_again(self, student: User, monkeypatch: pytest.MonkeyPatch):
        refuse(monkeypatch, SMTPRecipientsRefused({student.email: (550, b"5.1.1 No such user here")}))

        queue_mail(to=student.email, subject="Hello", text="Hello.")
        run_due(once=False)

        event = MailEvent.objects.get()
        assert (event.kind, event.address, event.status, event.said, event.closes) == (
            "refused",
            student.email.lower(),
            "5.1.1",
            "5.1.1 No such user here",
            True,
        )
        assert [(job.state, job.attempts) for job in Job.objects.all()] == [("done", 1)]

    @pytest.mark.parametrize(
        "error",
        [
            SMTPRecipientsRefused({"x@y.example": (450, b"4.2.1 Try later")}),
            SMTPRecipientsRefused({"x@y.example": (550, b"5.7.1 We do not trust your server")}),
            SMTPRecipientsRefused({"x@y.example": (554, b"Looks like spam")}),
            SMTPDataError(550, b"Too many letters from you"),
            ConnectionRefusedError(),
        ],
    )
    def test_what_may_pass_or_is_about_us_closes_nothing_and_is_tried_again(self, monkeypatch: pytest.MonkeyPatch, error: Exception):
        refuse(monkeypatch, error)

        queue_mail(to="x@y.example", subject="Hello", text="Hello.")
        run_due(once=False)

        assert not MailEvent.objects.exists()
        assert Job.objects.get().state not in ("done", "failed")

    def test_words_that_come_after_the_whole_letter_count_when_they_have_a_status(self, monkeypatch: pytest.MonkeyPatch):
        refuse(monkeypatch, SMTPDataError(550, b"5.2.1 This mailbox is switched off"))

        queue_mail(to="x@y.example", subject="Hello", text="Hello.")
        run_due(once=False)

        assert is_closed("X@Y.example")


class TestComeBack:
    def test_the_address_is_closed_and_nothing_more_is_sent_to_it(self, student: User):
        (event,) = bounce(student.email)

        assert (event.kind, event.closes) == ("returned", True)
        assert send(student.email, "Choose a new password") is None
        assert closed_address_of(student).held[0].subject_line == "Choose a new password"

    def test_the_same_report_twice_is_kept_once(self, student: User):
        raw = returned(address=student.email, message_id=send(student.email).extra_headers["Message-ID"])

        assert [len(read_returned(raw)) for _time in range(2)] == [1, 0]

    def test_forwarded_mail_closes_the_address_that_we_wrote_to(self, student: User):
        bounce(student.email, final="somebody@forwarded.example")

        assert is_closed(student.email)
        assert not is_closed("somebody@forwarded.example")

    @pytest.mark.parametrize(("status", "action"), [("4.4.7", "delayed"), ("2.0.0", "delivered")])
    def test_a_letter_that_is_late_or_arrived_is_nothing(self, student: User, status: str, action: str):
        assert bounce(student.email, status=status, action=action) == []

    @pytest.mark.parametrize("status", ["5.7.1", "4.4.7"])
    def test_a_letter_lost_for_another_reason_is_kept_and_closes_nothing(self, student: User, status: str):
        (event,) = bounce(student.email, status=status)

        assert not event.closes
        assert not is_closed(student.email)


class TestForged:
    def test_an_id_that_was_made_up_silences_nobody(self, student: User):
        with pytest.raises(Invalid, match="names no letter that we sent"):
            read_returned(returned(address=student.email, message_id=f"<letter.{'a' * 32}@testserver>"))

        assert not is_closed(student.email)

    def test_the_id_of_a_letter_to_oneself_silences_nobody_else(self, student: User, coordinator: User):
        own = send(coordinator.email).extra_headers["Message-ID"]

        with pytest.raises(Invalid, match="names no letter that we sent"):
            read_returned(returned(address=student.email, message_id=own))

        assert not is_closed(student.email)

    def test_a_report_kept_from_before_closes_no_address_that_was_confirmed_since(self, student: User, coordinator: User):
        raw = returned(address=student.email, message_id=send(student.email).extra_headers["Message-ID"])
        (event,) = read_returned(raw)
        reopen_address(event=event, by=coordinator)

        read_returned(raw)

        assert not is_closed(student.email)


class TestNotices:
    def test_a_notice_stays_on_screen(self, student: User, notice_kind: None):
        bounce(student.email)

        notify(student, KIND, subject_line="Ready", text="Look.", url="/", key="one")
        run_due(once=False)

        notice = Notice.objects.get()
        assert (notice.delivery, notice.mailed_at, notice.claimed_until) == ("on_screen", None, None)
        assert not MailEvent.objects.filter(kind="held").exists()  # it stands on the person's page

    def test_facts_count_what_came_back(self, student: User):
        bounce(student.email)

        reading = read_mail()

        assert ("pathway_mail_bounced", (), 1) in reading.samples
        assert ("pathway_mail_closed_addresses", (), 1) in reading.samples
        assert reading.facts[-1].says == "1 letter came back or was refused within 7 days. 1 address is not written to."
        assert reading.facts[-1].url == "/people/mail/"


class TestOpeningAgain:
    def test_the_person_proves_it_by_one_letter(self, client: Client, student: User, mailbox: Mailbox):
        bounce(student.email)
        browser = signed_in(student)

        assert "Our letters do not reach you" in browser.get("/account/").content.decode()
        browser.post(reverse("people:try_address"))
        link = mailbox.link()
        browser.get(link)
        assert is_closed(student.email)  # mail programs open links by themselves
        browser.post(link)

        assert not is_closed(student.email)
        assert "Our letters do not reach you" not in browser.get("/account/").content.decode()
        assert send(student.email) is not None

    def test_nobody_else_uses_that_link(self, student: User, coordinator: User, mailbox: Mailbox):
        bounce(student.email)
        try_address(person=student)

        assert signed_in(coordinator).post(mailbox.link()).status_code == 409
        assert is_closed(student.email)

    def test_three_letters_a_day_and_none_to_an_address_that_is_open(self, student: User):
        with pytest.raises(Conflict, match="reach you"):
            try_address(person=student)
        bounce(student.email)
        for _time in range(3):
            try_address(person=student)

        with pytest.raises(TooMany, match="tomorrow"):
            try_address(person=student)

    def test_another_address_is_proved_by_its_letter(self, client: Client, student: User, mailbox: Mailbox):
        bounce("ana@new.example")
        sign_in(client, student.email)
        ask_for_email_change(person=student, email="ana@new.example", by=student)

        client.post(mailbox.link())

        assert User.objects.get(pk=student.pk).email == "ana@new.example"
        assert not is_closed("ana@new.example")

    def test_their_coordinator_opens_it_when_told_so(self, student: User, coordinator: User):
        (event,) = bounce(student.email)

        signed_in(coordinator).post(reverse("people:reopen_address", args=[event.public_id]))

        assert not is_closed(student.email)
        assert MailEvent.objects.get(kind="confirmed").by == coordinator.public_id

    def test_the_coordinator_of_another_campus_does_not(self, student: User, south: Campus):
        (event,) = bounce(student.email)
        other = person("coordinator", south)

        assert signed_in(other).post(reverse("people:reopen_address", args=[event.public_id])).status_code == 404
        with pytest.raises(Forbidden):
            reopen_address(event=event, by=other)


class TestWhoIsTold:
    def test_coordinators_see_their_campus_and_administrators_all(self, student: User, coordinator: User, administrator: User, south: Campus):
        other = person("student", south)
        for address in (student.email, other.email, "nobody@else.example"):
            bounce(address)

        assert [one.event.address for one in closed_addresses(coordinator)] == [student.email.lower()]
        assert {one.event.address for one in closed_addresses(administrator)} == {student.email.lower(), other.email.lower(), "nobody@else.example"}

    def test_the_list_says_who_why_and_what_was_held_back(self, student: User, coordinator: User):
        bounce(student.email, status="5.2.2")
        send(student.email, "Choose a new password")

        page = signed_in(coordinator).get(reverse("people:bounced")).content.decode()

        assert student.legal_name in page
        assert student.email.lower() in page
        assert "The mailbox is full." in page
        assert "make room" in page
        assert "Choose a new password" in page

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_costs_as_much_for_one_address_as_for_three(self, north: Campus, coordinator: User, number: int, django_assert_num_queries: Any):
        for _one in range(number):
            bounce(person("student", north).email)

        with django_assert_num_queries(4):  # the events; people, links, letters held back
            assert len(closed_addresses(coordinator)) == number

    def test_a_coordinator_who_invites_to_such_an_address_is_told_at_once(self, coordinator: User, north: Campus):
        invitation = invite_person(email="new@example.org", role="student", campus=north, by=coordinator)
        bounce("new@example.org")

        with pytest.raises(Conflict, match="come back"):
            resend_invitation(invitation=invitation, by=coordinator)
        with pytest.raises(Conflict, match="come back"):
            invite_person(email="New@example.org", role="instructor", campus=north, by=coordinator)
        assert [one.event.address for one in closed_addresses(coordinator)] == ["new@example.org"]

    def test_who_asks_for_a_reset_reads_the_same_as_everybody_and_the_list_tells_it(self, client: Client, student: User, coordinator: User):
        bounce(student.email)

        page = client.post(reverse("account_reset_password"), {"email": student.email}, follow=True).content.decode()
        run_due(once=False)

        assert "Your coordinator sees that" in page
        assert [letter.subject_line for letter in closed_addresses(coordinator)[0].held] == ["Choose a new password"]


class TestCommand:
    def report(self, address: str) -> bytes:
        return returned(address=address, message_id=send(address).extra_headers["Message-ID"])

    def read(self, **options: Any) -> tuple[str, str]:
        said, complained = io.StringIO(), io.StringIO()
        call_command("read_bounces", stdout=said, stderr=complained, **options)
        return said.getvalue().strip(), complained.getvalue().strip()

    def test_one_message_is_read_from_a_pipe(self, student: User, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(self.report(student.email))))

        assert self.read() == ("1 read, 1 kept, 0 refused.", "")
        assert is_closed(student.email)

    def test_a_maildir_is_read_once(self, student: User, tmp_path: Any):
        box = mailboxes.Maildir(tmp_path / "box", create=True)
        box.add(self.report(student.email))
        box.add(EmailMessage())

        said, complained = self.read(maildir=tmp_path / "box", json=True)

        assert said == '{"read": 2, "kept": 1, "refused": 1}'
        assert "no delivery report" in complained
        assert self.read(maildir=tmp_path / "box")[0] == "0 read, 0 kept, 0 refused."

    def test_an_mbox_may_be_read_again(self, student: User, tmp_path: Any):
        box = mailboxes.mbox(tmp_path / "box")
        box.add(self.report(student.email))
        box.close()

        assert [self.read(mbox=tmp_path / "box")[0] for _time in range(2)] == ["1 read, 1 kept, 0 refused.", "1 read, 0 kept, 0 refused."]

    @pytest.mark.parametrize("option", ["maildir", "mbox"])
    def test_a_place_that_is_none_is_an_error(self, tmp_path: Any, option: str):
        with pytest.raises(CommandError, match="is no"):
            self.read(**{option: tmp_path / "nowhere"})


def test_only_what_came_back_lately_is_counted(student: User):
    bounce(student.email)

    assert [bounced_since(now() - timedelta(days=7)), bounced_since(now() + timedelta(seconds=1))] == [1, 0]

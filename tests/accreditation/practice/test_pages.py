"""The way of an entry over the screens: the student's, the attorney's behind the mailed link, the coordinator's."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accreditation.actions.ask_attorney import revoke_links
from accreditation.models import AttorneyProposal, Confirmation, Entry, Matter, PracticeEntry, SupervisingAttorney
from curriculum.models import Enrollment
from lms.core.clock import now
from lms.people.models import MailedLink, User
from tests.factories.course import signed_in
from tests.factories.practice import keepers_of, sent_entry

FORM = {
    "date": "2026-10-05", "minutes": "90", "task": "declaration", "forum": "uscis", "skill": "drafting", "topic": "asylum",
    "learned": "I learned to order a story by time.",
}  # fmt: skip


def let_in(mailbox: Any) -> Client:
    """The attorney's browser, once the code of their newest letter was given."""
    client = Client()
    letter = next(one for one in reversed(mailbox.letters()) if "/practice/confirm/" in one.body)
    found = re.search(r"/practice/confirm/\S+/", letter.body)
    assert found is not None
    client.get(found[0], follow=True)
    client.post("/links/")
    code = re.match(r"(\d{6}) is your code", mailbox.last().subject)
    assert code is not None
    assert client.post("/links/", {"code": code[1]})["Location"] == "/practice/confirm/"
    return client


def test_written_sent_confirmed_and_read_in_the_record(matter: Matter, student: User, mailbox: Any) -> None:
    browser = signed_in(student)
    assert matter.code in browser.get("/record/practice/").text
    entry_at = browser.post(f"/record/practice/matters/{matter.code}/write/", FORM)["Location"]
    browser.post(f"{entry_at}send/")
    attorney = let_in(mailbox)
    page = attorney.get("/practice/confirm/").text
    assert ("I learned to order a story by time." in page, "number 654321" in page) == (True, True)

    entry = PracticeEntry.objects.get()
    unsigned = attorney.post("/practice/confirm/", {"entry": entry.public_id})
    assert (unsigned.status_code, "Tick the sentence" in unsigned.text, f'value="{entry.public_id}" checked' in unsigned.text) == (422, True, True)
    for _ in range(2):  # a double click
        assert attorney.post("/practice/confirm/", {"entry": entry.public_id, "attested": "on"}).status_code == 302

    assert (Entry.objects.count(), Confirmation.objects.count()) == (1, 1)
    assert "Ada Ruiz" in browser.get(entry_at).text
    assert "What you confirmed" in [letter.subject for letter in mailbox.letters()]
    assert "Your practice was confirmed" in browser.get("/notices/").text
    keeper = signed_in(keepers_of_campus(matter))
    assert "Practice was confirmed" in keeper.get("/notices/").text


def keepers_of_campus(matter: Matter) -> User:
    return User.objects.get(email=f"first@{matter.campus}.example")


def test_a_refused_text_comes_back_with_its_places_marked(matter: Matter, student: User) -> None:
    answer = signed_in(student).post(f"/record/practice/matters/{matter.code}/write/", {**FORM, "learned": "I met Rosa Mendez & listened <b>."})

    assert (answer.status_code, PracticeEntry.objects.exists()) == (422, False)
    assert "<mark>Rosa Mendez</mark>" in answer.text
    assert "&amp; listened &lt;b&gt;." in answer.text


def test_a_double_asks_whether_it_is_meant(matter: Matter, student: User) -> None:
    browser, at = signed_in(student), f"/record/practice/matters/{matter.code}/write/"
    browser.post(at, FORM)
    warned = browser.post(at, FORM)
    assert (warned.status_code, 'name="is_another"' in warned.text) == (422, True)

    assert browser.post(at, {**FORM, "is_another": "on"}).status_code == 302


def test_returned_with_a_comment_and_corrected(matter: Matter, student: User, mailbox: Any) -> None:
    entry = sent_entry(matter, student)
    attorney, at = let_in(mailbox), f"/practice/confirm/entries/{entry.public_id}/"
    refused = attorney.post(at, {"do": "return", "text": "Ask Mrs. Hernandez."})
    assert (refused.status_code, "<mark>Mrs. Hernandez</mark>" in refused.text) == (422, True)
    attorney.post(at, {"do": "return", "text": "It was an hour."})

    browser = signed_in(student)
    assert "It was an hour." in browser.get(f"/record/practice/entries/{entry.public_id}/").text
    newer_at = browser.post(f"/record/practice/entries/{entry.public_id}/edit/", {**FORM, "minutes": "60"})["Location"]
    browser.post(f"{newer_at}send/")
    browser.post(f"{newer_at}say/", {"text": "You are right."})
    assert "You are right." in attorney.get(f"/practice/confirm/entries/{newer_at.split('/')[-2]}/").text


@pytest.mark.parametrize("how", ["revoked", "expired", "address changed"])
def test_a_link_that_has_ended_opens_nothing(matter: Matter, student: User, mailbox: Any, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    entry = sent_entry(matter, student)
    attorney = let_in(mailbox)
    if how == "revoked":
        revoke_links(attorney=matter.attorney, by=None)
    elif how == "expired":
        MailedLink.objects.update(sent_at=now() - timedelta(days=15), expires_at=now() - timedelta(days=1))
    else:
        SupervisingAttorney.objects.update(email="other@law.example")

    assert attorney.get("/practice/confirm/").status_code == 404
    assert attorney.post("/practice/confirm/", {"entry": entry.public_id, "attested": "on"}).status_code == 404
    assert not Entry.objects.exists()


def test_two_devices_confirm_once(matter: Matter, student: User, mailbox: Any) -> None:
    entry = sent_entry(matter, student)
    phone, desk = let_in(mailbox), let_in(mailbox)

    answers = [device.post("/practice/confirm/", {"entry": entry.public_id, "attested": "on"}).status_code for device in (phone, desk)]

    assert (answers, Entry.objects.count()) == ([302, 302], 1)


def test_coordinators_put_an_attorney_on_record_open_a_matter_and_look(enrollment: Enrollment, student: User) -> None:
    first, second = (signed_in(person) for person in keepers_of(enrollment.cohort.campus))
    facts = {"name": "Ada Ruiz", "email": "ada@law.example", "bar_state": "MA", "bar_number": "1", "organization": "Harbor", "campus": "north"}
    assert first.post("/cohorts/practice/attorneys/new/", {**facts, "bar_state": "M1"}).status_code == 422
    assert first.post("/cohorts/practice/attorneys/new/", facts).status_code == 302
    proposal = AttorneyProposal.objects.get()
    decide = f"/cohorts/practice/proposals/{proposal.public_id}/"
    assert first.post(decide, {"decision": "approve"}).status_code == 404
    assert "Ada Ruiz" in second.get("/cohorts/practice/attorneys/").text
    second.post(decide, {"decision": "approve"})

    attorney = SupervisingAttorney.objects.get()
    at = first.post("/cohorts/practice/matters/new/", {"attorney": attorney.public_id, "category": "tps", "opened_on": "2026-09-01"})["Location"]
    first.post(f"{at}assign/", {"enrollment": enrollment.public_id})
    entry = sent_entry(Matter.objects.get(), student)

    assert "0 days" in first.get("/cohorts/practice/").text
    assert "I learned to order" in first.get(f"/cohorts/practice/entries/{entry.public_id}/").text
    assert "A new letter" in first.post(f"/cohorts/practice/attorneys/{attorney.public_id}/remind/", follow=True).text
    assert "Links taken back: 1" in first.post(f"/cohorts/practice/attorneys/{attorney.public_id}/revoke/", follow=True).text
    assert "not settled yet" in first.post(f"{at}close/", {"closed_on": "2026-11-01"}, follow=True).text


def test_a_checkpoint_and_its_feedback(matter: Matter, student: User, mailbox: Any) -> None:
    browser = signed_in(student)
    browser.post(f"/record/practice/matters/{matter.code}/reach/", {"kind": "intake"})
    sent_entry(matter, student)
    attorney = let_in(mailbox)
    pile = attorney.get("/practice/confirm/").text
    found = re.search(r"/practice/confirm/checkpoints/\S+/", pile)
    assert found is not None
    assert "data-identifiers" in pile  # the early word of the guard, while the attorney writes
    assert "js/identifiers" in pile

    refused = attorney.post(found[0], {"text": "Her A-number is A203456789."})
    assert (refused.status_code, "js/identifiers" in refused.text, "data-identifiers" in refused.text) == (422, True, True)
    attorney.post(found[0], {"text": "Ask fewer questions at once."})

    assert "Ask fewer questions at once." in browser.get(f"/record/practice/matters/{matter.code}/").text


def test_a_stranger_finds_nothing(matter: Matter, student: User, enrollment: Enrollment) -> None:
    entry = sent_entry(matter, student)
    from tests.factories.cohorts import student_of

    other = signed_in(student_of(enrollment.cohort.campus, "bela"))

    statuses = [
        other.get(at).status_code
        for at in (f"/record/practice/entries/{entry.public_id}/", f"/record/practice/matters/{matter.code}/", "/cohorts/practice/", "/practice/confirm/")
    ]

    assert statuses == [404, 404, 404, 404]

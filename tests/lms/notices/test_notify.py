"""Telling a person something, once, on screen and by letter."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from lms.core.clock import now
from lms.core.registry import UnknownKind
from lms.jobs.api import Job, run_job
from lms.notices.api import Notice, clear_notices, mail_notice, notify, unread_count
from lms.notices.kinds import notice_kinds, register_notice_kind
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
FACTS = {"subject_line": "Your quiz was marked", "text": "Your essay in Asylum 1 was marked.", "url": "/record/", "key": "attempt-1"}


@pytest.fixture
def ana() -> Any:
    return UserFactory(preferred_name="Ana", email="ana@north.example")


def run_jobs() -> None:
    for public_id in Job.objects.filter(state="queued").order_by("pk").values_list("public_id", flat=True):
        run_job(public_id)


def test_a_notice_is_on_the_persons_page_and_its_letter_in_the_line(ana: Any) -> None:
    notice = notify(ana, "sample.result", **FACTS)

    stored = Notice.objects.get()
    assert stored == notice
    assert (stored.person, stored.subject_line, stored.text, stored.url, stored.read_at) == (
        ana.public_id, "Your quiz was marked", "Your essay in Asylum 1 was marked.", "/record/", None,
    )  # fmt: skip
    assert Job.objects.values_list("kind", "payload", "owner").get() == ("notices.mail_notice", {"notice": notice.public_id}, "")
    assert mail.outbox == []


def test_the_same_key_tells_a_person_once(ana: Any) -> None:
    first = notify(ana, "sample.result", **FACTS)

    second = notify(ana, "sample.result", **{**FACTS, "text": "Again."})

    assert second == first
    assert (Notice.objects.count(), Job.objects.count()) == (1, 1)


def test_two_people_are_told_about_the_same_thing(ana: Any) -> None:
    notify(ana, "sample.result", **FACTS)
    notify(UserFactory(), "sample.result", **FACTS)

    assert (Notice.objects.count(), Job.objects.count()) == (2, 2)


def test_a_quiet_kind_sends_no_letter(ana: Any) -> None:
    notify(ana, "sample.quiet", **FACTS)

    assert (Notice.objects.count(), Job.objects.count()) == (1, 0)


def test_a_transaction_that_rolls_back_tells_nobody(ana: Any) -> None:
    with transaction.atomic():
        notify(ana, "sample.result", **FACTS)
        transaction.set_rollback(True)

    assert (Notice.objects.count(), Job.objects.count()) == (0, 0)


def test_an_unknown_kind_is_refused(ana: Any) -> None:
    with pytest.raises(UnknownKind):
        notify(ana, "sample.vanished", **FACTS)


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "record/", "/a\r\nb", "/\t/evil.example"]
)
def test_an_address_that_is_not_ours_is_refused(ana: Any, url: str) -> None:
    with pytest.raises(ValueError, match="is not a page of ours"):
        notify(ana, "sample.result", **{**FACTS, "url": url})


def test_the_letter_says_what_happened_and_where_to_look(ana: Any, settings: Any) -> None:
    notify(ana, "sample.result", **FACTS)

    run_jobs()

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["ana@north.example"], "Your quiz was marked")
    assert "Hello Ana,\n\nYour essay in Asylum 1 was marked." in letter.body
    assert f"See it on Pathway:\n{settings.SITE_URL}/record/" in letter.body
    assert "You get this because you take part in a program." in letter.body
    [(html, media_type)] = letter.alternatives
    assert media_type == "text/html"
    assert f'href="{settings.SITE_URL}/record/"' in html
    assert "Your essay in Asylum 1 was marked." in html
    assert Notice.objects.get().mailed_at is not None


def test_a_letter_without_a_page_has_no_button(ana: Any) -> None:
    notify(ana, "sample.result", **{**FACTS, "url": ""})

    run_jobs()

    assert "See it on Pathway" not in mail.outbox[0].body


def test_a_letter_is_sent_once_however_often_its_job_runs(ana: Any) -> None:
    notice = notify(ana, "sample.result", **FACTS)

    assert [mail_notice(notice.public_id) for _ in range(3)] == [True, False, False]

    assert len(mail.outbox) == 1


def test_a_repetition_after_a_crash_carries_the_same_message_id(ana: Any) -> None:
    notice = notify(ana, "sample.result", **FACTS)
    mail_notice(notice.public_id)
    Notice.objects.update(mailed_at=None)  # killed between the server's word and our note

    mail_notice(notice.public_id)

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert notice.public_id in first.extra_headers["Message-ID"]


def test_a_mail_server_that_rests_loses_nothing(ana: Any, settings: Any) -> None:
    notify(ana, "sample.result", **FACTS)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    run_jobs()
    assert Job.objects.values_list("state", "attempts").get() == ("queued", 1)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run_jobs()

    assert Job.objects.get().state == "done"
    assert len(mail.outbox) == 1


def test_the_letter_goes_to_the_address_the_person_has_when_it_goes(ana: Any) -> None:
    notify(ana, "sample.result", **FACTS)
    type(ana).objects.update(email="ana.rivera@north.example")

    run_jobs()

    assert mail.outbox[0].to == ["ana.rivera@north.example"]


def test_no_letter_goes_to_a_closed_account_or_about_a_notice_that_is_gone(ana: Any) -> None:
    closed = notify(UserFactory(is_active=False), "sample.result", **FACTS)
    erased = notify(ana, "sample.result", **FACTS)
    Notice.objects.filter(person=ana.public_id).update(person="erased")

    assert [mail_notice(notice) for notice in (closed.public_id, erased.public_id, "A" * 22)] == [False, False, False]
    assert mail.outbox == []


def test_a_letter_about_a_kind_that_is_gone_still_goes(ana: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = notify(ana, "sample.result", **FACTS)
    monkeypatch.setattr(notice_kinds, "_items", {})

    assert mail_notice(notice.public_id)


def test_hostile_text_becomes_neither_header_nor_markup(ana: Any) -> None:
    notify(ana, "sample.result", subject_line="Hello\r\nBcc: everyone@evil.example", text='<img src=x onerror="alert(1)"> & “quotes”', url="", key="k")

    run_jobs()

    [letter] = mail.outbox
    assert letter.subject == "Hello Bcc: everyone@evil.example"
    assert letter.recipients() == ["ana@north.example"]
    assert '<img src=x onerror="alert(1)"> & “quotes”' in letter.body
    assert "<img" not in letter.alternatives[0][0]
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; “quotes”" in letter.alternatives[0][0]


def test_unread_notices_are_counted_for_one_person(ana: Any) -> None:
    for number in range(3):
        notify(ana, "sample.quiet", **{**FACTS, "key": str(number)})
    notify(UserFactory(), "sample.quiet", **FACTS)
    Notice.objects.filter(key="0").update(read_at=now())

    assert unread_count(ana.public_id) == 2


def test_notices_over_a_year_old_are_cleared(ana: Any) -> None:
    old, fresh = [notify(ana, "sample.quiet", **{**FACTS, "key": key}) for key in ("old", "fresh")]
    Notice.objects.filter(pk=old.pk).update(created_at=now() - timedelta(days=366))

    assert clear_notices() == 1
    assert Notice.objects.get() == fresh


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match=r"“sample\.result” is registered twice"):
        register_notice_kind("sample.result", "Twice")


@pytest.mark.django_db
def test_many_are_told_at_the_cost_of_one_and_nobody_twice():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from lms.jobs.api import Job
    from lms.notices.api import LETTERS_JOB, MAIL_JOB, Notice, Told, notify_many, send_letters
    from tests.factories.people import CampusFactory, person

    people = [person("student", CampusFactory(slug="north"), key=f"told{n}") for n in range(4)]
    told = [Told(one, "The law\nchanged", "Read it.", "/law/", "change-1") for one in people]

    with CaptureQueriesContext(connection) as one:
        assert notify_many("curriculum.law_changed", told[:1]) == 1
    with CaptureQueriesContext(connection) as three:
        assert notify_many("curriculum.law_changed", told) == 3

    assert len(three) == len(one)
    assert set(Notice.objects.values_list("person", "subject_line")) == {(one.public_id, "The law changed") for one in people}
    asked = [notice for job in Job.objects.filter(kind=LETTERS_JOB) for notice in job.payload["notices"]]
    send_letters(asked)
    send_letters(asked)
    assert Job.objects.filter(kind=MAIL_JOB).count() == 4
    with pytest.raises(ValueError, match="not a page of ours"):
        notify_many("curriculum.law_changed", [Told(people[0], "x", "x", "//elsewhere", "change-2")])

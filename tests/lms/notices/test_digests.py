"""One letter a person and local day with what came since, whoever asks for it and how often."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lms.jobs.api import Job, run_due, run_job, sweeps
from lms.notices.actions.keep_preferences import keep_preferences
from lms.notices.actions.letters import BeingSent, sending
from lms.notices.actions.send_waiting import send_digests
from lms.notices.api import Notice, clear_notices, mail_digest, mail_notice, notify
from lms.notices.models import Digest, KindPreference
from tests.factories.people import CampusFactory, UserFactory, person
from tests.lms.notices.clocks import SetClock, new_york

pytestmark = pytest.mark.django_db
TENTH, ELEVENTH = date(2026, 6, 10), date(2026, 6, 11)


def tell(who: Any, key: str, kind: str = "sample.daily") -> Notice:
    return notify(who, kind, subject_line=f"Subject {key}", text=f"Text {key}", url=f"/record/?{key}", key=key)


def run_jobs() -> None:
    for public_id in Job.objects.filter(state="queued").order_by("pk").values_list("public_id", flat=True):
        run_job(public_id)


def sweep() -> int:
    asked = send_digests()
    run_jobs()
    return asked


def test_what_came_since_is_in_one_letter(noor: Any, set_clock: SetClock, settings: Any) -> None:
    tell(noor, "a")
    tell(noor, "b")
    set_clock(new_york(11, 8))

    sweep()

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["noor@north.example"], "2 new notices on Pathway")
    assert letter.body.index("Subject a") < letter.body.index("Text a") < letter.body.index(f"{settings.SITE_URL}/record/?a") < letter.body.index("Subject b")
    assert "Hello Noor" in letter.body
    assert "Text b" in letter.alternatives[0][0]
    assert Digest.objects.get().mailed_at is not None


def test_it_goes_at_the_chosen_hour_of_the_person(noor: Any, set_clock: SetClock) -> None:
    keep_preferences(by=noor, deliveries={}, digest_hour=17, quiet_from=None, quiet_until=None)
    tell(noor, "a")
    set_clock(new_york(10, 16, 59))
    assert sweep() == 0
    set_clock(new_york(10, 17))

    assert sweep() == 1


def test_no_letter_goes_without_news(noor: Any, set_clock: SetClock) -> None:
    tell(noor, "a", "sample.quiet")
    set_clock(new_york(11, 8))

    assert (sweep(), mail_digest(noor.public_id, ELEVENTH), mail.outbox, Digest.objects.count()) == (0, False, [], 0)


def test_what_comes_after_it_waits_for_the_next_day(noor: Any, set_clock: SetClock) -> None:
    tell(noor, "a")
    set_clock(new_york(10, 13))
    sweep()
    tell(noor, "b")
    set_clock(new_york(10, 23))
    assert sweep() == 0
    set_clock(new_york(11, 8))

    assert sweep() == 1

    assert [("Subject a" in letter.body, "Subject b" in letter.body) for letter in mail.outbox] == [(True, False), (False, True)]


def test_running_twice_sends_one(noor: Any, set_clock: SetClock) -> None:
    tell(noor, "a")

    assert [mail_digest(noor.public_id, TENTH) for _ in range(3)] == [True, False, False]

    assert len(mail.outbox) == 1


def test_a_day_on_which_nothing_ran_is_made_good_by_the_next(noor: Any, set_clock: SetClock) -> None:
    tell(noor, "a")
    set_clock(new_york(13, 9))

    sweep()

    assert [(digest.day, digest.mailed_at is not None) for digest in Digest.objects.all()] == [(date(2026, 6, 13), True)]


def test_a_letter_that_a_dead_worker_left_is_gone_on_with_as_it_was(noor: Any, set_clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(noor, "a")
    with monkeypatch.context() as patched:
        patched.setattr("lms.notices.actions.mail_digest.failpoint", _die)
        with pytest.raises(KeyboardInterrupt):
            mail_digest(noor.public_id, TENTH)
    set_clock(new_york(11, 9))
    tell(noor, "b")

    sweep()

    assert [("Subject a" in letter.body, "Subject b" in letter.body) for letter in mail.outbox] == [(True, False), (False, True)]
    assert list(Digest.objects.order_by("day").values_list("day", flat=True)) == [TENTH, ELEVENTH]


def test_what_was_in_a_letter_that_was_given_up_is_in_the_next(noor: Any, set_clock: SetClock) -> None:
    notice = tell(noor, "a")
    digest = Digest.objects.create(person=noor.public_id, day=TENTH)
    Digest.objects.filter(pk=digest.pk).update(created_at=new_york(10, 12) - timedelta(days=8))
    Notice.objects.filter(pk=notice.pk).update(digest=digest)
    set_clock(new_york(11, 9))

    sweep()

    assert ["Subject a" in letter.body for letter in mail.outbox] == [True]


def test_a_slow_worker_leaves_a_later_ones_hold_alone(noor: Any, set_clock: SetClock) -> None:
    digest = Digest.objects.create(person=noor.public_id, day=TENTH)
    set_clock(new_york(10, 12))
    later = new_york(10, 12, 4)
    with sending(digest):
        set_clock(new_york(10, 12, 2))
        Digest.objects.filter(pk=digest.pk).update(claimed_until=later)

    assert (Digest.objects.get().claimed_until, Digest.objects.get().mailed_at is None) == (later, False)


def _die(name: str) -> None:
    raise KeyboardInterrupt


def test_a_letter_in_another_workers_hands_is_left_to_it(noor: Any, set_clock: SetClock) -> None:
    notice = tell(noor, "a")
    digest = Digest.objects.create(person=noor.public_id, day=TENTH, claimed_until=new_york(10, 12, 1))
    Notice.objects.filter(pk=notice.pk).update(digest=digest)

    with pytest.raises(BeingSent):
        mail_digest(noor.public_id, TENTH)
    set_clock(new_york(10, 12, 2))

    assert mail_digest(noor.public_id, TENTH) is True


def test_a_resting_mail_server_is_tried_again_with_the_same_message_id(noor: Any, set_clock: SetClock, settings: Any) -> None:
    tell(noor, "a")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    sweep()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    set_clock(new_york(10, 13))

    sweep()

    assert len(mail.outbox) == 1
    assert Digest.objects.get().public_id in mail.outbox[0].extra_headers["Message-ID"]


def test_a_daily_letter_is_held_in_quiet_hours(noor: Any, set_clock: SetClock) -> None:
    keep_preferences(by=noor, deliveries={}, digest_hour=8, quiet_from=22, quiet_until=7)
    tell(noor, "a")
    set_clock(new_york(10, 22))
    assert (sweep(), mail_digest(noor.public_id, TENTH)) == (0, False)
    set_clock(new_york(11, 7))
    assert sweep() == 0
    set_clock(new_york(11, 8))

    assert sweep() == 1


def test_a_kind_that_was_stopped_since_is_left_out(noor: Any, set_clock: SetClock) -> None:
    tell(noor, "a")
    KindPreference.objects.create(person=noor.public_id, kind="sample.daily", delivery="on_screen")

    assert mail_digest(noor.public_id, TENTH) is False

    assert (Notice.objects.get().delivery, mail.outbox) == ("on_screen", [])


def test_a_closed_account_gets_none(noor: Any, set_clock: SetClock) -> None:
    tell(noor, "a")
    type(noor).objects.filter(pk=noor.pk).update(is_active=False)

    assert (sweep(), mail_digest(noor.public_id, TENTH), mail.outbox) == (0, False, [])


def test_each_person_has_the_hour_of_their_own_zone(set_clock: SetClock) -> None:
    east = person("student", CampusFactory(slug="north"))
    west = person("student", CampusFactory(slug="west", time_zone="America/Los_Angeles"))
    for who in (east, west):
        tell(who, "a")

    set_clock(new_york(11, 8))
    sweep()
    assert [letter.to for letter in mail.outbox] == [[east.email]]
    set_clock(new_york(11, 11))
    sweep()

    assert [letter.to for letter in mail.outbox] == [[east.email], [west.email]]


def test_finding_who_is_due_costs_the_same_for_one_and_for_three(set_clock: SetClock) -> None:
    def cost(people: int) -> int:
        Notice.objects.all().delete()
        for number in range(people):
            tell(person("student", CampusFactory(slug="north")), str(number))
        set_clock(new_york(10, 7))  # nobody is due: asking alone is measured
        with CaptureQueriesContext(connection) as queries:
            assert send_digests() == 0
        return len(queries)

    assert cost(1) == cost(3) == 5


def test_the_sweeps_run_wherever_sweeps_run(noor: Any, set_clock: SetClock) -> None:
    tell(noor, "a")
    set_clock(new_york(11, 8))

    run_due(once=False)

    assert {"notices.release_held", "notices.send_digests"} <= set(sweeps.keys())
    assert len(mail.outbox) == 1


def test_the_database_knows_one_letter_a_day_and_one_way_a_notice(noor: Any) -> None:
    digest = Digest.objects.create(person=noor.public_id, day=TENTH)
    notice = tell(noor, "a", "sample.quiet")

    for wrong in (
        lambda: Digest.objects.create(person=noor.public_id, day=TENTH),
        lambda: Notice.objects.filter(pk=notice.pk).update(digest=digest),
        lambda: Notice.objects.filter(pk=notice.pk).update(delivery="pigeon"),
        lambda: Notice.objects.filter(pk=notice.pk).update(mailed_at=new_york(10, 8)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_old_daily_letters_are_cleared_with_their_notices(noor: Any, set_clock: SetClock) -> None:
    tell(noor, "a")
    mail_digest(noor.public_id, TENTH)
    set_clock(new_york(12, 8).replace(year=2027))

    assert clear_notices() == 1

    assert Digest.objects.count() == 0


def test_somebody_without_a_campus_has_utc(set_clock: SetClock) -> None:
    tell(UserFactory(), "a")
    set_clock(new_york(11, 3, 59))
    assert sweep() == 0
    set_clock(new_york(11, 4))

    assert sweep() == 1


def test_a_notice_that_went_into_the_daily_letter_at_the_last_moment_gets_none_of_its_own(
    noor: Any, set_clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = tell(noor, "a", "sample.result")

    def take_up(*_: Any) -> bool:
        """Another worker, between our look and our hold."""
        Notice.objects.update(delivery="daily")
        mail_digest(noor.public_id, TENTH)
        return False

    with monkeypatch.context() as patched:
        patched.setattr("lms.notices.actions.mail_notice._goes_otherwise", take_up)
        with pytest.raises(BeingSent):
            mail_notice(notice.public_id)

    assert mail_notice(notice.public_id) is False
    assert [letter.subject for letter in mail.outbox] == ["1 new notice on Pathway"]

"""Letters that can wait are held until quiet hours end."""

from typing import Any

import pytest
from django.core import mail

from lms.jobs.api import Job, run_due, run_job
from lms.notices.actions.keep_preferences import keep_preferences
from lms.notices.actions.send_waiting import release_held
from lms.notices.api import Notice, mail_notice, notify
from lms.notices.models import KindPreference
from tests.lms.notices.clocks import SetClock, new_york

pytestmark = pytest.mark.django_db
FACTS = {"subject_line": "Your quiz was marked", "text": "Look at it.", "url": "/record/"}


def quiet(person: Any, start: int | None = 22, end: int | None = 7) -> None:
    keep_preferences(by=person, deliveries={}, digest_hour=8, quiet_from=start, quiet_until=end)


def run_jobs() -> None:
    for public_id in Job.objects.filter(state="queued").order_by("pk").values_list("public_id", flat=True):
        run_job(public_id)


def test_a_letter_of_the_night_goes_in_the_morning_once(noor: Any, set_clock: SetClock) -> None:
    quiet(noor)
    set_clock(new_york(10, 23, 30))
    notice = notify(noor, "sample.result", **FACTS, key="a")
    assert (notice.held_until, Job.objects.count()) == (new_york(11, 7), 0)

    set_clock(new_york(11, 6, 59))
    assert release_held() == 0
    set_clock(new_york(11, 7))
    assert [release_held(), release_held()] == [1, 0]
    run_jobs()

    assert [letter.to for letter in mail.outbox] == [["noor@north.example"]]


def test_an_urgent_letter_waits_for_nothing(noor: Any, set_clock: SetClock) -> None:
    quiet(noor)
    set_clock(new_york(10, 23, 30))

    notify(noor, "sample.urgent", **FACTS, key="a")
    run_jobs()

    assert len(mail.outbox) == 1


def test_a_letter_that_is_late_into_the_night_is_held_when_its_turn_comes(noor: Any, set_clock: SetClock) -> None:
    quiet(noor)
    set_clock(new_york(10, 21, 59))
    notify(noor, "sample.result", **FACTS, key="a")
    set_clock(new_york(10, 22))

    run_jobs()
    assert (mail.outbox, Notice.objects.get().held_until) == ([], new_york(11, 7))
    set_clock(new_york(11, 7))
    run_due()

    assert len(mail.outbox) == 1


def test_new_quiet_hours_count_for_letters_that_are_held(noor: Any, set_clock: SetClock) -> None:
    quiet(noor)
    set_clock(new_york(10, 23))
    notify(noor, "sample.result", **FACTS, key="a")

    quiet(noor, None, None)
    release_held()
    run_jobs()

    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("wanted", "delivery"), [("daily", "daily"), ("on_screen", "on_screen")])
def test_what_the_person_wants_is_asked_again_when_a_held_letter_goes(noor: Any, set_clock: SetClock, wanted: str, delivery: str) -> None:
    quiet(noor)
    set_clock(new_york(10, 23))
    notice = notify(noor, "sample.result", **FACTS, key="a")
    KindPreference.objects.create(person=noor.public_id, kind="sample.result", delivery=wanted)
    set_clock(new_york(11, 7))

    assert mail_notice(notice.public_id) is False

    notice.refresh_from_db()
    assert (notice.delivery, notice.held_until, mail.outbox) == (delivery, None, [])


def test_the_night_on_which_the_clocks_are_set_forward_ends_when_the_hour_is_skipped(noor: Any, set_clock: SetClock) -> None:
    quiet(noor, 22, 2)
    set_clock(new_york(8, 1, 30, month=3))

    notice = notify(noor, "sample.result", **FACTS, key="a")

    assert notice.held_until == new_york(8, 3, month=3)

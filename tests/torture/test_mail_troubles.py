"""The mail server refuses, says nothing, or hangs up: nobody waits for it, no letter is lost, and none comes twice but one that it took and did not say so."""

import random
import time
from collections import Counter
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from deploy.loopback.places import free_port
from lms.core.clock import now
from lms.jobs.api import Job, run_due
from lms.jobs.models import Outbox
from lms.notices.api import Notice, notify
from lms.people.models import Campus, Membership, User
from tests.torture.moody_letterbox import DROPS_AFTER_TAKING, MOODS, SILENT, MoodyLetterbox
from tests.torture.rounds import is_full

pytestmark = [pytest.mark.django_db, pytest.mark.services]
LETTERS = 200 if is_full() else 8
PATIENCE = 2.0  # seconds that a worker waits for a word of the server: a well one on a busy machine takes a while; 30 in the settings
SEED = "5ec0ffee"


@pytest.fixture
def noor() -> User:
    person = User.objects.create_user("noor@north.example", "correct horse battery", privacy_version="x", privacy_accepted_at=now())
    campus = Campus.objects.create(slug="north", name="North", time_zone="America/New_York")
    Membership.objects.create(user=person, campus=campus, role="student")
    return person


def sent_to(settings: Any, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, PATIENCE


def tell(person: User, number: int) -> None:
    notify(person, "accreditation.certificate_issued", subject_line=f"Certificate {number}", text="T", url="/record/", key=str(number))


def time_passes() -> None:
    """What waits to be tried again is due."""
    Outbox.objects.filter(sent_at__isnull=True).update(due_at=now())


def work_until_done() -> int:
    """Workers and time, until no job waits; how many turns that took."""
    for turn in range(1, 60):
        run_due(once=False)
        if not Job.objects.filter(state__in=("queued", "running")).exists():
            return turn
        time_passes()
    raise AssertionError(list(Job.objects.values("state", "attempts", "failure")))


@pytest.mark.parametrize("mood", MOODS)
def test_a_letter_that_met_a_mood_goes_out_later(noor: User, settings: Any, mood: str) -> None:
    with MoodyLetterbox(mood) as letterbox:
        sent_to(settings, letterbox.port)
        tell(noor, 1)
        assert letterbox.visits == {}  # told in a request, which asks no mail server

        run_due(once=False)
        assert (Notice.objects.get().mailed_at, Job.objects.get().state) == (None, "queued")

        work_until_done()
        assert Notice.objects.get().mailed_at is not None
        run_due(once=False)
    expected = 2 if mood == DROPS_AFTER_TAKING else 1  # it took the letter and hung up before it said so: a repetition, by its id
    assert (len(letterbox.letters), len({letter["Message-ID"] for letter in letterbox.letters})) == (expected, 1)


def test_a_server_that_is_not_there_loses_nothing(noor: User, settings: Any) -> None:
    sent_to(settings, free_port())
    tell(noor, 1)
    run_due(once=False)
    assert (Notice.objects.get().mailed_at, Job.objects.get().state) == (None, "queued")

    with MoodyLetterbox() as letterbox:
        sent_to(settings, letterbox.port)
        work_until_done()

    assert len(letterbox.letters) == 1


def test_a_request_that_writes_a_letter_does_not_wait_for_a_silent_server(noor: User, settings: Any) -> None:
    with MoodyLetterbox(SILENT) as letterbox:
        sent_to(settings, letterbox.port)
        settings.EMAIL_TIMEOUT = 30
        began = time.monotonic()

        answer = Client().post("/accounts/password/reset/", {"email": noor.email})

        assert (answer.status_code, letterbox.visits) == (302, {})
        assert time.monotonic() - began < 30
        settings.EMAIL_TIMEOUT = PATIENCE
        work_until_done()
    assert [letter["To"] for letter in letterbox.letters] == [noor.email]


def test_many_letters_through_every_mood_each_arrives_once(noor: User, settings: Any) -> None:
    chance = random.Random(SEED)
    moods = [chance.choice((*MOODS, "well")) for _ in range(LETTERS)]
    with MoodyLetterbox(*moods) as letterbox:
        sent_to(settings, letterbox.port)
        for number in range(LETTERS):
            tell(noor, number)
        turns = work_until_done()

    arrived = Counter(letter["Message-ID"] for letter in letterbox.letters)
    assert len(arrived) == LETTERS == Notice.objects.filter(mailed_at__isnull=False).count()
    assert sum(arrived.values()) - len(arrived) == letterbox.visits[DROPS_AFTER_TAKING]
    assert not Job.objects.exclude(state="done").exists()
    assert mail.outbox == []
    print(f"letters: seed {SEED}, {LETTERS} letters, {dict(letterbox.visits)}, {turns} turns, 0 lost")

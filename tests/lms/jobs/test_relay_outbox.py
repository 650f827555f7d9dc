"""A broker that is down, forgets or repeats never loses a job (security.md, JB-03, JB-07)."""

import logging
import time
from datetime import timedelta
from typing import Any

import pytest
from celery import Celery

from lms.core.clock import now
from lms.jobs.actions.relay_outbox import _warned
from lms.jobs.api import Job, cancel_job, enqueue, recover_jobs, relay_outbox, run_job
from lms.jobs.broker import celery_defaults
from lms.jobs.models import Outbox
from tests.factories.people import UserFactory
from tests.lms.jobs.conftest import Bench

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reached the broker."""
    taken: list[str] = []
    monkeypatch.setattr("lms.jobs.actions.relay_outbox.announce", taken.append)
    return taken


@pytest.fixture
def broker_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real Celery application whose Redis refuses connections."""
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery would take it before what it is given
    app = Celery("nowhere", broker="redis://127.0.0.1:1/0", set_as_current=False)
    app.add_defaults(lambda: celery_defaults("redis://127.0.0.1:1/0", "unused"))
    monkeypatch.setattr("lms.celery.app", app)
    monkeypatch.setitem(_warned, "at", -60.0)


def test_the_relay_sends_each_waiting_job_once_oldest_first(bench: Bench, sent: list[str]) -> None:
    jobs = [enqueue("bench.write", {}, by=None) for _ in range(3)]

    assert relay_outbox() == 3
    assert relay_outbox() == 0
    assert sent == [job.public_id for job in jobs]


@pytest.mark.parametrize("number", [1, 3])
def test_the_relay_asks_once_for_all_messages(bench: Bench, sent: list[str], number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        enqueue("bench.write", {}, by=None)

    with django_assert_num_queries(1 + number):  # the list, and one mark each
        relay_outbox()


def test_a_message_is_not_sent_before_it_is_due(bench: Bench, sent: list[str]) -> None:
    enqueue("bench.write", {}, by=None)
    Outbox.objects.update(due_at=now() + timedelta(seconds=10))

    assert relay_outbox() == 0
    assert sent == []


def test_a_job_that_no_longer_waits_is_not_sent(bench: Bench, sent: list[str]) -> None:
    ana = UserFactory()
    cancel_job(enqueue("bench.write", {}, by=ana), by=ana)
    run_job(enqueue("bench.write", {}, by=ana).public_id)

    assert relay_outbox() == 0


def test_a_broker_that_is_down_keeps_nobody_waiting_and_loses_nothing(
    bench: Bench, broker_is_down: None, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("bench.write", {}, by="ana")

    assert time.monotonic() - began < 4  # kombu would retry for longer
    assert relay_outbox() == 0
    assert Outbox.objects.get().sent_at is None
    assert [record.levelno for record in caplog.records if record.name.startswith("lms.jobs")] == [logging.WARNING]
    assert Job.objects.get() == job


def test_what_a_broker_did_not_take_goes_when_it_is_back(bench: Bench, broker_is_down: None, monkeypatch: pytest.MonkeyPatch) -> None:
    job = enqueue("bench.write", {}, by="ana")
    relay_outbox()

    taken: list[str] = []
    monkeypatch.setattr("lms.jobs.actions.relay_outbox.announce", taken.append)
    relay_outbox()

    assert taken == [job.public_id]


def test_a_message_the_broker_lost_is_sent_again_after_a_minute(bench: Bench, sent: list[str]) -> None:
    job = enqueue("bench.write", {}, by="ana")
    relay_outbox()

    assert recover_jobs() == 0
    Outbox.objects.update(sent_at=now() - timedelta(seconds=61))
    assert recover_jobs() == 1
    relay_outbox()

    assert sent == [job.public_id] * 2


def test_only_the_head_of_a_long_line_is_sent_again(bench: Bench, sent: list[str]) -> None:
    for _ in range(105):
        enqueue("bench.write", {}, by=None)
    Outbox.objects.update(sent_at=now() - timedelta(seconds=61))

    assert recover_jobs() == 100


def test_a_job_put_back_while_its_old_message_was_being_sent_is_still_to_be_sent(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue("bench.write", {}, by=None)
    later = now() + timedelta(seconds=5)

    monkeypatch.setattr("lms.jobs.actions.relay_outbox.announce", lambda public_id: Outbox.objects.update(due_at=later))
    relay_outbox()

    assert Outbox.objects.get().sent_at is None


def test_messages_delivered_twice_and_backwards_have_the_effect_of_once(bench: Bench) -> None:
    jobs = [enqueue("bench.write", {"page": number}, by=None) for number in range(8)] + [enqueue("bench.refuse", {}, by=None)]
    ids = [job.public_id for job in jobs]

    for public_id in [*reversed(ids), *ids, *ids]:
        run_job(public_id)

    assert sorted(bench.runs) == sorted(ids)
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1), ("failed", 1)}


def test_the_message_holds_the_public_id_and_nothing_of_a_person(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    messages = []
    monkeypatch.setattr("celery.app.base.Celery.send_task", lambda app, name, args, **options: messages.append((name, args)))

    job = enqueue("bench.write", {"name": "Ana Rivera"}, by="ana", title="Ana Rivera")
    relay_outbox()

    assert messages == [("lms.jobs.tasks.run_job", [job.public_id])]

"""Background work, the beat and the outbox, said in words and as figures."""

from datetime import timedelta
from typing import Any

import pytest

from lms.core.clock import now
from lms.core.operations.registry import Reading, State
from lms.jobs.api import Job, enqueue, run_job, sweeps
from lms.jobs.facts.beat import read_beat
from lms.jobs.facts.outbox import read_outbox
from lms.jobs.facts.work import MANY, read_work
from lms.jobs.models import Outbox, SweepSlot
from tests.lms.jobs.conftest import Bench

pytestmark = pytest.mark.django_db


def states(reading: Reading) -> list[State]:
    return [fact.state for fact in reading.facts]


def sampled(reading: Reading, name: str) -> dict[tuple[str, ...], float]:
    return {labels: value for found, labels, value in reading.samples if found == name}


def waiting_since(minutes: float, *, sent: bool) -> Job:
    job = enqueue("bench.write", {}, by=None)
    Outbox.objects.filter(job=job).update(due_at=now() - timedelta(minutes=minutes), sent_at=now() if sent else None)
    return job


def failed(bench: Bench) -> None:
    run_job(enqueue("bench.refuse", {}, by=None).public_id)


def test_without_jobs_all_is_fine(bench: Bench) -> None:
    reading = read_work()

    assert states(reading) == [State.FINE, State.FINE]
    assert sampled(reading, "pathway_jobs") == {("waiting",): 0, ("later",): 0, ("running",): 0, ("failed",): 0}
    assert sampled(reading, "pathway_jobs_oldest_waiting_seconds") == {(): 0}


@pytest.mark.parametrize(("minutes", "state"), [(4, State.FINE), (6, State.LOOK), (31, State.WRONG)])
def test_a_job_that_nobody_takes_points_to_the_worker(bench: Bench, minutes: int, state: State) -> None:
    waiting_since(minutes, sent=True)
    Outbox.objects.filter(job=enqueue("bench.write", {}, by=None)).update(due_at=now() + timedelta(hours=1))

    reading = read_work()

    assert states(reading)[0] == state
    assert sampled(reading, "pathway_jobs") == {("waiting",): 1, ("later",): 1, ("running",): 0, ("failed",): 0}
    assert minutes * 60 <= sampled(reading, "pathway_jobs_oldest_waiting_seconds")[()] < minutes * 60 + 60


def test_failed_jobs_are_told_by_kind_for_a_day(bench: Bench) -> None:
    failed(bench)
    failed(bench)
    Job.objects.filter(pk=Job.objects.first().pk).update(finished_at=now() - timedelta(hours=25))

    fact = read_work().facts[1]

    assert (fact.state, fact.says) == (State.LOOK, "1 job failed within 24 hours: Something refused (1).")


def test_many_failed_jobs_are_wrong_and_no_name_is_told(bench: Bench) -> None:
    for _ in range(MANY):
        failed(bench)

    reading = read_work()

    assert states(reading)[1] == State.WRONG
    assert "Ana Rivera" in Job.objects.first().failure
    assert "Ana Rivera" not in str(reading)


def test_figures_cost_the_same_for_one_job_and_for_three(bench: Bench, django_assert_num_queries: Any) -> None:
    failed(bench)
    with django_assert_num_queries(3):
        read_work()
    failed(bench)
    failed(bench)
    with django_assert_num_queries(3):
        read_work()


def test_a_beat_never_heard_is_wrong() -> None:
    reading = read_beat()

    assert states(reading) == [State.WRONG]
    assert sampled(reading, "pathway_sweep_age_seconds") == {}


@pytest.mark.parametrize(("minutes", "state"), [(4, State.FINE), (6, State.WRONG)])
def test_a_beat_that_fell_silent_is_wrong(minutes: int, state: State) -> None:
    often = next(sweep.name for sweep in sweeps if sweep.shared and sweep.every_seconds <= 60)
    SweepSlot.objects.create(name=often, slot=1, began_at=now() - timedelta(minutes=minutes))

    assert states(read_beat()) == [state]


def test_a_sweep_that_misses_its_turn_is_named() -> None:
    often, *_ = [sweep.name for sweep in sweeps if sweep.shared and sweep.every_seconds <= 60]
    daily = next(sweep.name for sweep in sweeps if sweep.shared and sweep.every_seconds == 24 * 3600)
    SweepSlot.objects.create(name=often, slot=1, began_at=now())
    SweepSlot.objects.create(name=daily, slot=1, began_at=now() - timedelta(hours=24, minutes=14))
    assert states(read_beat()) == [State.FINE]
    SweepSlot.objects.filter(name=daily).update(began_at=now() - timedelta(hours=24, minutes=16))

    reading = read_beat()

    assert states(reading) == [State.LOOK]
    assert daily in reading.facts[0].says
    assert sampled(reading, "pathway_sweeps_late") == {(): 1}


@pytest.mark.parametrize(("minutes", "state"), [(0.5, State.FINE), (2, State.LOOK), (11, State.WRONG)])
def test_messages_that_the_broker_does_not_take_are_the_outbox(bench: Bench, minutes: float, state: State) -> None:
    waiting_since(minutes, sent=False)
    waiting_since(60, sent=True)

    reading = read_outbox()

    assert states(reading) == [state]
    assert sampled(reading, "pathway_outbox_unsent") == {(): 1}
    assert minutes * 60 <= sampled(reading, "pathway_outbox_lag_seconds")[()] < minutes * 60 + 30


def test_an_outbox_without_messages_lags_nothing(bench: Bench) -> None:
    assert (states(read_outbox()), sampled(read_outbox(), "pathway_outbox_lag_seconds")) == ([State.FINE], {(): 0})

"""Running one job: once in effect, however often and however late it is delivered."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lms.core.clock import now
from lms.jobs.actions.lease import CUT_OFF, OUR_FAULT, LeaseLost, claim, worker_is_stopping
from lms.jobs.api import Job, cancel_job, enqueue, recover_jobs, register_job, run_job
from lms.jobs.models import Outbox
from tests.factories.people import UserFactory
from tests.lms.jobs.conftest import Bench

pytestmark = pytest.mark.django_db


def facts(job: Job) -> tuple:
    job.refresh_from_db()
    return job.state, job.attempts, job.holder, job.lease_until, job.failure


def make_due(job: Job) -> None:
    Outbox.objects.filter(job=job).update(due_at=now())


def lose_worker(job: Job) -> None:
    """As if the worker that holds the job had died a while ago."""
    Job.objects.filter(pk=job.pk, state="running").update(lease_until=now() - timedelta(seconds=1))


def test_a_job_ends_with_what_its_function_returned(bench: Bench) -> None:
    job = enqueue("bench.write", {}, by="ana")

    run_job(job.public_id)

    assert facts(job) == ("done", 1, "", None, "")
    assert job.result == {"sentence": "Written."}
    assert job.created_at <= job.started_at <= job.finished_at


def test_a_job_delivered_again_after_its_end_does_nothing(bench: Bench) -> None:
    job = enqueue("bench.write", {}, by="ana")
    run_job(job.public_id)
    before = Job.objects.values().get()

    run_job(job.public_id)

    assert Job.objects.values().get() == before
    assert bench.runs == [job.public_id]


def test_a_job_delivered_while_it_runs_does_nothing(bench: Bench) -> None:
    job = enqueue("bench.write", {}, by="ana")
    claim(job.public_id)

    run_job(job.public_id)

    assert bench.runs == []


def test_a_message_about_a_job_that_is_gone_does_nothing(bench: Bench) -> None:
    run_job("A" * 22)

    assert bench.runs == []


def test_a_refusal_fails_the_job_at_once_with_its_sentence(bench: Bench) -> None:
    job = enqueue("bench.refuse", {}, by="ana")

    run_job(job.public_id)

    assert facts(job) == ("failed", 1, "", None, "Ana Rivera has no legal name yet. Add it to her profile, then try again.")


def test_an_error_is_tried_again_after_a_while(bench: Bench) -> None:
    job = enqueue("bench.stumble", {"times": 2}, by="ana")

    run_job(job.public_id)
    first_wait = Outbox.objects.get().due_at - now()
    run_job(job.public_id)
    second_wait = Outbox.objects.get().due_at - now()
    run_job(job.public_id)

    assert timedelta(seconds=9) < first_wait < timedelta(seconds=11)
    assert timedelta(seconds=19) < second_wait < timedelta(seconds=21)
    assert facts(job) == ("done", 3, "", None, "")


def test_the_fifth_error_is_the_last_and_tells_nothing_of_the_inside(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    job = enqueue("bench.stumble", {"times": 99}, by="ana")

    with caplog.at_level(logging.ERROR):
        for _ in range(7):
            run_job(job.public_id)

    assert facts(job) == ("failed", 5, "", None, OUR_FAULT)
    assert len(bench.runs) == 5
    assert "secret detail" not in job.failure
    assert "secret detail" in caplog.text


def test_a_kind_may_ask_for_more_attempts(bench: Bench) -> None:
    register_job("bench.mail", bench.stumble, label="A letter", attempts=8)
    job = enqueue("bench.mail", {"times": 99}, by=None)

    for _ in range(12):
        run_job(job.public_id)

    assert facts(job)[:2] == ("failed", 8)


def test_a_job_whose_kind_this_worker_does_not_know_waits_for_one_that_does(bench: Bench) -> None:
    job = enqueue("bench.write", {}, by="ana")
    Job.objects.update(kind="newer.kind")

    run_job(job.public_id)

    assert facts(job) == ("queued", 1, "", None, "")


@pytest.mark.parametrize("result", [{"when": now()}, {"things": {1, 2}}])
def test_a_result_that_json_cannot_hold_is_an_error_of_the_job(bench: Bench, result: Any) -> None:
    register_job("bench.odd", lambda job: result, label="Odd")
    job = enqueue("bench.odd", {}, by="ana")

    run_job(job.public_id)

    assert facts(job)[:2] == ("queued", 1)


def test_progress_is_shown_while_the_job_runs(bench: Bench) -> None:
    seen = []

    def steps(job: Any) -> None:
        for step in range(4):
            job.advance(step, 3, f"Step {step}")
            seen.append(Job.objects.values_list("state", "done", "total", "message").get())

    register_job("bench.steps", steps, label="Steps")
    run_job(enqueue("bench.steps", {}, by="ana").public_id)

    assert seen == [("running", step, 3, f"Step {step}") for step in range(4)]
    assert Job.objects.values_list("state", "done", "total", "message", "result").get() == ("done", 3, 3, "", {})


def test_progress_of_a_quick_loop_is_written_twice_a_second_at_most(bench: Bench, django_assert_max_num_queries: Any) -> None:
    def quick(job: Any) -> None:
        for step in range(1000):
            job.advance(step, 1000, "Counting")

    register_job("bench.quick", quick, label="Quick")
    job = enqueue("bench.quick", {}, by="ana")

    with django_assert_max_num_queries(6):
        run_job(job.public_id)


def test_advancing_renews_the_lease(bench: Bench) -> None:
    lease = claim(enqueue("bench.write", {}, by="ana").public_id)
    Job.objects.update(lease_until=now() + timedelta(seconds=1))

    lease.advance(1, 2)

    assert Job.objects.get().lease_until > now() + timedelta(seconds=60)


def test_a_dead_workers_job_is_begun_again_and_done_once(bench: Bench) -> None:
    job = enqueue("bench.write", {}, by="ana")
    claim(job.public_id)
    lose_worker(job)

    assert recover_jobs() == 1
    assert facts(job) == ("queued", 1, "", None, "")
    run_job(job.public_id)

    assert facts(job)[:2] == ("done", 2)
    assert bench.runs == [job.public_id]


def test_a_living_workers_job_is_left_alone(bench: Bench) -> None:
    job = enqueue("bench.write", {}, by="ana")
    claim(job.public_id)

    assert recover_jobs() == 0
    assert facts(job)[0] == "running"


def test_a_lease_renewed_while_we_looked_is_left_alone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    job = enqueue("bench.write", {}, by="ana")
    claim(job.public_id)
    lose_worker(job)
    stale = [Job.objects.get()]
    Job.objects.update(lease_until=now() + timedelta(seconds=60))
    monkeypatch.setattr("lms.jobs.actions.recover_jobs.abandoned_jobs", lambda at: stale)

    recover_jobs()

    assert facts(job)[0] == "running"


def test_a_job_that_kills_each_worker_fails_with_a_sentence(bench: Bench) -> None:
    job = enqueue("bench.write", {}, by="ana")

    for _ in range(7):
        claim(job.public_id)
        lose_worker(job)
        recover_jobs()

    assert facts(job) == ("failed", 5, "", None, CUT_OFF)


def test_a_worker_that_stood_still_past_its_lease_cannot_finish(bench: Bench) -> None:
    job = enqueue("bench.write", {}, by="ana")
    slow = claim(job.public_id)
    lose_worker(job)
    recover_jobs()
    quick = claim(job.public_id)

    with pytest.raises(LeaseLost):
        slow.finish({"by": "slow"})
    with pytest.raises(LeaseLost):
        slow.advance(1, 2)
    slow.fail("Too late.")
    slow.put_back(due_at=now(), counted=True)
    quick.finish({"by": "quick"})

    assert facts(job)[:2] == ("done", 2)
    assert job.result == {"by": "quick"}


def test_a_cancelled_job_stops_at_its_next_step_and_what_it_was_doing_is_undone(bench: Bench) -> None:
    ana = UserFactory()

    def steps(job: Any) -> None:
        cancel_job(Job.objects.get(), by=ana)
        with transaction.atomic():
            UserFactory(email="never@north.example")
            try:
                job.advance(1, 2)
            except Exception:  # noqa: BLE001  a job's own net must not catch the end of the job
                bench.runs.append("caught")
        bench.runs.append("went on")

    register_job("bench.steps", steps, label="Steps")
    job = enqueue("bench.steps", {}, by=ana)

    run_job(job.public_id)

    assert facts(job) == ("cancelled", 1, "", None, "")
    assert bench.runs == []
    assert not type(ana).objects.filter(email="never@north.example").exists()


def test_a_stopping_worker_gives_its_job_back_uncounted_and_at_once(bench: Bench) -> None:
    def steps(job: Any) -> None:
        job.advance(0, 2)
        worker_is_stopping.set()
        job.advance(1, 2)

    register_job("bench.steps", steps, label="Steps")
    job = enqueue("bench.steps", {}, by="ana")
    Outbox.objects.update(sent_at=now())

    run_job(job.public_id)

    assert facts(job) == ("queued", 0, "", None, "")
    message = Outbox.objects.get()
    assert message.sent_at is None
    assert message.due_at <= now()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "running"},
        {"state": "done"},
        {"state": "lost"},
        {"state": "failed", "finished_at": now()},
        {"holder": "somebody"},
        {"lease_until": now()},
        {"finished_at": now()},
        {"failure": "Why?"},
    ],
)
def test_the_database_refuses_a_job_that_contradicts_itself(bench: Bench, wrong: dict) -> None:
    enqueue("bench.write", {}, by="ana")

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(**wrong)

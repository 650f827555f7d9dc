"""Any order of deliveries, deaths, recoveries, cancellations and retries leaves each job done once in effect (JB-01, JB-04)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from lms.core.clock import now
from lms.core.errors import Conflict
from lms.jobs.actions.begin_again import retry_job
from lms.jobs.actions.lease import claim, worker_is_stopping
from lms.jobs.api import Job, cancel_job, enqueue, recover_jobs, relay_outbox, run_job
from lms.jobs.kinds import ATTEMPTS
from lms.jobs.models import Outbox
from tests.factories.people import UserFactory
from tests.lms.jobs.conftest import Bench


class Machine(RuleBasedStateMachine):
    """``bench`` and ``owner`` are set by the test."""

    bench: Bench
    owner: Any
    jobs = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.mine: list[int] = []
        self.ended: dict[int, tuple] = {}

    @rule(target=jobs)
    def ask(self) -> Any:
        if len(self.mine) >= 5:
            return multiple()
        job = enqueue("bench.write", {}, by=self.owner)
        self.mine.append(job.pk)
        return job

    @rule(job=jobs)
    def deliver(self, job: Job) -> None:
        run_job(job.public_id)

    @rule(job=jobs, with_effect=st.booleans())
    def deliver_to_a_worker_that_dies(self, job: Job, with_effect: bool) -> None:
        lease = claim(job.public_id)
        if lease is not None and with_effect:
            self.bench.write(lease)

    @rule(job=jobs)
    def deliver_to_a_worker_that_is_stopping(self, job: Job) -> None:
        worker_is_stopping.set()
        lease = claim(job.public_id)
        if lease is not None:
            lease.put_back(due_at=now(), counted=False)
        worker_is_stopping.clear()

    @rule()
    def let_leases_run_out(self) -> None:
        Job.objects.filter(pk__in=self.mine, state="running").update(lease_until=now() - timedelta(seconds=1))

    @rule()
    def recover(self) -> None:
        recover_jobs()

    @rule()
    def relay(self) -> None:
        relay_outbox()

    @rule()
    def lose_every_message(self) -> None:
        Outbox.objects.filter(sent_at__isnull=False).update(sent_at=now() - timedelta(hours=1))

    @rule(job=jobs)
    def cancel(self, job: Job) -> None:
        try:
            cancel_job(job, by=self.owner)
        except Conflict:
            job.refresh_from_db()
            assert job.is_finished

    @rule(job=jobs)
    def retry(self, job: Job) -> None:
        try:
            retry_job(job, by=self.owner)
        except Conflict:
            job.refresh_from_db()
            assert job.state in ("queued", "running", "done")

    @invariant()
    def what_is_done_stays_done(self) -> None:
        for job in Job.objects.filter(pk__in=self.mine, state="done"):
            facts = (job.result, job.finished_at, job.attempts)
            assert self.ended.setdefault(job.pk, facts) == facts
            assert job.public_id in self.bench.effects

    @invariant()
    def attempts_are_bounded(self) -> None:
        assert not Job.objects.filter(pk__in=self.mine, attempts__gt=ATTEMPTS).exists()

    @invariant()
    def a_waiting_job_has_its_message(self) -> None:
        assert not Job.objects.filter(pk__in=self.mine, state="queued", outbox__isnull=True).exists()

    def teardown(self) -> None:
        """However it went: with workers that live, every job that its owner still wants ends."""
        self.let_leases_run_out()
        recover_jobs()
        for job in Job.objects.filter(pk__in=self.mine):
            run_job(job.public_id)
            run_job(job.public_id)
        assert set(Job.objects.filter(pk__in=self.mine).values_list("state", flat=True)) <= {"done", "failed", "cancelled"}
        Job.objects.filter(pk__in=self.mine).delete()


@pytest.mark.django_db
def test_any_order_of_events_has_the_effect_of_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.jobs.actions.relay_outbox.announce", lambda public_id: None)
    Machine.bench, Machine.owner = bench, UserFactory()

    run_state_machine_as_test(
        Machine,
        settings=settings(max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)),
    )

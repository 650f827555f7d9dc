"""Real processes and the real broker: filesystem beside SQLite, Redis beside PostgreSQL. What is killed is done once all the same."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lms.core.clock import now
from lms.jobs.models import Job, Outbox
from lms.vault.models import StoredFile
from tests.conftest import SeparateDatabase
from tests.lms.jobs.processes import ROOT, Site, is_alive, site, stop, wait_for

pytestmark = [pytest.mark.services, pytest.mark.separate]


@pytest.fixture
def place(tmp_path: Path, separate_database: SeparateDatabase) -> Iterator[Site]:
    with site(tmp_path, separate_database.environment()) as made:
        yield made


def is_done() -> bool:
    return not Job.objects.exclude(state="done").exists()


def state() -> tuple[str, int]:
    return Job.objects.values_list("state", "attempts").get()


def test_a_worker_runs_what_another_process_asked_for_and_stops_cleanly(place: Site) -> None:
    worker = place.worker()
    place.enqueue("sample.write", times=3, steps=2)

    wait_for(lambda: is_done() and Job.objects.count() == 3)

    assert set(Job.objects.values_list("state", "attempts", "done", "total")) == {("done", 1, 2, 2)}
    assert StoredFile.objects.count() == place.count_runs() == 3
    code, said = stop(worker)
    assert (code, said.strip()) == (0, "worker: Warm shutdown (MainProcess)")


def test_workers_killed_at_work_are_recovered_and_the_job_is_done_once_in_effect(place: Site) -> None:
    place.enqueue("sample.write")

    for attempt, failpoint in enumerate(("jobs.after_claim", "jobs.before_finish"), start=1):
        assert place.worker(failpoint=failpoint).wait(timeout=120) == -signal.SIGKILL
        assert state() == ("running", attempt)
    place.worker()
    wait_for(is_done)

    assert state() == ("done", 3)
    assert (StoredFile.objects.count(), place.count_runs()) == (1, 2)


def test_processes_killed_around_sending_and_a_broker_that_forgets_lose_and_double_nothing(place: Site) -> None:
    place.enqueue("sample.write")
    place.empty_broker()
    Outbox.objects.update(sent_at=now() - timedelta(minutes=2))
    for failpoint in ("outbox.before_send", "outbox.after_send"):
        assert place.enqueue("sample.write", failpoint=failpoint).returncode == -signal.SIGKILL
    assert Outbox.objects.filter(sent_at__isnull=True).count() == 2

    assert place.worker(failpoint="outbox.after_send").wait(timeout=120) == -signal.SIGKILL
    place.worker()
    wait_for(is_done)

    assert (Job.objects.count(), StoredFile.objects.count()) == (3, 3)  # a run may have been cut off by the kill; an effect is never doubled


def test_a_worker_asked_to_stop_gives_its_job_back_and_the_next_one_ends_it(place: Site) -> None:
    worker = place.worker()
    place.enqueue("sample.write", steps=40)
    wait_for(lambda: Job.objects.filter(done__gt=0).exists())

    code, _said = stop(worker)

    assert code == 0
    assert state() == ("queued", 0)
    place.worker()
    wait_for(is_done)
    assert (state(), StoredFile.objects.count(), place.count_runs()) == (("done", 1), 1, 2)


STARTER = """
import subprocess, sys, time
worker = subprocess.Popen([sys.executable, "manage.py", "run_worker", "--grace", "1"])
print(worker.pid, flush=True)
time.sleep(600)
"""


def test_a_worker_ends_with_its_starter_even_when_its_job_does_not_listen(place: Site) -> None:
    starter = subprocess.Popen([sys.executable, "-c", STARTER], cwd=ROOT, env=place.environment, stdout=subprocess.PIPE, text=True)
    place.workers.append(starter)
    assert starter.stdout is not None
    worker = int(starter.stdout.readline())
    place.enqueue("sample.hang")
    wait_for(place.runs.exists)

    starter.kill()

    wait_for(lambda: not is_alive(worker), seconds=30)
    assert state() == ("running", 1)


def test_a_worker_whose_starter_died_before_it_was_ready_ends(place: Site) -> None:
    starter = subprocess.Popen([sys.executable, "-c", "pass"])
    starter.wait()

    worker = place.worker("--parent", str(starter.pid))

    assert worker.wait(timeout=120) in (0, -signal.SIGTERM)

"""Sweeps come on time, and a shared one once per slot however many beats there are (security.md, JB-06)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from lms.core.clock import now
from lms.jobs.actions import run_sweeps
from lms.jobs.api import Clockwork, Ran, enqueue, register_job, register_sweep, run_due, sweeps
from lms.jobs.models import Job
from tests.lms.jobs.conftest import Bench

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(sweeps, "_items", {})
    made: list[str] = []
    register_sweep("shared", lambda: made.append("shared"), 60)
    register_sweep("own", lambda: made.append("own"), 10, shared=False)
    return made


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the server's clock, in seconds after noon."""

    def set_clock(seconds: float) -> None:
        monkeypatch.setattr(run_sweeps, "now", lambda: NOON + timedelta(seconds=seconds))

    set_clock(0)
    return set_clock


def test_each_sweep_is_called_once_per_slot(calls: list[str], at: Callable[[float], None]) -> None:
    clockwork = Clockwork()

    for second in range(0, 120, 5):
        at(second)
        clockwork.run_due()

    assert (calls.count("shared"), calls.count("own")) == (2, 12)


def test_two_beats_call_a_shared_sweep_once(calls: list[str], at: Callable[[float], None]) -> None:
    one, other = Clockwork(), Clockwork()

    for beat in (one, other, one, other):
        beat.run_due()

    assert (calls.count("shared"), calls.count("own")) == (1, 2)


def test_looking_at_the_clock_costs_no_query(calls: list[str], at: Callable[[float], None], django_assert_num_queries) -> None:
    clockwork = Clockwork()
    clockwork.run_due()

    at(5)
    with django_assert_num_queries(0):
        clockwork.run_due()


def test_a_clock_that_jumps_back_repeats_no_slot(calls: list[str], at: Callable[[float], None]) -> None:
    clockwork = Clockwork()
    for second in (120, 0, 60, 120, 180):
        at(second)
        clockwork.run_due()

    assert calls.count("shared") == 2


def test_a_sweep_that_fails_is_logged_and_stops_no_other(calls: list[str], caplog: pytest.LogCaptureFixture) -> None:
    register_sweep("broken", lambda: 1 / 0, 10)
    register_sweep("last", lambda: calls.append("last"), 10)

    assert Clockwork().run_due() == 3
    assert calls == ["shared", "own", "last"]
    assert "The sweep broken met an error" in caplog.text


def test_run_due_calls_every_sweep_and_runs_what_waits(calls: list[str], bench: Bench) -> None:
    Clockwork().run_due()
    jobs = [enqueue("bench.write", {}, by="ana") for _ in range(3)]

    assert run_due() == Ran(sweeps=2, jobs=3)
    assert calls == ["shared", "own"] * 2
    assert bench.runs == [job.public_id for job in jobs]
    assert run_due() == Ran(sweeps=2, jobs=0)


def test_run_due_leaves_alone_what_is_not_due_yet(calls: list[str], bench: Bench) -> None:
    job = enqueue("bench.stumble", {"times": 1}, by="ana")

    assert (run_due().jobs, run_due().jobs) == (1, 0)
    job.refresh_from_db()
    assert (job.state, job.outbox.due_at > now()) == ("queued", True)


def test_jobs_asked_for_by_jobs_wait_for_the_next_round_unless_all_are_wanted(calls: list[str], bench: Bench) -> None:
    register_job("bench.two", lambda job: enqueue("bench.write", {}, by=None) and {}, label="Two")
    enqueue("bench.two", {}, by=None)
    assert run_due().jobs == 1
    assert Job.objects.filter(state="queued").count() == 1

    enqueue("bench.two", {}, by=None)

    assert run_due(once=False).jobs == 3


def test_the_sweeps_of_this_app_are_registered() -> None:
    assert {"jobs.relay": 2, "jobs.recover": 10, "jobs.clear": 86_400}.items() <= {sweep.name: sweep.every_seconds for sweep in sweeps}.items()


def test_a_sweep_is_registered_once() -> None:
    with pytest.raises(ValueError, match=r"“jobs\.relay” is registered twice"):
        register_sweep("jobs.relay", lambda: None, 5)

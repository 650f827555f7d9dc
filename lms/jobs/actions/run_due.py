"""Everything that is due, in this process: for installations without a worker, for tests, and for `run_jobs`."""

from dataclasses import dataclass

from lms.core.clock import now
from lms.jobs.actions.run_job import run_job
from lms.jobs.actions.run_sweeps import run_all_sweeps
from lms.jobs.queries.jobs import waiting_jobs


@dataclass(frozen=True)
class Ran:
    """How many sweeps were called without an error, and how many waiting jobs were begun."""

    sweeps: int
    jobs: int


def run_due(*, once: bool = True) -> Ran:
    """Call every sweep, then run the jobs that wait; with ``once=False``, also the jobs these ask for, until none waits.

    Beside workers it is harmless: who claims a job first runs it.
    """
    called, begun = run_all_sweeps(), _run_waiting()
    more = begun
    while more and not once:
        more = _run_waiting()
        begun += more
    return Ran(called, begun)


def _run_waiting() -> int:
    waiting = list(waiting_jobs(now()).values_list("public_id", flat=True))
    for public_id in waiting:
        run_job(public_id)
    return len(waiting)

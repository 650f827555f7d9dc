"""The background worker of an operator, and a job watched from outside while it runs."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from benchmarks.servers import ROOT

LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 600


@contextmanager
def worker() -> Iterator[None]:
    """``run_worker`` with the environment of this process."""
    process = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=ROOT, env=dict(os.environ))
    try:
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        process.kill()


def watched(public_id: str) -> tuple[float, list[int]]:
    """Seconds that a job ran, by its own row, and each count of finished pieces that its row showed meanwhile.

    Raises ``RuntimeError`` when the job fails, or has not ended after ten minutes.
    """
    from lms.jobs.models import Job, State

    seen: list[int] = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        job: Any = Job.objects.get(public_id=public_id)
        if job.is_finished:
            break
        if job.state == State.RUNNING and job.total and job.done not in seen:
            seen.append(job.done)
        time.sleep(LOOK_SECONDS)
    if job.state != State.DONE:
        raise RuntimeError(f"The job is {job.state}: {job.failure}")
    return (job.finished_at - job.started_at).total_seconds(), seen

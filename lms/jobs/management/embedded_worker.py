"""One process that does all background work: Celery's worker, the clockwork of the sweeps, and a watch on its parent.

Celery's pool is *threads*, two of them. SQLite takes one writer at a time, so more processes would only wait for each other
and cost memory; one thread (*solo*) would let a long export hold back every message behind it and the answer to a signal;
threads start at once, share the loaded program, and let go of the interpreter while they read, encrypt or typeset. With
PostgreSQL and many people, run more of these processes or Celery's own `worker` with its process pool: leases and outbox
do not care.
"""

import ctypes
import logging
import os
import signal
import threading
import time
import warnings
from collections.abc import Callable
from types import FrameType

from celery import signals
from celery.exceptions import SecurityWarning
from django.db import close_old_connections

from lms.jobs.actions.lease import worker_is_stopping
from lms.jobs.actions.run_sweeps import Clockwork
from lms.jobs.broker import celery_app

TICK_SECONDS = 0.5
_PR_SET_PDEATHSIG = 1  # linux/prctl.h

logger = logging.getLogger(__name__)


def run(*, threads: int, grace: float, parent: int | None) -> int:
    """Work until asked to stop; the exit code.

    ``grace``: seconds that running jobs have to end or give themselves back; ``parent``: the process whose end is ours too.
    """
    os.environ.setdefault("CELERY_SKIP_CHECKS", "1")  # `make check` runs them; here they would only delay the start
    warnings.filterwarnings("ignore", category=SecurityWarning)  # about pickle under root; our messages are JSON only
    signals.worker_shutting_down.connect(_give_jobs_back, weak=False)
    signals.worker_ready.connect(_end_on_hangup, weak=False)
    worker = celery_app().Worker(
        pool="threads",
        concurrency=threads,
        loglevel="WARNING",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        redirect_stdouts=False,
    )
    ended = threading.Event()
    clock = threading.Thread(target=_keep_time, args=(ended, grace, _watch_on(parent)), name="clockwork", daemon=True)
    clock.start()
    try:
        worker.start()
    finally:
        ended.set()
        clock.join(timeout=grace)
    return int(worker.exitcode or 0)


def die_with_parent() -> None:
    """Ask Linux for SIGTERM when the parent dies, however it dies; elsewhere the watch finds out within a second."""
    try:
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        logger.info("This system cannot tell a process that its parent died; watching instead.")


def _watch_on(parent: int | None) -> Callable[[], bool]:
    return lambda: parent is not None and os.getppid() != parent


def _keep_time(ended: threading.Event, grace: float, is_orphaned: Callable[[], bool]) -> None:
    """Call due sweeps until the worker ends; see to it that an orphaned or stopping worker does end."""
    clockwork = Clockwork()
    last_moment = float("inf")
    while not ended.is_set():
        if is_orphaned() and not worker_is_stopping.is_set():
            os.kill(os.getpid(), signal.SIGTERM)
        if worker_is_stopping.is_set():
            last_moment = min(last_moment, time.monotonic() + grace)
        else:
            _tick(clockwork)
        if time.monotonic() > last_moment:
            os.kill(os.getpid(), signal.SIGKILL)  # a job that does not listen; its lease runs out and it is begun again
        ended.wait(TICK_SECONDS)


def _tick(clockwork: Clockwork) -> None:
    try:
        close_old_connections()
        clockwork.run_due()
    except Exception:
        logger.exception("The clockwork met an error; it goes on.")


def _give_jobs_back(**_kwargs: object) -> None:
    worker_is_stopping.set()


def _end_on_hangup(**_kwargs: object) -> None:
    """Celery starts itself anew on SIGHUP; a worker whose terminal closed must end instead."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGHUP, end)

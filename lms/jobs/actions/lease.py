"""One worker's hold on one job: the only way a running job's row is written.

Constraint: a worker may be killed, or stand still past its lease while another takes over, or deliver what was asked twice.
So every write names the holder in its WHERE: it succeeds for the one that still holds the job and for nobody else.

    queued ── claim ──> running ── finish ──> done
      ^                    │ ├──── fail ────> failed
      └── put back ────────┘ └─ (cancelled by its owner)
"""

import json
import logging
import threading
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.core.models import new_public_id
from lms.jobs.kinds import ATTEMPTS, job_kinds
from lms.jobs.models import Job, Outbox, State

OUR_FAULT = "Something went wrong on our side, and trying again did not help. Nothing of yours is lost. Try again later; if it fails again, write to support."
CUT_OFF = "This work was cut off each time it was begun. Nothing of yours is lost. Try again later; if it fails again, write to support."
LEASE_SECONDS = 120
_SECONDS_BETWEEN_WRITES = 0.5
_LONGEST_WAIT = timedelta(hours=1)

logger = logging.getLogger(__name__)
# Set when this process is asked to stop: jobs give themselves back at their next ``advance``.
worker_is_stopping = threading.Event()


class LeaseLost(BaseException):
    """The job was cancelled or given to another worker. No ``Exception``, so that a job's own ``except`` cannot swallow it."""


class GivenBack(BaseException):
    """The worker is stopping; the job goes back into the line. No ``Exception``, for the same reason."""


class Lease:
    """A ``JobRun``: what a job's function is given."""

    def __init__(self, job: Job, **still: Any) -> None:
        """``still``: facts of the row that must not have changed since it was read, besides its holder."""
        self.job = job
        self.public_id = job.public_id
        self.payload: dict[str, Any] = job.payload
        self.owner = job.owner
        self.campus = job.campus
        self._written = -_SECONDS_BETWEEN_WRITES
        self._message = ""
        self._still = still

    @property
    def attempts_left(self) -> int:
        allowed = job_kinds.get(self.job.kind).attempts if self.job.kind in job_kinds else ATTEMPTS
        return allowed - self.job.attempts

    def advance(self, done: int, total: int, message: str = "") -> None:
        if worker_is_stopping.is_set():
            raise GivenBack
        news = message != self._message or done == total
        if not news and time.monotonic() - self._written < _SECONDS_BETWEEN_WRITES:
            return
        if not self._write(done=done, total=total, message=message[:200], lease_until=_lease_end()):
            raise LeaseLost
        self._written, self._message = time.monotonic(), message

    def finish(self, result: dict[str, Any]) -> None:
        """Done, once: whoever comes later finds the job finished. Raises ``TypeError`` for what JSON cannot hold."""
        json.dumps(result)  # here, for an error inside the UPDATE would spoil a transaction around us
        failpoint("jobs.before_finish")
        if not self._write(state=State.DONE, result=result, done=F("total"), message="", **_over()):
            raise LeaseLost

    def fail(self, sentence: str) -> None:
        """Failed for good, with what its owner is told."""
        self._write(state=State.FAILED, failure=sentence[:500], **_over())

    def put_back(self, *, due_at: datetime, counted: bool) -> None:
        """Back into the line, to be begun at ``due_at``; ``counted``: this attempt counts toward the limit."""
        with transaction.atomic():
            if self._write(state=State.QUEUED, holder="", lease_until=None, attempts=F("attempts") - (0 if counted else 1)):
                queue_message(self.job.pk, due_at)
                failpoint("jobs.put_back")

    def try_again(self) -> None:
        """After an error: back into the line for 10, 20, 40 … seconds, or failed when that was the last attempt."""
        if self.attempts_left > 0:
            self.put_back(due_at=now() + min(timedelta(seconds=5 * 2**self.job.attempts), _LONGEST_WAIT), counted=True)
        else:
            self.fail(OUR_FAULT)

    def _write(self, **changes: Any) -> bool:
        """True when this worker still held the job."""
        held = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, holder=self.job.holder, **self._still)
        return bool(held.update(**changes))


def claim(public_id: str) -> Lease | None:
    """The lease on a waiting job; ``None`` when it does not wait: done, cancelled, held by another, or gone."""
    holder = new_public_id()
    claimed = Job.objects.filter(public_id=public_id, state=State.QUEUED).update(
        state=State.RUNNING, holder=holder, lease_until=_lease_end(), attempts=F("attempts") + 1, started_at=now(), done=0, total=0, message=""
    )
    if not claimed:
        return None
    job = Job.objects.filter(public_id=public_id, holder=holder).first()
    return Lease(job) if job else None


def first_message(job: Job, due_at: datetime) -> None:
    """Make the outbox say that ``job``, which was made in this transaction, waits from ``due_at`` on."""
    Outbox.objects.create(job=job, due_at=due_at)


def queue_message(job_pk: int, due_at: datetime) -> None:
    """Make the outbox say that a job waits from ``due_at`` on, whatever it said before."""
    Outbox.objects.update_or_create(job_id=job_pk, defaults={"due_at": due_at, "sent_at": None})


def _lease_end() -> datetime:
    return now() + timedelta(seconds=getattr(settings, "JOBS_LEASE_SECONDS", LEASE_SECONDS))


def _over() -> dict[str, Any]:
    return {"holder": "", "lease_until": None, "finished_at": now()}

"""A job that failed or was cancelled, once more from the start."""

from typing import Any

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.jobs.actions.lease import queue_message
from lms.jobs.actions.limit_jobs import lock_line, refuse_too_many
from lms.jobs.actions.relay_outbox import relay_job
from lms.jobs.models import Job, State
from lms.jobs.queries.jobs import title_of


def begin_again(job: Job) -> bool:
    """Put a failed or cancelled job back into the line with all its attempts; False for a job in any other state."""
    ended = Job.objects.filter(pk=job.pk, state__in=[State.FAILED, State.CANCELLED])
    if not ended.update(state=State.QUEUED, failure="", attempts=0, done=0, total=0, message="", finished_at=None):
        return False
    queue_message(job.pk, now())
    job.refresh_from_db()
    return True


def retry_job(job: Job, *, by: Any) -> None:
    """The owner asks for another try. Raises ``Forbidden``, ``TooMany``, and ``Conflict`` when there is nothing to try again."""
    access.require(by, "jobs.change_job", job)
    with transaction.atomic():
        lock_line(job.owner)
        if not begin_again(job):
            raise Conflict("This work has not failed, so there is nothing to try again.")
        refuse_too_many(job.owner)
        record_event("jobs.begun_again", by=by, subject_kind="job", subject_id=job.public_id, campus=job.campus, data={"title": title_of(job)})
        transaction.on_commit(lambda: relay_job(job), robust=True)

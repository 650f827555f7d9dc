"""The owner no longer wants a job."""

from typing import Any

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.jobs.models import UNFINISHED, Job, Outbox, State
from lms.jobs.queries.jobs import title_of


def cancel_job(job: Job, *, by: Any) -> None:
    """Stop a job that waits or is under way; a worker finds out at its next ``advance``.

    Raises ``Forbidden``, and ``Conflict`` when the job has already ended.
    """
    access.require(by, "jobs.change_job", job)
    with transaction.atomic():
        unfinished = Job.objects.filter(pk=job.pk, state__in=UNFINISHED)
        if not unfinished.update(state=State.CANCELLED, holder="", lease_until=None, finished_at=now()):
            raise Conflict("This work has already ended, so there is nothing to cancel.")
        Outbox.objects.filter(job=job.pk).delete()
        record_event("jobs.cancelled", by=by, subject_kind="job", subject_id=job.public_id, campus=job.campus, data={"title": title_of(job)})
    job.refresh_from_db()

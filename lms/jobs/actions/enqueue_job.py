"""Asking for background work, in the transaction of whoever asks."""

from functools import partial
from typing import Any

from django.db import transaction

from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.jobs.actions.begin_again import begin_again
from lms.jobs.actions.lease import first_message
from lms.jobs.actions.limit_jobs import lock_line, refuse_too_many
from lms.jobs.actions.relay_outbox import relay_job
from lms.jobs.kinds import job_kinds
from lms.jobs.models import Job


def enqueue(kind: str, payload: dict[str, Any], *, by: Any, key: str | None = None, campus: str = "", title: str = "") -> Job:
    """Ask for a job of ``kind``; it begins after the caller's transaction commits, and never if that rolls back.

    ``by`` is a person, a public id, or ``None`` for the system. ``key``: asking again gives the same job (per owner), begun
    again if it had failed or was cancelled. ``title`` is what the owner sees instead of the kind's label. Raises
    ``UnknownKind``, and ``TooMany`` when a person has 10 jobs waiting or under way; the system has no limit.
    """
    job_kinds.get(kind)
    owner = by if isinstance(by, str) else getattr(by, "public_id", "")
    facts = {"kind": kind, "payload": payload, "campus": campus, "title": title[:200]}
    with transaction.atomic(savepoint=bool(owner)):  # the system is refused nothing, so there is nothing to come back from
        lock_line(owner)
        job, made = (Job.objects.create(owner=owner, **facts), True) if key is None else Job.objects.get_or_create(owner=owner, key=key, defaults=facts)
        if made:
            first_message(job, now())
            failpoint("jobs.asked")
        if made or begin_again(job):
            refuse_too_many(owner)
            transaction.on_commit(partial(relay_job, job), robust=True)
    return job

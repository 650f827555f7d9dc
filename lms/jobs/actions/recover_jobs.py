"""Picking up what died: jobs whose worker is gone, and messages the broker lost."""

from datetime import timedelta

from lms.core.clock import now
from lms.jobs.actions.lease import CUT_OFF, Lease
from lms.jobs.models import Outbox
from lms.jobs.queries.jobs import abandoned_jobs, messages_nobody_took

AT_ONCE = 100
PATIENCE = timedelta(seconds=60)


def recover_jobs() -> int:
    """Put abandoned jobs back into the line and send lost messages again; how many. Harmless when done by several at once.

    Only the head of the line is sent again: a long line is not a lost one, and a message too many is ignored.
    """
    abandoned = [Lease(job, lease_until=job.lease_until) for job in abandoned_jobs(now())[:AT_ONCE]]
    for lease in abandoned:
        _recover(lease)
    lost = list(messages_nobody_took(now(), PATIENCE).values_list("pk", flat=True)[:AT_ONCE])
    if lost:
        Outbox.objects.filter(pk__in=lost).update(sent_at=None)
    return len(abandoned) + len(lost)


def _recover(lease: Lease) -> None:
    """Through the lease of the dead worker: if that one is alive after all, it finds out at its next write."""
    if lease.attempts_left > 0:
        lease.put_back(due_at=now(), counted=True)
    else:
        lease.fail(CUT_OFF)

"""Handing waiting jobs to the broker. What the broker does not take stays in the outbox and goes with the next sweep."""

import logging
import time

from lms.core.clock import now
from lms.core.failpoints import failpoint
from lms.jobs.broker import BrokerError, announce
from lms.jobs.models import Job, Outbox
from lms.jobs.queries.jobs import unsent_messages

AT_ONCE = 500
_SECONDS_BETWEEN_WARNINGS = 60.0
_warned = {"at": -_SECONDS_BETWEEN_WARNINGS}

logger = logging.getLogger(__name__)


def relay_outbox() -> int:
    """Send what is due, oldest first, until the broker refuses; how many it took. Two relays at once only send twice."""
    sent = 0
    for message in unsent_messages(now())[:AT_ONCE]:
        if not _relay(message):
            break
        sent += 1
    return sent


def relay_job(job: Job) -> None:
    """Send the message of one job that was just asked for; a second time where a sweep was quicker, which does no harm."""
    _relay(job.outbox)


def _relay(message: Outbox) -> bool:
    failpoint("outbox.before_send")
    try:
        announce(message.job.public_id)
    except BrokerError as error:
        _warn(error)
        return False
    failpoint("outbox.after_send")
    # Only this very message: the job may have been put back, with a later one, while we were sending.
    Outbox.objects.filter(pk=message.pk, due_at=message.due_at, sent_at__isnull=True).update(sent_at=now())
    return True


def _warn(error: BrokerError) -> None:
    """Once a minute is enough: a sweep tries every few seconds."""
    if time.monotonic() - _warned["at"] >= _SECONDS_BETWEEN_WARNINGS:
        _warned["at"] = time.monotonic()
        logger.warning("The broker does not take messages (%s). Jobs wait in the outbox and are sent as soon as it does.", error)

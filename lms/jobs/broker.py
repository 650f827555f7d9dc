"""The door to Celery: how a waiting job is announced to the workers, and what Celery is told about them."""

import logging
from typing import Any

from kombu.exceptions import ChannelError, KombuError
from redis import RedisError

RUN_JOB = "lms.jobs.tasks.run_job"
RUN_SWEEPS = "lms.jobs.tasks.run_sweeps"
BEAT_SECONDS = 5
# A web request does not wait for a broker that is down or silent: one try, a few seconds at most. The outbox tries again.
# Longer than the second that a worker waits for its next message in one question.
PATIENCE_WITH_BROKER = {"max_retries": 0, "socket_connect_timeout": 2, "socket_timeout": 5}

logger = logging.getLogger(__name__)


class BrokerError(Exception):
    """The broker did not take the message. Nothing is lost: the outbox keeps it."""


def celery_app() -> Any:
    """Celery's application. It lives in the composition root, above us; this is the only import of it."""
    from lms.celery import app

    return app


def announce(public_id: str) -> None:
    """Tell the workers that a job waits; raises ``BrokerError``.

    The message is the public id and nothing else, so an old worker understands a new message and the reverse, and the
    broker never holds personal data.
    """
    try:
        celery_app().send_task(RUN_JOB, args=[public_id], retry=False, ignore_result=True)
    except (KombuError, ChannelError, RedisError, OSError) as error:
        raise BrokerError(str(error)) from error


def broker_trouble() -> str:
    """Why the broker cannot be reached, in its own words; empty when it can. Waits two seconds at most."""
    try:
        with celery_app().connection_for_write() as link:
            link.ensure_connection(max_retries=0, timeout=2)
    except (KombuError, OSError) as error:
        return str(error)
    return ""


def messages_in_queue() -> int:
    """How many messages wait for a worker."""
    app = celery_app()
    with app.connection_for_read() as link:
        try:
            return int(link.default_channel.queue_declare(app.conf.task_default_queue, passive=True).message_count)
        except ChannelError:  # Redis has no list for a queue that is empty
            return 0


def celery_defaults(broker_url: str, data_dir: str) -> dict[str, Any]:
    """What Celery must know for these jobs; settings named ``CELERY_…`` go before (``lms.celery``)."""
    common: dict[str, Any] = {
        "worker_prefetch_multiplier": 1,  # a long export must not hold back jobs that another worker could do
        "worker_enable_remote_control": False,
        "broker_connection_max_retries": None,  # a worker waits for its broker as long as it takes
        "worker_cancel_long_running_tasks_on_connection_loss": False,  # the lease says who works, not the connection
        "beat_schedule": {"sweeps": {"task": RUN_SWEEPS, "schedule": float(BEAT_SECONDS), "options": {"expires": BEAT_SECONDS}}},
        "beat_schedule_filename": f"{data_dir}/beat",
    }
    if broker_url.startswith("filesystem"):
        return {**common, "broker_transport": "lms.jobs.transport:Transport"}
    return {**common, "broker_transport_options": PATIENCE_WITH_BROKER}

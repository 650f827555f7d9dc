"""What Celery calls. Names and arguments are a contract between versions: add, don't change."""

from celery import shared_task

from lms.jobs import api
from lms.jobs.broker import RUN_JOB, RUN_SWEEPS

clockwork = api.Clockwork()


@shared_task(name=RUN_JOB, ignore_result=True)
def run_job(public_id: str) -> None:
    """A job waits. Sent by the outbox, perhaps more than once, perhaps late."""
    api.run_job(public_id)


@shared_task(name=RUN_SWEEPS, ignore_result=True)
def run_sweeps() -> None:
    """The beat: call whatever sweep is due."""
    clockwork.run_due()

"""The door of lms.jobs for other apps."""

from lms.jobs.actions.cancel_job import cancel_job
from lms.jobs.actions.clear_jobs import clear_jobs
from lms.jobs.actions.enqueue_job import enqueue
from lms.jobs.actions.recover_jobs import recover_jobs
from lms.jobs.actions.relay_outbox import relay_outbox
from lms.jobs.actions.run_due import Ran, run_due
from lms.jobs.actions.run_job import run_job
from lms.jobs.actions.run_sweeps import Clockwork
from lms.jobs.broker import broker_trouble, messages_in_queue
from lms.jobs.kinds import JobRun, job_kinds, register_job, register_sweep, sweeps
from lms.jobs.models import Job, State
from lms.jobs.queries.health import failed_since, tried_again
from lms.jobs.queries.jobs import job_called, last_sweep_at, longest_wait, place_in_line, title_of
from lms.jobs.rules import jobs_visible_to

__all__ = [
    "Clockwork", "Job", "JobRun", "Ran", "State", "broker_trouble", "cancel_job", "clear_jobs", "enqueue", "failed_since", "job_called", "job_kinds",
    "jobs_visible_to", "last_sweep_at", "longest_wait", "messages_in_queue", "place_in_line", "recover_jobs", "register_job", "register_sweep",
    "relay_outbox", "run_due", "run_job", "sweeps", "title_of", "tried_again",
]  # fmt: skip

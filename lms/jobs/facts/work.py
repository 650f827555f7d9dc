"""Jobs: what waits, runs and failed, and whether a worker takes what waits."""

from datetime import timedelta

from lms.core.clock import now
from lms.core.operations.ages import ago, lasted
from lms.core.operations.registry import Fact, Figure, Reading, State
from lms.core.wording import counted
from lms.jobs.kinds import job_kinds
from lms.jobs.queries.health import Work, failed_kinds, work_at

LONG, TOO_LONG = timedelta(minutes=5), timedelta(minutes=30)
MANY = 10
FIGURES = (
    Figure("pathway_jobs", "Jobs by state; failed ones of the last 24 hours.", ("state",)),
    Figure("pathway_jobs_oldest_waiting_seconds", "How long the job that waits longest could have been begun."),
)


def read_work() -> Reading:
    work = work_at(now())
    reading = Reading([_worker(work), _failed(work)])
    for state in ("waiting", "later", "running", "failed"):
        reading.sample("pathway_jobs", getattr(work, state), state)
    reading.sample("pathway_jobs_oldest_waiting_seconds", _waited(work).total_seconds())
    return reading


def _waited(work: Work) -> timedelta:
    return now() - work.oldest if work.oldest else timedelta()


def _worker(work: Work) -> Fact:
    counts = {"waiting": work.waiting, "under way": work.running, "to be tried again later": work.later}
    some = [f"{count} {state}" for state, count in counts.items() if count]
    line = f"Jobs: {', '.join(some)}." if some else "No job waits."
    last = f" The last one was begun {ago(work.begun)}." if work.begun else " None was begun yet."
    waited = _waited(work)
    if waited < LONG:
        return Fact("Worker", State.FINE, line + last, "Letters, exports and packets are made as they are asked for.")
    state = State.WRONG if waited > TOO_LONG else State.LOOK
    longest = f" One has waited for {lasted(waited)}."
    return Fact(
        "Worker", state, line + longest + last, "Letters do not go out, and exports and packets are not made.",
        "See whether a worker runs (manage.py run_worker, or celery -A lms.celery worker). If one does, it is busy: start a second.",
    )  # fmt: skip


def _failed(work: Work) -> Fact:
    if not work.failed:
        return Fact("Failed jobs", State.FINE, "None failed within 24 hours.", "What was asked for was made, or is being made.")
    kinds = ", ".join(f"{_label(kind)} ({count})" for kind, count in failed_kinds(now()).items())
    state = State.WRONG if work.failed >= MANY else State.LOOK
    return Fact(
        "Failed jobs", state, f"{counted(work.failed, 'job')} failed within 24 hours: {kinds}.", "Who asked for them was told. Nothing of theirs is lost.",
        "See the log for lines that name a job. Their owners can try again; jobs of the system are asked for anew where they are still needed.",
    )  # fmt: skip


def _label(kind: str) -> str:
    return job_kinds.get(kind).label if kind in job_kinds else kind

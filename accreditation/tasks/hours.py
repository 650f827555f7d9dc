"""Background work of hours: posting a batch, watching the ledger, reminding of questions."""

from typing import Any

from accreditation.actions.post_batch import post_batch
from accreditation.actions.remind_of_hours_disputes import remind_of_hours_disputes
from accreditation.actions.watch_ledger import watch_ledger
from accreditation.queries.batches import batch_called
from lms.core.errors import NotFound
from lms.core.wording import counted
from lms.jobs.api import JobRun


def run_batch(job: JobRun) -> dict[str, Any]:
    """Post an approved batch; payload ``{batch}``. A second run posts nothing twice."""
    batch = batch_called(job.payload["batch"])
    if batch is None:
        raise NotFound("There is no such batch.")
    posted = post_batch(batch=batch, progress=job.advance)
    lines = posted.lines.count()
    refused = f" {counted(len(posted.refused), 'line')} did not fit any more; the page says why." if posted.refused else ""
    return {"sentence": f"{counted(lines - len(posted.refused), 'line')} of {lines} posted.{refused}", "url": f"/cohorts/batches/{posted.public_id}/"}


def watch_hourly() -> None:
    watch_ledger()


def remind_daily() -> None:
    remind_of_hours_disputes()

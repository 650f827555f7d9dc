"""Background work of curriculum."""

from typing import Any

from curriculum import api
from lms.jobs.api import JobRun


def run_tell_announcement(job: JobRun) -> dict[str, Any]:
    return {"told": api.tell_announcement(job.payload["announcement"])}

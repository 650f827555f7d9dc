"""Background work of lms.people."""

from typing import Any

from lms.jobs.api import JobRun
from lms.people.actions.deliver_mail import deliver_mail


def run_deliver_mail(job: JobRun) -> dict[str, Any]:
    return {"sent": deliver_mail(sealed=job.payload["sealed"], name=job.public_id)}

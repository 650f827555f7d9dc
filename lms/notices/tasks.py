"""Background work of lms.notices."""

from datetime import date
from typing import Any

from lms.jobs.api import JobRun
from lms.notices import api


def run_mail_notice(job: JobRun) -> dict[str, Any]:
    return {"sent": api.mail_notice(job.payload["notice"])}


def run_mail_digest(job: JobRun) -> dict[str, Any]:
    return {"sent": api.mail_digest(job.payload["person"], date.fromisoformat(job.payload["day"]))}


def run_send_letters(job: JobRun) -> dict[str, Any]:
    return {"asked": api.send_letters(job.payload["notices"])}

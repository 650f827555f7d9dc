"""Background work on who is trained."""

from typing import Any

from accreditation.actions.evaluate_completion import evaluate_completion
from curriculum.api import enrollment_called
from lms.core.errors import NotFound
from lms.core.wording import counted
from lms.jobs.api import JobRun


def run_evaluate(job: JobRun) -> dict[str, Any]:
    """Look again at a place whose facts changed; payload ``{enrollment, cause, source}``. A second run finds nothing new."""
    enrollment = enrollment_called(job.payload["enrollment"])
    if enrollment is None:
        raise NotFound("The place is gone.")
    events = evaluate_completion(enrollments=[enrollment], cause=job.payload["cause"], source=job.payload["source"])
    return {"sentence": f"{counted(len(events), 'change')} of who is trained."}

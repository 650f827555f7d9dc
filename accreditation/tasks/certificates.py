"""Background work on certificates: ids in, fetch, call one action."""

from typing import Any

from accreditation.actions.issue_ready import issue_due, issue_ready
from accreditation.queries.certificate_settings import cohorts_by_rule
from curriculum.api import cohort_called, open_cohorts
from lms.core.clock import now
from lms.core.errors import NotFound
from lms.core.wording import counted
from lms.jobs.api import JobRun, enqueue
from lms.people.api import person_called


def run_issue_ready(job: JobRun) -> dict[str, Any]:
    """Issue to everybody of a cohort who is ready; payload ``{cohort, track}``. The right is asked again: it may have ended meanwhile."""
    cohort, person = cohort_called(job.payload["cohort"]), person_called(job.owner)
    if cohort is None or person is None or not person.has_perm("accreditation.issue_certificate", cohort):
        raise NotFound("The certificates of this cohort are not yours to issue any more.")
    issued = issue_ready(cohort=cohort, track=job.payload["track"], by=person, progress=job.advance)
    said = f"{counted(issued.now, 'certificate')} issued; {issued.before} had one already, {issued.not_ready} not ready yet."
    return {"url": f"/cohorts/{cohort.slug}/certificates/", "sentence": said}


def run_issue_due(job: JobRun) -> dict[str, Any]:
    """Issue by rule what is due in a cohort; payload ``{cohort}``."""
    cohort = cohort_called(job.payload["cohort"])
    if cohort is None:
        raise NotFound("The cohort is gone.")
    return {"sentence": f"{counted(issue_due(cohort=cohort, progress=job.advance), 'certificate')} issued by rule."}


def issue_due_daily() -> None:
    """The sweep of each day: one job for each cohort whose certificates are issued by rule, beside the moment a program is completed."""
    for cohort in cohorts_by_rule(open_cohorts()):
        key = f"certificates:{cohort.pk}:{now():%Y-%m-%d}"
        enqueue("accreditation.issue_due_certificates", {"cohort": cohort.slug}, by=None, campus=cohort.campus.slug, key=key)

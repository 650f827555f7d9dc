"""Who may see and change a job: the person who asked for it, and nobody else."""

from typing import Any

import rules
from django.db.models import QuerySet

from lms.jobs.models import Job


@rules.predicate
def is_owner_of_job(person: Any, job: Any = None) -> bool:
    """Jobs of the system have no owner and are nobody's to see."""
    return bool(job is not None and person.is_authenticated and person.is_active and person.public_id == job.owner)


def jobs_visible_to(person: Any) -> QuerySet[Job]:
    """Twin of ``jobs.view_job``."""
    if not (person.is_authenticated and person.is_active):
        return Job.objects.none()
    return Job.objects.filter(owner=person.public_id)


rules.add_perm("jobs.view_job", is_owner_of_job)
rules.add_perm("jobs.change_job", is_owner_of_job)

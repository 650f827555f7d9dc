"""The fourth step: what students will study."""

from typing import Any

from django.db import transaction

from curriculum.api import begin_program
from lms.core import access
from lms.jobs.api import Job, enqueue
from lms.people.api import keep_setup_step, take_setup_step
from lms.site.first_run.load_starter import KIND


@transaction.atomic
def load_starter_program(*, by: Any) -> Job:
    """Ask for the starter curriculum as background work. Raises ``Forbidden``, and ``Conflict`` when the step is done."""
    access.require(by, "site.finish_setup")
    step = take_setup_step("curriculum", by=by)
    job = enqueue(KIND, {}, by=by, key="starter-curriculum")
    keep_setup_step(step, subject=job.public_id, words="The starter curriculum", by=by)
    return job


@transaction.atomic
def begin_empty_program(*, title: str, by: Any) -> None:
    """Make a program that a college fills itself. Raises ``Forbidden``, ``Invalid`` for its title, and ``Conflict`` when the step is done."""
    access.require(by, "site.finish_setup")
    step = take_setup_step("curriculum", by=by)
    begin_program(title=title, by=by)
    keep_setup_step(step, subject="", words=title, by=by)

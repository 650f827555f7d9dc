"""A gradebook of a large cohort as a file in the vault."""

from typing import Any

from assessments.actions.export_gradebook import FILES
from assessments.queries.gradebook import book_of, students_in
from curriculum.api import cohort_called
from lms.audit.api import record_disclosures
from lms.core.errors import NotFound
from lms.core.failpoints import failpoint
from lms.jobs.api import JobRun
from lms.people.api import person_called
from lms.vault.api import owners_of, store

GRADEBOOK = "assessments.gradebook"
EVERY = 50  # students, between two tellings


def run_gradebook(job: JobRun) -> dict[str, Any]:
    """Write a cohort's gradebook; payload ``{cohort, format}``. The right is asked again: it may have ended meanwhile."""
    cohort, person = cohort_called(job.payload["cohort"]), person_called(job.owner)
    if cohort is None or person is None or not person.has_perm("assessments.view_gradebook", cohort):
        raise NotFound("This gradebook is not yours to export any more.")
    ending = job.payload["format"]
    write, kind = FILES[ending]
    owners = _students(cohort)

    def told(done: int) -> None:
        if done % EVERY == 0:
            job.advance(done, len(owners), "Reading results")

    data = b"".join(write(book_of(cohort), told))
    name = f"gradebook-{cohort.slug}.{ending}"
    people = {cohort.campus.slug: owners | _students(cohort)}  # who joined while it was read, and who left, may both be in it
    file = store(GRADEBOOK, data, name=name, media_type=kind, campus=cohort.campus.slug, by=job.owner, key=job.public_id, people=people)
    failpoint("gradebook.stored")
    for campus, held in owners_of(file).items():
        record_disclosures(viewer=person, owners=held, what="Results in a gradebook file", purpose="Running the cohort", campus=campus, job=job.public_id)
    return {"file": file.public_id, "sentence": f"The gradebook of {cohort.name} is ready."}


def _students(cohort: Any) -> set[str]:
    return set(students_in(cohort).values_list("student__public_id", flat=True))

"""Background work of the coordinator's board."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from accreditation.actions.refresh_summaries import refresh_cohort, refresh_summaries
from accreditation.actions.remind_students import remind_students
from accreditation.queries.board_filters import board_filters
from accreditation.queries.board_page import places_of_board
from curriculum.api import cohort_called
from lms.core.errors import NotFound
from lms.core.wording import counted
from lms.jobs.api import JobRun
from lms.people.api import person_called


def refresh_by_clock() -> None:
    """The sweep of each minute: summaries that a fact or a new day made stale."""
    refresh_summaries()


def run_remind(job: JobRun) -> dict[str, Any]:
    """Remind students; payload ``{cohort, places, query, again}``: public ids, or all that a query of the board shows where there are none.

    Begun once: who was reminded before an interruption is left out for three days when somebody asks again.
    """
    cohort, person = cohort_called(job.payload["cohort"]), person_called(job.owner)
    if cohort is None or person is None or not person.has_perm("accreditation.remind_students", cohort):
        raise NotFound("The students of this cohort are not yours to remind any more.")
    filters = board_filters(QueryDict(job.payload["query"]), [track.slug for track in cohort.program.tracks.all()])
    refresh_cohort(cohort)
    places = places_of_board(cohort, filters, job.payload["places"])
    found = remind_students(cohort=cohort, places=places, again=job.payload["again"], by=person, progress=job.advance)
    not_sent = "".join(f" {counted(number, 'student')}: {sentence}" for sentence, number in sorted(found.why_not.items()))
    return {"url": reverse("cohorts:board", args=[cohort.slug]), "sentence": f"{counted(found.sent, 'letter')} sent.{not_sent}"}

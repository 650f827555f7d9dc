"""Issuing certificates to everybody of a cohort who is ready, one after the other."""

from dataclasses import dataclass
from typing import Any

from accreditation.actions.issue_by_rule import issue_by_rule, issued_if_complete
from accreditation.queries.certificates import current_certificates
from curriculum.api import roster
from lms.core.access import require
from lms.core.progress import Progress, untold


@dataclass(frozen=True)
class Issued:
    """How many were issued now, had one already, and are not ready."""

    now: int
    before: int
    not_ready: int


def issue_ready(*, cohort: Any, track: str, by: Any, progress: Progress = untold) -> Issued:
    """Issue the track's certificates of a cohort. Each stands on its own: what was issued before an interruption stays, and a second
    run issues the rest. One's own certificate is left to another coordinator."""
    require(by, "accreditation.issue_certificate", cohort)
    places = [place for place in roster(cohort) if place.student.public_id != by.public_id]
    had = {place for place, of in current_certificates([place.public_id for place in places]) if of == track}
    to_ask = [place for place in places if place.public_id not in had]
    made = 0
    for done, place in enumerate(to_ask):
        progress(done, len(to_ask), "Looking at one student after the other")
        made += issued_if_complete(place, track, by) is not None
    return Issued(made, len(had), len(to_ask) - made)


def issue_due(*, cohort: Any, progress: Progress = untold) -> int:
    """Issue by rule what is due in a cohort; how many were."""
    places = list(roster(cohort))
    made = 0
    for done, place in enumerate(places):
        progress(done, len(places), "Looking for completed programs")
        made += len(issue_by_rule(enrollment=place))
    return made

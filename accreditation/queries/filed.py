"""What became of each student's filings: how long their documents are kept follows from it."""

from collections import defaultdict
from datetime import date

from accreditation.models import Application
from accreditation.policies.application_facts import Standing
from accreditation.policies.application_states import AFTER_FILING, GRANTED, PENDING
from accreditation.queries.application_standing import standings_of
from accreditation.queries.retention import Filed
from lms.core.clock import local_date, now


def filed_of(students: list[str]) -> dict[str, Filed]:
    """By public id; students whose requests were never filed are left out. While any of theirs is pending, nothing is decided.

    A constant number of queries.
    """
    rows = list(Application.objects.filter(student__in=students, state__in=AFTER_FILING).order_by("pk"))
    standings = standings_of(rows, local_date(now(), "UTC"))
    by_student: dict[str, list[Standing]] = defaultdict(list)
    for row in rows:
        by_student[row.student].append(standings[row.pk])
    return {student: _filed(found) for student, found in by_student.items()}


def _filed(standings: list[Standing]) -> Filed:
    has_status = any(standing.state in GRANTED for standing in standings)
    if any(standing.state in PENDING for standing in standings):
        return Filed(has_status=has_status)
    return Filed(
        decided_on=_last(standings, "director_decision", "reconsideration_denied", "decision", "approval_effective"),
        status_ends_on=_last(standings, "terminated_effective", "expires_printed"),
        has_status=has_status,
    )


def _last(standings: list[Standing], *names: str) -> date | None:
    """The last of these days over all requests; of one request the first name that has a day speaks."""
    found = (next((standing.dates[name] for name in names if name in standing.dates), None) for standing in standings)
    return max((day for day in found if day is not None), default=None)

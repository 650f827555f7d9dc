"""The cohort that is over, once: two students finished it; one asks for accreditation, one renews it."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from curriculum.api import put_cohort, put_enrollment
from lms.core.clock import local_date, now
from lms.people.api import Campus, User
from lms.site.demonstration.finished.certified import issue_certificates
from lms.site.demonstration.finished.graduate import Graduate
from lms.site.demonstration.finished.renewal import renew
from lms.site.demonstration.finished.request import request_accreditation
from lms.site.demonstration.finished.sponsor import put_sponsor
from lms.site.demonstration.finished.term import go_through

FIRST_DAY, LAST_DAY = date(2026, 1, 20), date(2026, 5, 8)
SESSIONS = 13


def finish(campus: Campus, program: Any, *, people: dict[str, User], graduates: list[User], seed_number: int) -> int:
    """Let ``graduates`` (who asks for accreditation, who renews it) have finished the cohort of spring 2026. Returns how many places it has.

    Another program than the starter one has other sessions and assessments, and before the last day nobody has finished: then the cohort stays empty.
    """
    cohort = put_cohort(
        slug=f"{campus.slug}-spring-2026", name="Spring 2026", campus=campus, program=program, starts_on=FIRST_DAY, ends_on=LAST_DAY
    )  # fmt: skip
    is_over = now() > datetime.combine(LAST_DAY, time(), tzinfo=UTC) + timedelta(days=30)
    if is_over and program.sessions.count() == SESSIONS and not cohort.enrollments.exists():
        _finish(cohort, people, graduates, random.Random(seed_number))  # noqa: S311  a made-up history  # nosec B311
    return int(cohort.enrollments.count())


def _finish(cohort: Any, people: dict[str, User], persons: list[User], dice: random.Random) -> None:
    begins = datetime.combine(FIRST_DAY, time(15), tzinfo=UTC)
    places = [put_enrollment(student=person, cohort=cohort, since=begins) for person in persons]
    graduates = [Graduate(place, place is places[0], 0.97, dice) for place in places]
    ended = go_through(cohort, graduates, teacher=people["instructor"], begins=begins)
    issue_certificates(cohort, graduates, people=people, at=ended + timedelta(days=5))
    today = local_date(now(), cohort.campus.time_zone)
    sponsor = put_sponsor(cohort.campus, people=people, today=today)
    request_accreditation(places[0], sponsor, people=people, today=today)
    renew(places[1], sponsor, people=people, today=today)

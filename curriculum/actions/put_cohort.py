"""Cohorts and places made by the program itself: set-up, import and the demonstration."""

from datetime import date, datetime
from typing import Any

from curriculum.actions.keep_step import keep_step
from curriculum.models import Cohort, Enrollment, ProgramPage


def put_cohort(*, slug: str, name: str, campus: Any, program: ProgramPage, starts_on: date, ends_on: date) -> Cohort:
    """The cohort called ``slug``, made once."""
    facts = {"name": name, "campus": campus, "program": program, "program_version": program.version, "starts_on": starts_on, "ends_on": ends_on}
    return Cohort.objects.get_or_create(slug=slug, defaults=facts)[0]


def put_enrollment(*, student: Any, cohort: Cohort, since: datetime | None = None) -> Enrollment:
    """The student's place in the cohort, made once, whatever the number of places. ``since`` is for histories made by the server itself."""
    enrollment, made = Enrollment.objects.get_or_create(student=student, cohort=cohort)
    if made:
        if since is not None:
            enrollment.enrolled_at = since
            enrollment.save(update_fields=["enrolled_at"])
        keep_step(student=student, cohort=cohort, from_state="", to_state="active", by=None)
    return enrollment

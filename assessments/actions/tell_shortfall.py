"""Telling instructors that a quiz cannot be started as it is set."""

from typing import Any

from django.urls import reverse

from assessments.models import AssessmentPage
from assessments.queries.drawing import missing_from, parts_asked
from lms.core.clock import local_date, now
from lms.notices.api import notify
from lms.people.api import administrators, holders_of

KIND = "assessments.cannot_start"


def tell_shortfall(assessment: AssessmentPage, enrollment: Any) -> None:
    """Once a day and quiz, with what is missing; to the instructors of the campus, or else to who looks after all of them."""
    _, items, draws = parts_asked(assessment)
    day = local_date(now(), enrollment.cohort.campus.time_zone)
    said = " ".join(missing_from(items, draws)) or "It was set otherwise a moment ago; try it again."
    for person in list(holders_of(enrollment.cohort.campus_id, "instructor")) or administrators():
        notify(
            person, KIND, subject_line=f"Nobody can start “{assessment.title}”", text=said,
            url=reverse("wagtailadmin_pages:edit", args=[assessment.pk]), key=f"cannot-start:{assessment.public_id}:{day}",
        )  # fmt: skip

"""A student moves to another cohort of the program: what they are allowed goes along (decision 64)."""

from typing import Any

from django.db import transaction

from assessments.actions.give_accommodation import GIVEN, about, add_row, extend_running
from assessments.models import Accommodation
from assessments.queries.terms import shares_days, standing
from lms.audit.api import record_event
from lms.core.clock import local_date, now
from lms.notices.api import notify


@transaction.atomic
def carry_accommodations(*, origin: Any, enrollment: Any, by: Any) -> list[Accommodation]:
    """Make what holds in the place ``origin`` hold in ``enrollment``: the rows that were added there. ``by`` moved the student, who may do so in both.

    What ended in ``origin`` ends in a place that is taken up again; what ``origin`` never knew stays. Attempts keep the time they have; one that
    runs in ``enrollment`` is extended.
    """
    today = local_date(now(), enrollment.cohort.campus.time_zone)
    there = _standing(enrollment)
    added = [
        add_row(enrollment, row.assessment, by, ended=row.ended, reason=row.reason, carried_from=row, **{name: getattr(row, name) for name in GIVEN})
        for row in _standing(origin)
        if _is_news(row, there) and (row.ended or row.ends_on >= today)
    ]
    if added:
        extend_running(enrollment)
        _tell(enrollment, added, by)
    return added


def _standing(place: Any) -> list[Accommodation]:
    return standing(Accommodation.objects.filter(enrollment=place.pk).select_related("assessment"))


def _is_news(row: Accommodation, there: list[Accommodation]) -> bool:
    """Whether ``row`` says otherwise than what holds in the new place on its days."""
    held = [other for other in there if shares_days(row, other) and not other.ended]
    return bool(held) if row.ended else not any(all(getattr(row, name) == getattr(other, name) for name in GIVEN) for other in held)


def _tell(enrollment: Any, added: list[Accommodation], by: Any) -> None:
    """Who, when and for what goes to the log; the student hears of it once."""
    for row in added:
        record_event(
            "assessments.accommodation_carried", by=by, subject_kind="enrollment", subject_id=enrollment.public_id, campus=enrollment.cohort.campus.slug,
            data={"student": enrollment.student.display_name, "about": about(row.assessment), "cohort": enrollment.cohort.name},
        )  # fmt: skip
    notify(
        enrollment.student, "assessments.accommodation", subject_line="Your accommodation goes along",
        text=f"What you are allowed in quizzes holds in {enrollment.cohort.name} as it did before you moved.", url="/attempts/accommodations/",
        key=f"accommodation-carried:{added[0].public_id}",
    )  # fmt: skip

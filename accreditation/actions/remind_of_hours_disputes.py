"""Reminding a campus of students' questions about hours whose answer is due."""

from datetime import timedelta

from django.urls import reverse

from accreditation.actions.hours_disputes import NOTICE
from accreditation.actions.tell_hours import people_of_campus
from accreditation.models import HoursDispute
from accreditation.queries.campus_days import days_of_campuses
from accreditation.queries.hours_disputes import WAITING
from lms.core.clock import now
from lms.core.wording import day
from lms.notices.api import notify

AHEAD = timedelta(days=2)


def remind_of_hours_disputes() -> int:
    """Tell those who may answer, once two days ahead and once when it is overdue, by the campus's calendar; how many threads were due."""
    waiting = list(HoursDispute.objects.filter(state__in=WAITING))
    days, here = days_of_campuses(dispute.campus for dispute in waiting), now().date()
    today = {dispute.campus: days.get(dispute.campus, here) for dispute in waiting}
    due = [dispute for dispute in waiting if dispute.due_on <= today[dispute.campus] + AHEAD]
    for dispute in due:
        stage = "overdue" if dispute.due_on < today[dispute.campus] else "due"
        for person in people_of_campus(dispute.campus, [dispute.student]):
            notify(
                person, NOTICE, subject_line="An answer about hours is overdue" if stage == "overdue" else "An answer about hours is due",
                text=f"A student was promised an answer by {day(dispute.due_on)}.", url=reverse("hours:dispute", args=[dispute.public_id]),
                key=f"hours-dispute-{stage}:{dispute.public_id}:{dispute.due_on.isoformat()}",
            )  # fmt: skip
    return len(due)

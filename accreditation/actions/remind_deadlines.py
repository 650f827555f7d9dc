"""Reminding the people who keep a deadline, once for each of its steps, however often the clock is wound."""

from django.db import IntegrityError, transaction
from django.urls import reverse

from accreditation.actions.tell_application import keepers
from accreditation.models import DeadlineReminder, SponsoringOrganization
from accreditation.queries.deadlines import Due, dues_of_applications, dues_of_duties, dues_of_organizations, live_applications, open_duties
from lms.core.clock import now
from lms.core.wording import counted, day
from lms.notices.api import Told, notify_many
from lms.people.api import User, administrators, holders_of, person_called

KIND = "accreditation.deadline"
TOLD_TO_STUDENTS = ("renewal", "renewal_target", "graduation_plan", "duty_graduation")


def remind_deadlines() -> int:
    """Send what is due; returns how many deadlines people were reminded of. After an outage only the nearest step is sent."""
    organizations = SponsoringOrganization.objects.prefetch_related("campuses")
    dues = [*dues_of_applications(live_applications()), *dues_of_organizations(organizations), *dues_of_duties(open_duties())]
    sent = set(DeadlineReminder.objects.filter(deadline__in=[due.key for due in dues]).values_list("deadline", "step"))
    reminded = 0
    for due in dues:
        step = due.deadline.step_at(due.today)
        if step is not None and (due.key, step) not in sent:
            reminded += _remind(due, step)
    return reminded


def _remind(due: Due, step: int) -> bool:
    """One reminder and the row that says so, or neither."""
    staff = _staff(due)
    told = [Told(person, _subject(due), _text(due), due.url, f"deadline:{due.key}:{step}") for person in staff]
    student = person_called(due.student) if due.student and due.deadline.rule in TOLD_TO_STUDENTS else None
    if student is not None and student.is_active:
        told.append(Told(student, _subject(due), _text(due), reverse("application:mine"), f"deadline:{due.key}:{step}"))
    try:
        with transaction.atomic():
            DeadlineReminder.objects.create(deadline=due.key, step=step, told=len(told), at=now())
            notify_many(KIND, told)
    except IntegrityError:  # another worker was there first
        return False
    return True


def _staff(due: Due) -> list[User]:
    """Who keeps it, and for a hard legal day coordinators and officers both."""
    roles = ("officer", "coordinator") if due.deadline.is_legal and due.deadline.is_hard else (due.deadline.owner,)
    if due.application is not None:
        return keepers(due.application, *roles)
    found = {person.pk: person for campus in due.organization.campuses.all() for person in holders_of(campus.pk, *roles)}
    return list(found.values()) or list(administrators())


def _subject(due: Due) -> str:
    if due.days_left < 0:
        return f"Over since {day(due.deadline.on)}: {due.deadline.title}"
    return f"By {day(due.deadline.on)}: {due.deadline.title}"


def _text(due: Due) -> str:
    who = "The law sets this day." if due.deadline.is_legal else "This is a day of the house, not of the law."
    left = "The day is over." if due.days_left < 0 else "It is today." if due.days_left == 0 else f"{counted(due.days_left, 'day')} left."
    return f"{left} {who} {due.deadline.sentence}"

"""Students' threads about their hours: by name, of a student, what waits on a campus, what was said, and when an answer is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from accreditation.models import DisputeState, HoursDispute, HoursMessage
from accreditation.rules.hours import disputes_handled_by
from curriculum.api import holidays_between, lesson_called
from lms.core.clock import local_date, now
from lms.people.api import names_of
from lms.vault.api import open_texts

WAITING = (DisputeState.OPEN, DisputeState.REOPENED)


def dispute_called(public_id: str) -> HoursDispute | None:
    return HoursDispute.objects.filter(public_id=public_id).first()


def disputes_of(student: str) -> QuerySet[HoursDispute]:
    """A student's threads, newest first."""
    return HoursDispute.objects.filter(student=student).order_by("-pk")


def disputes_of_entry(student: str, seq: int) -> QuerySet[HoursDispute]:
    """A student's threads about one entry, newest first."""
    return disputes_of(student).filter(seq=seq)


def disputes_waiting(person: Any) -> QuerySet[HoursDispute]:
    """What waits for the person's campuses to answer, the most urgent first."""
    return disputes_handled_by(person).filter(state__in=WAITING).order_by("due_on", "pk")


def business_days_after(day: date, count: int, holidays: Collection[date]) -> date:
    """The ``count``-th day after ``day`` that is neither a Saturday, a Sunday nor a holiday; ``day`` itself for 0.

    >>> business_days_after(date(2026, 11, 20), 1, set())  # a Friday
    datetime.date(2026, 11, 23)
    """
    found = day
    while count > 0:
        found += timedelta(days=1)
        if found.weekday() < 5 and found not in holidays:
            count -= 1
    return found


def answer_due(campus: Any) -> date:
    """By when a thread that begins now is answered: a promise of the house, in the campus's days."""
    today, days = local_date(now(), campus.time_zone), settings.HOURS_DISPUTE_BUSINESS_DAYS
    return business_days_after(today, days, holidays_between(campus.pk, today, today + timedelta(days=7 * days + 60)))


@dataclass(frozen=True)
class Said:
    """One message, opened; ``author`` is a name."""

    message: HoursMessage
    author: str
    text: str
    by_student: bool


def said_in(dispute: HoursDispute) -> list[Said]:
    messages = list(dispute.messages.all())
    names = names_of({one.author for one in messages})
    texts = open_texts([(dispute.student, bytes(one.sealed_text)) for one in messages])
    return [Said(one, names.get(one.author, ""), text, one.author == dispute.student) for one, text in zip(messages, texts, strict=True)]


def lesson_title(dispute: HoursDispute) -> str:
    lesson = lesson_called(dispute.lesson) if dispute.lesson else None
    return lesson.title if lesson else ""


@dataclass(frozen=True)
class ListedDispute:
    """A thread in a list, with its student's name."""

    dispute: HoursDispute
    student: str


def listed(disputes: QuerySet[HoursDispute]) -> list[ListedDispute]:
    """The threads with names, in two queries."""
    found = list(disputes)
    names = names_of({one.student for one in found})
    return [ListedDispute(one, names.get(one.student, "")) for one in found]

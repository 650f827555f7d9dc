"""The three years of each accredited person: training by accreditation year, and how it compares with what the organization advises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accreditation.models import Application, Entry
from accreditation.models.entry import SourceKind
from accreditation.policies.accreditation_years import Year, years_of
from accreditation.queries.dossier import FUNDAMENTALS_TRACK


@dataclass(frozen=True)
class TrainedYear:
    """Minutes of training in law and skills, outside training included, within one accreditation year.

    ``is_gap``: nothing in a year that is over. ``short`` are the minutes to the organization's advice, 0 without one; no rule sets a figure (mark D).
    """

    year: Year
    minutes: int
    is_begun: bool
    is_over: bool
    short: int

    @property
    def is_gap(self) -> bool:
        return self.is_over and self.minutes <= 0


def trained_years(applications: Iterable[Application], today: date) -> dict[int, list[TrainedYear]]:
    """By primary key of each accreditation, its years; one query for all of them. ``applications`` come with their organization."""
    rows = [one for one in applications if one.approved_on and one.expires_on]
    outside = Q(track="", source_kind=SourceKind.EXTERNAL_TRAINING)
    entries = Entry.objects.filter(Q(track=FUNDAMENTALS_TRACK) | outside, student__in={one.student for one in rows})
    if rows:
        entries = entries.filter(occurred_to__gte=min(one.approved_on for one in rows if one.approved_on))
    by_student: dict[str, list[tuple[date, int]]] = {}
    for student, day, minutes in entries.order_by().values_list("student", "occurred_to", "minutes"):
        by_student.setdefault(student, []).append((day, minutes))
    return {one.pk: _years(one, by_student.get(one.student, []), today) for one in rows}


def _years(one: Application, entries: list[tuple[date, int]], today: date) -> list[TrainedYear]:
    assert one.approved_on is not None and one.expires_on is not None, "An accreditation has both dates; the database holds it."  # noqa: PT018
    target = one.organization.yearly_training_minutes or 0
    found = []
    for year in years_of(one.approved_on, one.expires_on):
        minutes = sum(count for day, count in entries if year.first <= day <= year.last)
        found.append(TrainedYear(year, minutes, year.first <= today, year.last < today, max(0, target - minutes)))
    return found

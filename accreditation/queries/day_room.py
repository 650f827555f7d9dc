"""Whether more minutes fit into the days they are said to be of: nobody studies more than 16 hours a day (hours.md, section 3).

Constraint: a course of 40 hours over five days names no hours of a day, so it cannot be held against any single one. What can be
known is that everything which lies within a stretch of days must fit into it: minutes ≤ 960 × days, for every stretch. For
intervals of days this is exact (Hall's condition): if no stretch holds too much, there is a way to spread all of it.

Example: Monday holds 960 min. A course of 1 000 min on Monday and Tuesday does not fit (1 960 > 1 920), one of 960 does.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from accreditation.models import Entry
from lms.core.wording import day, hours

MOST_A_DAY = 16 * 60


@dataclass(frozen=True)
class Held:
    """Minutes of some days, both ends included."""

    first: date
    last: date
    minutes: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def lies_in(self, first: date, last: date) -> bool:
        return first <= self.first and self.last <= last


def overfull(held: Iterable[Held], new: Held) -> Held | None:
    """The shortest stretch around ``new`` that would hold more than 16 h a day, with all its minutes but those of ``new``; ``None`` when all fits."""
    there = list(held)
    several = [one for one in there if one.days > 1]
    firsts = {new.first, *(one.first for one in several if one.first < new.first)}
    lasts = {new.last, *(one.last for one in several if one.last > new.last)}
    for stretch in sorted((Held(first, last, 0) for first in firsts for last in lasts), key=lambda one: (one.days, one.first)):
        minutes = sum(one.minutes for one in there if one.lies_in(stretch.first, stretch.last))
        if minutes + new.minutes > MOST_A_DAY * stretch.days:
            return Held(stretch.first, stretch.last, minutes)
    return None


def held_by_students(students: Iterable[str]) -> dict[str, list[Held]]:
    """What the ledger holds of each student by days, in one query; reversals take away what they reverse."""
    rows = Entry.objects.filter(student__in=set(students)).order_by().values_list("student", "occurred_from", "occurred_to")
    found: dict[str, list[Held]] = defaultdict(list)
    for student, first, last, minutes in rows.annotate(total=Sum("minutes")):
        found[student].append(Held(first, last, minutes))
    return found


def why_overfull(held: Iterable[Held], new: Held) -> str:
    """Why ``new`` does not fit, as a sentence; empty when it does."""
    full = overfull(held, new)
    if full is None:
        return ""
    when = f"On {day(full.first)}" if full.days == 1 else f"From {day(full.first)} to {day(full.last)}"
    room = "a day has room for 16 h" if full.days == 1 else f"{full.days} days have room for {hours(MOST_A_DAY * full.days)}"
    if not full.minutes:
        return f"{hours(new.minutes)} are more than fits: {room}. Check the minutes and the dates."
    return f"{when}, {hours(full.minutes)} are credited already; {room}, so {hours(new.minutes)} more do not fit."

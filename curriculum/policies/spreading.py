"""Due dates for a list of lessons and assessments, spread evenly over the weeks of a cohort.

Constraint: dates never go back along the list, lie within the cohort, and none is a holiday. A week counts from Monday; its due day is
the chosen weekday, or the next day after it that is no holiday, or failing that the last one before it; a week whose working days are
all holidays is left out.

Every week takes the same number of minutes, in the order of the list, and a thing is due in the week in which its last minute falls.
With 60, 60, 60 and 60 minutes and two weeks, two are due a week; with 120, 30 and 30 minutes and three weeks (60 a week), the first is
due in the second week and the other two in the third.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

DAY = timedelta(days=1)


def due_days(starts_on: date, ends_on: date, weekday: int, holidays: Collection[date]) -> list[date]:
    """The due day of each week from ``starts_on`` to ``ends_on``; ``weekday`` is 0 for Monday."""
    days: list[date] = []
    monday = starts_on - DAY * starts_on.weekday()
    while monday <= ends_on:
        day = _due_day(monday, weekday, starts_on, ends_on, holidays)
        if day is not None:
            days.append(day)
        monday += DAY * 7
    return days


def _due_day(monday: date, weekday: int, starts_on: date, ends_on: date, holidays: Collection[date]) -> date | None:
    week = [monday + DAY * number for number in range(7)]
    inside = [day for day in week if starts_on <= day <= ends_on]
    working = [day for day in inside if day.weekday() < 5]
    if working and all(day in holidays for day in working):
        return None
    free = [day for day in inside if day not in holidays]
    after = [day for day in free if day >= week[weekday]]
    return after[0] if after else free[-1] if free else None


def spread(minutes: Sequence[int], days: Sequence[date]) -> list[date]:
    """One of ``days`` for each entry of ``minutes``, in order; an entry without minutes counts as one. Raises ``ValueError`` without days."""
    if not days:
        raise ValueError("There is no day on which anything can be due.")
    weights = [max(1, one) for one in minutes]
    total, so_far, found = sum(weights), 0, []
    for weight in weights:
        so_far += weight
        found.append(days[-(-so_far * len(days) // total) - 1])
    return found

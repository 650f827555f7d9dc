"""Counting days, months and years the way deadlines here are counted."""

import calendar
from datetime import date, timedelta


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; Feb 29 becomes Feb 28, the earlier and so the safe day."""
    return add_months(day, 12 * years)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_business_days(day: date, count: int) -> date:
    """``count`` weekdays after ``day``. Holidays are not left out: the house would rather be early."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day

"""The years of an accreditation, counted from its first day: renewal asks for training in all of them (8 CFR 1292.16(c)(2), mark C)."""

from dataclasses import dataclass
from datetime import date, timedelta

from accreditation.policies.days import add_years


@dataclass(frozen=True)
class Year:
    """``first`` to ``last``, both included."""

    number: int
    first: date
    last: date


def years_of(approved: date, expires: date) -> list[Year]:
    """The years from approval to expiry; the last one ends with the expiry. Together they hold every day once."""
    found = []
    number, first = 1, approved
    while first <= expires:
        following = add_years(approved, number)
        found.append(Year(number, first, min(following - timedelta(days=1), expires)))
        number, first = number + 1, following
    return found

"""When a practiced question comes again: Leitner’s boxes (S. Leitner, So lernt man lernen, Herder 1972).

A right answer moves a question one box up, a wrong one back to the first. Worked example: right, right, wrong, right is box 2, 3, 1, 2; it comes again after
1 day, 3 days, on the same day, after 1 day.
"""

from datetime import date, timedelta

FIRST, LAST = 1, 5
KNOWN_FROM = 4
DAYS = {1: 0, 2: 1, 3: 3, 4: 7, 5: 21}  # until it is due again


def box_after(box: int | None, *, right: bool) -> int:
    """The next box of a question in ``box``, or in none yet."""
    if not right:
        return FIRST
    return min((box or FIRST) + 1, LAST)


def due_on(box: int, today: date) -> date:
    return today + timedelta(days=DAYS[box])

"""What a student should have by now: the pace of a cohort, a straight line from its first day to its last.

A program rule of the house (mark C), not of EOIR: no source asks for a pace. 45 hours from Sept 1 to Dec 20 (110 days) make 22 h 30 min on Oct 26.
"""

from datetime import date

TOLERANCE_PERCENT = 90
"""Of the expected minutes; who has fewer is behind."""
QUIET_DAYS = 14
"""Days without anything new after which whoever still lacks something is stuck."""


def expected_minutes(stated: int, begins: date, ends: date, today: date) -> int:
    """Whole minutes out of ``stated`` that the straight line has reached at the end of ``today``; never more than ``stated``, 0 before ``begins``."""
    if today < begins:
        return 0
    days = (ends - begins).days + 1
    return stated if days <= 0 else min(stated, stated * ((today - begins).days + 1) // days)


def is_behind(minutes: int, expected: int) -> bool:
    """Fewer than nine tenths of what is expected, in whole numbers."""
    return minutes * 100 < expected * TOLERANCE_PERCENT


def is_quiet(since: date, today: date) -> bool:
    """Nothing happened for ``QUIET_DAYS`` full days."""
    return (today - since).days >= QUIET_DAYS

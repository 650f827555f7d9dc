"""How much a student may state for themselves, and what that leaves for measured time (hours.md, section 1).

Measured and stated time of one lesson together earn at most one and a half times its minutes, and of one day at most ten
hours. Whole minutes are stated; what is left is never rounded up.
"""

from curriculum.policies.active_time import CAP_MS_PER_EXPECTED_MINUTE, DAILY_CAP_MS

MINUTE_MS = 60_000


def minutes_left(*, expected_minutes: int, lesson_ms: int, day_ms: int) -> int:
    """Whole minutes that may still be stated, when ``lesson_ms`` and ``day_ms`` are measured or stated already.

    >>> minutes_left(expected_minutes=10, lesson_ms=9 * 60_000 + 1, day_ms=0)
    5
    """
    of_lesson = expected_minutes * CAP_MS_PER_EXPECTED_MINUTE - lesson_ms
    return max(0, min(of_lesson, DAILY_CAP_MS - day_ms) // MINUTE_MS)


def measured_limit_ms(*, expected_minutes: int, attested_minutes: int) -> int:
    """Where on an activity's line measured time ends when ``attested_minutes`` of it were posted from a statement."""
    return max(0, expected_minutes * CAP_MS_PER_EXPECTED_MINUTE - attested_minutes * MINUTE_MS)

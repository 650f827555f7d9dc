"""Placing a legal hold and removing something follow one another.

Constraint: a hold that is being placed is no row yet, so whoever removes cannot see it, and there is nothing to lock: a hold on an organization keeps
what students of several campuses handed in. So on PostgreSQL both take one turn until their transaction ends, which is short; whoever removes asks for
holds once they have it. SQLite lets one write at a time.
"""

from django.db import connection

_HOLD = (94, 0)  # a key of ours alone, beside those of ``summary_turns``


def take_hold_turn() -> None:
    """First thing in the transaction, so that nothing is locked while it waits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", _HOLD)

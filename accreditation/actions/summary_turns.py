"""Who comes first where a place has no summary yet: its first summary, or a fact of that very moment.

Constraint: a mark is the lock of the row it marks, and a row that is not there cannot be locked. So on PostgreSQL a fact holds the turn of its students
until it is committed, shared with other facts; a first summary is made only of who has no fact under way, and facts of the meantime wait for it and
then find its row. Whoever makes summaries waits for no turn, so nothing can stand still in a ring, as long as facts lock the cohorts and places that a
summary refers to with ``no_key``. SQLite lets one write at a time.

Students share some dozen turns, so that a transaction about everybody does not fill the server's table of locks.
"""

from collections.abc import Iterable
from zlib import crc32

from django.db import connection

TURNS = 64
_ROOM = 92  # the first half of the locks' keys, ours alone; the second is the turn
_HOLD = "SELECT count(pg_advisory_xact_lock_shared(%s, turn)) FROM unnest(%s::int[]) AS turn"
_TAKE = "SELECT turn FROM unnest(%s::int[]) AS turn WHERE pg_try_advisory_xact_lock(%s, turn)"


def _turn_of(student: str) -> int:
    return crc32(student.encode()) % TURNS


def hold_turns(students: Iterable[str] | None = None) -> None:
    """For a fact about these students (everybody without any), before it marks: waits for first summaries that are being made; until its transaction ends."""
    turns = sorted({_turn_of(student) for student in students}) if students is not None else list(range(TURNS))
    if turns and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [_ROOM, turns])


def take_turns(students: Iterable[str]) -> set[str]:
    """Those of ``students`` of whom no fact is under way; facts about them wait until this transaction ends."""
    wanted = {student: _turn_of(student) for student in students}
    if not wanted or connection.vendor != "postgresql":
        return set(wanted)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [sorted(set(wanted.values())), _ROOM])
        taken = {turn for (turn,) in cursor.fetchall()}
    return {student for student, turn in wanted.items() if turn in taken}

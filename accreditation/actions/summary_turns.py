"""Who comes first where a place has no summary yet: its first summary, or a fact of that very moment.

Constraint: a mark is the lock of the row it marks, and a row that is not there cannot be locked. So on PostgreSQL a fact about a student holds the
student's turn until it is committed, shared with other facts; a first summary is made only of who has no fact under way, and facts of the meantime wait
for it and then find its row. A fact about everybody holds the doors instead of all turns: whoever makes first summaries goes in by one door, and finds
none open while such a fact is under way. Whoever makes summaries waits for no turn and no door, so nothing can stand still in a ring, as long as facts
lock the cohorts and places that a summary refers to with ``no_key``. SQLite lets one write at a time.

Two students share a turn rarely: while a hundred first summaries are made, fewer than one in ten of the others waits for them. The number is limited all
the same, so that a transaction that writes about everybody, one by one, does not fill the server's table of locks (some 6 400 as PostgreSQL comes).
A fact about everybody waits for at most one batch at each door: it goes by them in order, and what it has passed is held.
"""

from collections.abc import Iterable
from zlib import crc32

from django.db import connection

TURNS, DOORS = 1024, 16
_TURN, _DOOR = 92, 93  # the first half of the locks' keys, ours alone; the second is the turn or the door
_HOLD = "SELECT count(pg_advisory_xact_lock_shared(%s, number)) FROM unnest(%s::int[]) AS number"
_TAKE = "SELECT number FROM unnest(%s::int[]) AS number WHERE pg_try_advisory_xact_lock(%s, number)"
_TAKE_ONE = f"{_TAKE} LIMIT 1"


def _turn_of(student: str) -> int:
    return crc32(student.encode()) % TURNS


def hold_turns(students: Iterable[str]) -> None:
    """For a fact about these students, before it marks: waits for first summaries of them that are being made; until its transaction ends."""
    _hold(_TURN, sorted({_turn_of(student) for student in students}))


def hold_doors() -> None:
    """The same for a fact about everybody: waits for first summaries that are being made of anybody, and lets nobody begin any."""
    _hold(_DOOR, list(range(DOORS)))


def take_turns(students: Iterable[str]) -> set[str]:
    """Those of ``students`` of whom no fact is under way; facts about them wait until this transaction ends.

    None while there is a fact about everybody, or ``DOORS`` others make first summaries: they are left to the next look.
    """
    wanted = {student: _turn_of(student) for student in students}
    if not wanted or connection.vendor != "postgresql":
        return set(wanted)
    if not _took(_TAKE_ONE, _DOOR, range(DOORS)):
        return set()
    taken = _took(_TAKE, _TURN, set(wanted.values()))
    return {student for student, turn in wanted.items() if turn in taken}


def _hold(room: int, numbers: list[int]) -> None:
    if numbers and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [room, numbers])


def _took(statement: str, room: int, numbers: Iterable[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [sorted(numbers), room])
        return {number for (number,) in cursor.fetchall()}

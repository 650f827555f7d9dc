"""Rows that many tests begin with are made by the real code once in a process; later tests get the same statements again.

Constraint: the statements name primary keys, so they hold only where the database would give out the same ones. SQLite's counters go back
with a test's transaction; PostgreSQL's sequences do not, so a test that has written nothing yet puts them back first. Wherever a test has made
rows of its own before, the counters differ, and the real code runs.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
_Statement = tuple[str, Any, bool]
_Counters = tuple[tuple[str, int | None], ...]
_kept: dict[tuple[Any, ...], tuple[list[_Statement], Any]] = {}
_first_seen: dict[str, _Counters] = {}


def written_once(make: Callable[[], T], name: str) -> T:
    """What ``make`` returns, and its rows."""
    at = (name, *(_counters_of_postgresql() if connection.vendor == "postgresql" else _counters_of_sqlite()))
    if at in _kept:
        return _again(*_kept[at])
    statements: list[_Statement] = []
    with connection.execute_wrapper(_noting(statements)):
        made = make()
    _kept[at] = (statements, made)
    return made


def _counters_of_sqlite() -> _Counters:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return tuple(cursor.fetchall())


def _counters_of_postgresql() -> _Counters:
    """The sequences as they stand, put back to where the process first saw them while the test's transaction has written nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NULL, current_database()")
        is_untouched, database = cursor.fetchone()
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename")
        seen: _Counters = tuple(cursor.fetchall())
        first = _first_seen.setdefault(database, seen)
        if not (connection.in_atomic_block and is_untouched):
            return seen
        moved = [counter for counter, now in zip(first, seen, strict=True) if counter != now]
        cursor.executemany("SELECT setval(%s, coalesce(%s, 1), %s)", [(f'"{name}"', value, value is not None) for name, value in moved])
        return first


def _noting(statements: list[_Statement]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            statements.append((sql, params, many))
        return execute(sql, params, many, context)

    return note


def _again(statements: list[_Statement], made: T) -> T:
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params, many in statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
    return made

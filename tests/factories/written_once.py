"""Rows that many tests begin with are made by the real code once in a process; later tests get the same statements again.

Constraint: the statements name primary keys, so they hold only where the database would give out the same ones: on SQLite, whose
counters go back with a test's transaction. Everywhere else, and wherever a test has made rows before, the real code runs.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
_Statement = tuple[str, Any, bool]
_kept: dict[tuple[Any, ...], tuple[list[_Statement], Any]] = {}


def written_once(make: Callable[[], T], name: str = "course") -> T:
    """What ``make`` returns, and its rows."""
    if connection.vendor != "sqlite":
        return make()
    at = (name, *_counters())
    if at in _kept:
        return _again(*_kept[at])
    statements: list[_Statement] = []
    with connection.execute_wrapper(_noting(statements)):
        made = make()
    _kept[at] = (statements, made)
    return made


def _counters() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return tuple(cursor.fetchall())


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

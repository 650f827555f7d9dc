"""Deciding one after the other about a row that is written once.

Constraint: PostgreSQL lets only those lock a row who may change it, and nobody who serves Pathway may change such a row (decision 118).
An advisory lock needs no right to anything. SQLite needs none: a transaction that writes holds the whole database.
"""

import hashlib

from django.db import connection

from lms.core.models import AppendOnlyModel


def lock_written_once(row: AppendOnlyModel) -> None:
    """Wait until nobody else holds ``row``, and hold it to the end of this transaction."""
    if connection.vendor != "postgresql":
        return
    if not connection.in_atomic_block:
        raise RuntimeError("Outside a transaction a lock would end with its own statement.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number(row._meta.db_table, row.pk)])


def lock_number(table: str, pk: int) -> int:
    """The signed 64-bit number of a row's lock."""
    return int.from_bytes(hashlib.sha256(f"{table}:{pk}".encode()).digest()[:8], signed=True)
